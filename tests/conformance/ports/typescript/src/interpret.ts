/** What untyped text is when nothing tells its kind: a scalar, a quoted string or a flow list. */

import { type FlowNode, parseFlow } from "./flow.js";
import { spelledNumber } from "./number.js";
import { Refusal } from "./refusal.js";
import type { Value } from "./value.js";

const NULL = /^(?:null|Null|NULL|~)$/;
const TRUE = /^(?:true|True|TRUE)$/;
const FALSE = /^(?:false|False|FALSE)$/;

export function spellsNull(text: string): boolean {
  return NULL.test(text);
}

/** The value of untyped text, or why it has none. */
export function interpret(text: string): Value | Refusal {
  const node = parseFlow(text);
  return node === undefined ? interpretScalar(text) : valueOf(node);
}

/** The list that untyped text in flow form is; undefined for any other text. */
export function interpretList(text: string): Value[] | Refusal | undefined {
  const node = parseFlow(text);
  return node !== undefined && "list" in node ? (valueOf(node) as Value[] | Refusal) : undefined;
}

function interpretScalar(text: string): Value | Refusal {
  if (NULL.test(text)) return null;
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  return spelledNumber(text) ?? text;
}

function valueOf(node: FlowNode): Value | Refusal {
  if ("quoted" in node) return node.quoted;
  if ("plain" in node) return interpretScalar(node.plain);
  const values: Value[] = [];
  for (const element of node.list) {
    const value = valueOf(element);
    if (value instanceof Refusal) return value;
    values.push(value);
  }
  return values;
}
