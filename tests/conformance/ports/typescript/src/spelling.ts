/** The canonical spelling of values: what they read as toward text, and how messages show them. */

import { quote } from "./errors.js";
import { Dictionary, Elsewhere, List, Untyped, storedKindOf, typeOf } from "./value.js";

/** The shortest decimal that reads back, with an exponent below 1e-4 and from 1e16 on. */
export function spellFloat(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const [mantissa, exponent] = value.toExponential().split("e") as [string, string];
  if (Math.abs(value) >= 1e16 || Math.abs(value) < 1e-4) return `${mantissa}e${Number(exponent)}`;
  // JavaScript writes numbers between these bounds without an exponent.
  const decimal = String(value);
  return decimal.includes(".") ? decimal : `${decimal}.0`;
}

/** The spelling of a bool, an int or a float; undefined for what has none toward text. */
export function spell(value: unknown): string | undefined {
  switch (typeof value) {
    case "boolean":
    case "bigint":
      return String(value);
    case "number":
      return spellFloat(value);
    default:
      return undefined;
  }
}

/** A stored value as an error carries it: as it was set, and what is an object by its type. */
export function factOf(value: unknown): unknown {
  if (value instanceof Untyped) return value.text;
  if (value instanceof Elsewhere || storedKindOf(value) === "object") return show(value);
  if (value instanceof List) return value.elements.map(factOf);
  if (value instanceof Dictionary) {
    return new Map(Array.from(value.entries, ([key, entry]) => [key, factOf(entry)] as const));
  }
  return value instanceof Uint8Array ? new Uint8Array(value) : value;
}

/** A stored value as a message shows it. */
export function show(value: unknown): string {
  if (value instanceof Untyped) return quote(value.text);
  if (value instanceof Elsewhere) return `an object of type ${value.type}`;
  switch (storedKindOf(value)) {
    case "null":
      return "null";
    case "text":
      return quote(value as string);
    case "bytes":
      return `bytes of length ${(value as Uint8Array).length}`;
    case "list":
      return `a list of length ${(value as List).elements.length}`;
    case "map":
      return `a mapping of size ${(value as Dictionary).entries.size}`;
    case "object":
      return `an object of type ${typeOf(value)}`;
    default:
      return spell(value)!;
  }
}
