/** What can go wrong, one class for each class of the specification. */

const QUOTED_AT_MOST = 120;

/** Quotes text for a message, with control characters escaped, cut after 120 characters. */
export function quote(text: string): string {
  const characters = Array.from(text.slice(0, 2 * QUOTED_AT_MOST + 2));
  const cut = characters.length > QUOTED_AT_MOST;
  return JSON.stringify(characters.slice(0, QUOTED_AT_MOST).join("")) + (cut ? "..." : "");
}

/** What an error is about, beside its message; each is there where it makes sense. */
export interface Facts {
  /** The parameter. */
  readonly key?: string;
  /** The value as it was set: untyped text as a string, a host object by the name of its type. */
  readonly value?: unknown;
  /** Where the value came from, as `from a mapping`. */
  readonly origin?: string;
  /** What the value was read toward, as `float`. */
  readonly wanted?: string;
}

/** The class above all errors of this package. */
export abstract class HyperparameterError extends Error implements Facts {
  declare readonly key?: string;
  declare readonly value?: unknown;
  declare readonly origin?: string;
  declare readonly wanted?: string;

  /** The class of the specification. */
  abstract get kind(): string;

  constructor(message: string, facts: Facts = {}) {
    super(message);
    Object.assign(this, facts);
  }

  override get name(): string {
    return this.constructor.name;
  }
}

/** A required parameter is not set. */
export class MissingKeyError extends HyperparameterError {
  override get kind() {
    return "missing" as const;
  }
}

/** A text, or something that is no text, cannot be a key. */
export class InvalidKeyError extends HyperparameterError {
  override get kind() {
    return "invalid_key" as const;
  }
}

/** A value does not fit what is wanted, or cannot be stored exactly. */
export class ConversionError extends HyperparameterError {
  override get kind() {
    return "conversion" as const;
  }
}

/** A definition is malformed, its key included. */
export class DefinitionError extends HyperparameterError {
  override get kind() {
    return "definition" as const;
  }
}

/** A scope is used or left where it is not open, or needed where none is. */
export class ScopeError extends HyperparameterError {
  override get kind() {
    return "scope" as const;
  }
}

/** A value nests too deep or holds too much, or a baseline is too large to publish. */
export class LimitError extends HyperparameterError {
  override get kind() {
    return "limit" as const;
  }
}
