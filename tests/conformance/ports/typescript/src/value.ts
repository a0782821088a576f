/**
 * What a parameter can hold, and how it goes in and out without being shared.
 *
 * The kinds stay apart because JavaScript keeps them apart: a `bigint` is an int,
 * a `number` is a float, so `1n` and `1` are two values, and none is ever rounded.
 */

import { ConversionError, LimitError } from "./errors.js";

export const DEEPEST_LIST = 128;

export type Kind = "null" | "bool" | "int" | "float" | "text" | "bytes" | "list" | "object";

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
  return Array.isArray(value) ? "object" : kindOf(value);
}

/** The name of a host object's type. */
export function typeOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return typeof value;
  const name: unknown = value.constructor?.name;
  return typeof name === "string" && name !== "" ? name : "object";
}

/** Copies a value when it is set, so that later changes do not reach the parameter. */
export function copyIn(key: string, value: unknown): unknown {
  if (value === undefined) {
    throw new ConversionError(
      `cannot set ${key}: undefined is no value; write null, or leave it out`,
    );
  }
  if (value instanceof Uint8Array) return new Uint8Array(value);
  return Array.isArray(value) ? (listOfValues(key, value, 1) ?? value) : value;
}

/** Copies a value when it is read, likewise. */
export function copyOut(value: unknown): unknown {
  if (value instanceof Uint8Array) return new Uint8Array(value);
  return value instanceof List ? value.elements.map(copyOut) : value;
}

/** Undefined for an array that holds anything but values: it is a host object, not copied. */
function listOfValues(key: string, array: readonly unknown[], depth: number): List | undefined {
  if (depth > DEEPEST_LIST) {
    throw new LimitError(`cannot set ${key}: its lists nest deeper than ${DEEPEST_LIST}`);
  }
  const elements: unknown[] = [];
  for (const element of array) {
    if (Array.isArray(element)) {
      const inner = listOfValues(key, element, depth + 1);
      if (inner === undefined) return undefined;
      elements.push(inner);
    } else if (element === undefined || kindOf(element) === "object") {
      return undefined;
    } else {
      elements.push(element instanceof Uint8Array ? new Uint8Array(element) : element);
    }
  }
  return new List(elements);
}
