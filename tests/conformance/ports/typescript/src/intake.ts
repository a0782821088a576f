/** Taking values in: checked, and copied, so that later changes do not reach the parameter. */

import { ConversionError, LimitError, quote } from "./errors.js";
import { entriesOf, isMapping } from "./mapping.js";
import { DEEPEST, Dictionary, List, MOST_ELEMENTS, kindOf } from "./value.js";

/** A value as it is stored under a key; a host object is kept as it is. */
export function copyIn(key: string, value: unknown): unknown {
  if (value === undefined) {
    const message = `cannot set ${key}: undefined is no value; write null, or leave it out`;
    throw new ConversionError(message, { key });
  }
  return new Intake(key).copy(value, 0) ?? value;
}

/** Throws for a string that is no text. */
export function checkText(key: string, text: string): void {
  if (text.isWellFormed()) return;
  const message = `cannot set ${key}: ${quote(text)} is not valid Unicode`;
  throw new ConversionError(message, { key, value: text });
}

/** Copies one value, and counts all elements in it: a list may hold itself twice. */
class Intake {
  private elements = 0;

  constructor(private readonly key: string) {}

  /** The copy; undefined for a host object, and so for all that holds one. */
  copy(value: unknown, depth: number): unknown {
    if (Array.isArray(value)) return this.list(value, this.deeper(depth));
    if (isMapping(value)) return this.dictionary(value, this.deeper(depth));
    switch (kindOf(value)) {
      case "text":
        checkText(this.key, value as string);
        return value;
      case "bytes":
        return new Uint8Array(value as Uint8Array);
      case "object":
        return undefined;
      default:
        // Where it is an element, nothing at all is no value either.
        return value;
    }
  }

  private list(array: readonly unknown[], depth: number): List | undefined {
    const elements: unknown[] = [];
    for (const element of array) {
      const copy = this.element(element, depth);
      if (copy === undefined) return undefined;
      elements.push(copy);
    }
    return new List(elements);
  }

  private dictionary(mapping: object, depth: number): Dictionary | undefined {
    const entries = new Map<string, unknown>();
    for (const [key, value] of entriesOf(mapping)) {
      if (typeof key !== "string") return undefined;
      checkText(this.key, key);
      const copy = this.element(value, depth);
      if (copy === undefined) return undefined;
      entries.set(key, copy);
    }
    return new Dictionary(entries, mapping instanceof Map);
  }

  private element(value: unknown, depth: number): unknown {
    this.elements++;
    if (this.elements > MOST_ELEMENTS) {
      throw this.beyond(`it holds more than ${MOST_ELEMENTS} elements`);
    }
    return this.copy(value, depth);
  }

  private deeper(depth: number): number {
    if (depth < DEEPEST) return depth + 1;
    throw this.beyond(`its lists and mappings nest deeper than ${DEEPEST}`);
  }

  private beyond(limit: string): LimitError {
    return new LimitError(`cannot set ${this.key}: ${limit}`, { key: this.key });
  }
}
