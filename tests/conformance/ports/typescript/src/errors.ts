/** What can go wrong, one class for each class of the specification. */

const QUOTED_AT_MOST = 120;

/** Quotes text for a message, with control characters escaped, cut after 120 characters. */
export function quote(text: string): string {
  const characters = Array.from(text.slice(0, 2 * QUOTED_AT_MOST + 2));
  const cut = characters.length > QUOTED_AT_MOST;
  return JSON.stringify(characters.slice(0, QUOTED_AT_MOST).join("")) + (cut ? "..." : "");
}

/** The class above all errors of this package. */
export class HyperparameterError extends Error {
  override get name(): string {
    return this.constructor.name;
  }
}

/** A required parameter is not set. */
export class MissingKeyError extends HyperparameterError {}

/** A text, or something that is no text, cannot be a key. */
export class InvalidKeyError extends HyperparameterError {}

/** A value does not fit what is wanted, or cannot be stored exactly. */
export class ConversionError extends HyperparameterError {}

/** A `key=value` text is malformed, its key included. */
export class DefinitionError extends HyperparameterError {}

/** A scope is used or left where it is not open, or needed where none is. */
export class ScopeError extends HyperparameterError {}

/** A value nests too deep or holds too much, or a baseline is too large to publish. */
export class LimitError extends HyperparameterError {}
