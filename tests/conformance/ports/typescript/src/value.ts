/**
 * What a parameter can hold, and how it goes in and out without being shared.
 *
 * The kinds stay apart because JavaScript keeps them apart: a `bigint` is an int,
 * a `number` is a float, so `1n` and `1` are two values, and none is ever rounded.
 */

/** How deep lists and mappings nest, and how many elements all of them may hold together. */
export const DEEPEST = 128;
export const MOST_ELEMENTS = 1_000_000;

export type Kind = "null" | "bool" | "int" | "float" | "text" | "bytes" | "list" | "map" | "object";

/** A value, host objects included. */
export type Value = null | boolean | bigint | number | string | Uint8Array | Value[] | object;

/** Text from outside the program, whose kind is decided when it is read. */
export class Untyped {
  constructor(readonly text: string) {}
}

/** What is left of a host object in a thread other than its own: the name of its type. */
export class Elsewhere {
  constructor(readonly type: string) {}
}

/** A list of values as it is stored, to tell it from an array that is a host object. */
export class List {
  constructor(readonly elements: readonly unknown[]) {}
}

/** A mapping inside a list as it is stored; what was set as a Map is read as a Map. */
export class Dictionary {
  constructor(
    readonly entries: ReadonlyMap<string, unknown>,
    readonly isMap: boolean,
  ) {}
}

/** A value with the place it came from, as a message names it. */
export interface Entry {
  readonly value: unknown;
  readonly origin: string;
}

export function kindOf(value: unknown): Kind {
  if (value === null || value === undefined) return "null";
  switch (typeof value) {
    case "boolean":
      return "bool";
    case "bigint":
      return "int";
    case "number":
      return "float";
    case "string":
      return "text";
    default:
      if (value instanceof Uint8Array) return "bytes";
      return Array.isArray(value) ? "list" : "object";
  }
}

/** The kind of a stored value that is not untyped. */
export function storedKindOf(value: unknown): Kind {
  if (value instanceof List) return "list";
  if (value instanceof Dictionary) return "map";
  return Array.isArray(value) ? "object" : kindOf(value);
}

/** The name of a host object's type. */
export function typeOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return typeof value;
  const name: unknown = value.constructor?.name;
  return typeof name === "string" && name !== "" ? name : "object";
}
