/** Reading a value toward a kind, only where nothing is lost. */

import { ConversionError } from "./errors.js";
import { interpret, interpretList, spellsNull } from "./interpret.js";
import { OUT_OF_RANGE, fitsIn64Bits, spelledFloat, spelledInt } from "./number.js";
import { Refusal } from "./refusal.js";
import { show, spell } from "./spelling.js";
import {
  Elsewhere,
  type Entry,
  type Kind,
  List,
  Untyped,
  copyOut,
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
  text: "text",
  bytes: "bytes",
  list: "list",
  object: "an object",
};
const HINTS: Record<Kind, string> = {
  null: "",
  bool: "a bool is true or false, the int 0 or 1, or a text such as yes, off or 1",
  int: "an int is a bigint, an integral float of 64 bits, or a text such as 64 or 1e3",
  float: "a float is a number, an int that it holds exactly, or a text such as 5e-4",
  text: "text is a string, or the spelling of a bool, an int or a float",
  bytes: "bytes are a Uint8Array",
  list: "a list is an array, or untyped text such as [1, 2]",
  object: "",
};

/** The value of an entry, converted toward the kind of `want`; null where `want` is null. */
export function convert(key: string, entry: Entry, want: unknown, nullable: boolean): unknown {
  const { value } = entry;
  const kind = kindOf(want);
  if (isNull(value, kind)) {
    if (nullable || kind === "null") return null;
    throw refused(
      key,
      entry,
      want,
      new Refusal("is null"),
      "; read it with nullable(key, default)",
    );
  }
  const converted = value instanceof Elsewhere ? fromElsewhere(value) : toward(kind, value, want);
  if (converted instanceof Refusal) throw refused(key, entry, want, converted);
  return converted;
}

/** The truth of an entry: the word of a bool, or else whether its value is neither zero nor empty. */
export function truthOf(key: string, entry: Entry): boolean {
  const { value } = entry;
  const word = value instanceof Untyped ? spelledBool(value.text) : undefined;
  return word ?? (isObject(value) || isTrue(convert(key, entry, null, true)));
}

function isTrue(value: unknown): boolean {
  switch (kindOf(value)) {
    case "float":
      return value !== 0;
    case "bytes":
    case "list":
      return (value as ArrayLike<unknown>).length > 0;
    default:
      return Boolean(value);
  }
}

function isNull(value: unknown, wanted: Kind): boolean {
  if (value === null) return true;
  return value instanceof Untyped && wanted !== "text" && spellsNull(value.text);
}

function toward(kind: Kind, value: unknown, want: unknown): unknown {
  switch (kind) {
    case "null":
      return value instanceof Untyped ? interpret(value.text) : copyOut(value);
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
      return toList(value);
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

function toList(value: unknown): unknown {
  if (value instanceof List || Array.isArray(value)) return copyOut(value);
  return (value instanceof Untyped ? interpretList(value.text) : undefined) ?? NOT_TAKEN;
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
  why: Refusal,
  advice = "",
): ConversionError {
  const kind = kindOf(want);
  const wanted = kind === "object" ? typeOf(want) : WANTED[kind];
  const reason = why.reason === "" ? "" : ` ${why.reason}`;
  const hint = advice !== "" || HINTS[kind] === "" ? advice : `; ${HINTS[kind]}`;
  return new ConversionError(
    `cannot read ${key} as ${wanted}: ${show(entry.value)}${reason} (${entry.origin})${hint}`,
  );
}
