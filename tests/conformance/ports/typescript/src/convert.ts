/** Reading a value toward a kind, only where nothing is lost. */

import { ConversionError, LimitError } from "./errors.js";
import { parseFlow } from "./flow.js";
import { copyOut, spellsNull } from "./interpret.js";
import { OUT_OF_RANGE, fitsIn64Bits, spelledFloat, spelledInt } from "./number.js";
import { Refusal } from "./refusal.js";
import { factOf, show, spell } from "./spelling.js";
import {
  Elsewhere,
  type Entry,
  type Kind,
  List,
  Untyped,
  kindOf,
  storedKindOf,
  typeOf,
} from "./value.js";

const BOOLS: Record<string, boolean> = {
  true: true,
  yes: true,
  on: true,
  t: true,
  y: true,
  "1": true,
  false: false,
  no: false,
  off: false,
  f: false,
  n: false,
  "0": false,
};
const NOT_TAKEN = new Refusal("");

const WANTED: Record<Kind, string> = {
  null: "a value",
  bool: "bool",
  int: "int",
  float: "float",
  text: "string",
  bytes: "bytes",
  list: "list",
  map: "mapping",
  object: "an object",
};
const HINTS: Record<Kind, string> = {
  null: "",
  bool: "expected a boolean, the int 0 or 1, or a string such as yes, off, 1",
  int: "expected a bigint, an integral float of 64 bits, or a string such as 64 or 1e3",
  float: "expected a number, a bigint that a float can represent exactly, or a string such as 5e-4",
  text: "expected a string, a boolean or a number",
  bytes: "expected a Uint8Array",
  list: "expected an array, or an untyped string such as [1, 2]",
  map: "",
  object: "",
};

/** Defaults whose elements are all of one of these ask for elements of it. */
const KINDS_OF_ELEMENTS: ReadonlySet<Kind> = new Set(["bool", "int", "float", "text"]);

/** The value of an entry, converted toward the kind of `want`; as it is where that is null. */
export function convert(key: string, entry: Entry, want: unknown, nullable: boolean): unknown {
  const { value } = entry;
  const kind = kindOf(want);
  if (isNull(value, kind, nullable)) {
    if (nullable || kind === "null") return null;
    throw refused(
      key,
      entry,
      want,
      new Refusal("is null"),
      "; read it with nullable(key, default)",
    );
  }
  const converted = value instanceof Elsewhere ? fromElsewhere(value) : within(key, entry, want);
  if (converted instanceof Refusal) throw refused(key, entry, want, converted);
  return converted;
}

/** What a value is toward a kind; a text that is beyond a limit does not know its key. */
function within(key: string, entry: Entry, want: unknown): unknown {
  try {
    return toward(kindOf(want), entry.value, want);
  } catch (error) {
    if (!(error instanceof LimitError)) throw error;
    const { value, origin } = entry;
    const message = `cannot read ${key}: ${show(value)}: ${error.message} (${origin})`;
    throw new LimitError(message, { key, value: factOf(value), origin });
  }
}

/** Toward text that is not said to be nullable, untyped text that spells null is a word. */
function isNull(value: unknown, wanted: Kind, nullable: boolean): boolean {
  if (value === null) return true;
  return value instanceof Untyped && (nullable || wanted !== "text") && spellsNull(value.text);
}

function toward(kind: Kind, value: unknown, want: unknown): unknown {
  switch (kind) {
    case "null":
      return copyOut(value);
    case "bool":
      return toBool(value);
    case "int":
      return toInt(value);
    case "float":
      return toFloat(value);
    case "text":
      return toText(value);
    case "bytes":
      return value instanceof Uint8Array ? copyOut(value) : NOT_TAKEN;
    case "list":
      return toList(value, elementKind(want as readonly unknown[]));
    case "map":
    case "object":
      return toObject(value, want);
  }
}

function toBool(value: unknown): boolean | Refusal {
  if (typeof value === "boolean") return value;
  if (value === 0n || value === 1n) return value === 1n;
  const text = textOf(value);
  return (text === undefined ? undefined : spelledBool(text)) ?? NOT_TAKEN;
}

function spelledBool(text: string): boolean | undefined {
  const word = text.length > 5 ? "" : text.toLowerCase();
  return Object.hasOwn(BOOLS, word) ? BOOLS[word] : undefined;
}

function toInt(value: unknown): bigint | Refusal {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return new Refusal("is no finite number");
    if (!Number.isInteger(value)) return new Refusal("has a fractional part");
    const int = BigInt(value);
    return fitsIn64Bits(int) ? int : OUT_OF_RANGE;
  }
  const text = textOf(value);
  return (text === undefined ? undefined : spelledInt(text)) ?? NOT_TAKEN;
}

function toFloat(value: unknown): number | Refusal {
  if (typeof value === "number") return value;
  if (typeof value === "bigint") {
    const float = Number(value);
    // An infinite float has no int to compare with.
    const exact = Number.isFinite(float) && BigInt(float) === value;
    return exact ? float : new Refusal("is no float exactly");
  }
  const text = textOf(value);
  return (text === undefined ? undefined : spelledFloat(text)) ?? NOT_TAKEN;
}

function toText(value: unknown): string | Refusal {
  return textOf(value) ?? spell(value) ?? NOT_TAKEN;
}

function toList(value: unknown, kind: Kind): unknown {
  // An array that was stored as it is holds host objects.
  if (Array.isArray(value)) return value;
  const list = value instanceof Untyped ? parseFlow(value.text) : value;
  if (!(list instanceof List)) return NOT_TAKEN;
  const converted: unknown[] = [];
  for (const [index, element] of list.elements.entries()) {
    const one = isNull(element, kind, false) ? null : toward(kind, element, undefined);
    if (one instanceof Refusal) return new Refusal(one.reason, { index, kind, value: element });
    converted.push(one);
  }
  return converted;
}

/** The kind that all elements of a default are of, or else that of null, which asks for nothing. */
function elementKind(list: readonly unknown[]): Kind {
  const kinds = new Set(list.map(kindOf));
  const [kind = "null"] = kinds;
  return kinds.size === 1 && KINDS_OF_ELEMENTS.has(kind) ? kind : "null";
}

function toObject(value: unknown, want: unknown): unknown {
  if (!isObject(value) || typeof value !== typeof want) return NOT_TAKEN;
  if (typeof want !== "object" || want === null) return value;
  const type: unknown = want.constructor;
  const fits = typeof type === "function" && value instanceof type;
  return fits ? value : NOT_TAKEN;
}

function isObject(value: unknown): boolean {
  return !(value instanceof Untyped) && storedKindOf(value) === "object";
}

function textOf(value: unknown): string | undefined {
  if (value instanceof Untyped) return value.text;
  return typeof value === "string" ? value : undefined;
}

function fromElsewhere(value: Elsewhere): Refusal {
  return new Refusal(
    `is in the thread that published it; a ${value.type} cannot be carried to another`,
  );
}

function refused(
  key: string,
  entry: Entry,
  want: unknown,
  { reason, element }: Refusal,
  advice = "",
): ConversionError {
  const kind = element?.kind ?? kindOf(want);
  const name = element === undefined ? key : `${key}[${element.index}]`;
  const wanted = kind === "object" ? typeOf(want) : WANTED[kind];
  const value = element === undefined ? entry.value : element.value;
  const because = reason === "" ? "" : ` ${reason}`;
  const hint = advice !== "" || HINTS[kind] === "" ? advice : `; ${HINTS[kind]}`;
  return new ConversionError(
    `cannot read ${name} as ${wanted}: ${show(value)}${because} (${entry.origin})${hint}`,
    { key, value: factOf(value), origin: entry.origin, wanted },
  );
}
