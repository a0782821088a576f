/** What a value is when nothing tells its kind: untyped text is decided by how it is spelled. */

import { parseFlow } from "./flow.js";
import { spelledNumber } from "./number.js";
import { Refusal } from "./refusal.js";
import { Dictionary, List, Untyped, type Value } from "./value.js";

const NULL = /^(?:null|Null|NULL|~)$/;
const TRUE = /^(?:true|True|TRUE)$/;
const FALSE = /^(?:false|False|FALSE)$/;

export function spellsNull(text: string): boolean {
  return NULL.test(text);
}

/** A stored value as it is read without a kind: copied, and what is untyped interpreted. */
export function copyOut(value: unknown): unknown {
  if (value instanceof Untyped) return interpret(value.text);
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (value instanceof List) return value.elements.map(copyOut);
  if (!(value instanceof Dictionary)) return value;
  const entries = Array.from(value.entries, ([key, entry]) => [key, copyOut(entry)] as const);
  return value.isMap ? new Map(entries) : Object.fromEntries(entries);
}

/** A scalar, a quoted string, a flow list, or else the text as it is written. */
function interpret(text: string): Value {
  const flow = parseFlow(text);
  if (flow !== undefined) return copyOut(flow) as Value;
  if (NULL.test(text)) return null;
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  const number = spelledNumber(text);
  // A number that no float can hold is text like any other.
  return number === undefined || number instanceof Refusal ? text : number;
}
