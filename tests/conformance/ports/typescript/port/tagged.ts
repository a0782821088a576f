/** Values as the protocol spells them: a tag and text, so that no JSON number rounds anything. */

import { spellFloat } from "../src/spelling.js";

export type Tagged = { readonly [tag: string]: unknown };

/** The value that a tag and its spelling mean; mappings become maps. */
export function untag(tagged: Tagged): unknown {
  const [[tag, content] = ["", undefined], ...others] = Object.entries(tagged);
  if (others.length > 0) throw new Error(`more than one tag: ${JSON.stringify(tagged)}`);
  switch (tag) {
    case "null":
      return null;
    case "bool":
      return content === "true";
    case "int":
      return BigInt(content as string);
    case "float":
      return untagFloat(content as string);
    case "text":
      return content;
    case "bytes":
      return new Uint8Array(Buffer.from(content as string, "hex"));
    case "list":
      return (content as Tagged[]).map(untag);
    case "nested":
      return nested(Number(content));
    case "map":
    case "mapping":
      return new Map((content as [string, Tagged][]).map(([key, value]) => [key, untag(value)]));
    default:
      throw new Error(`no such tag: ${tag}`);
  }
}

/** The tag and spelling of a value that came back. */
export function tag(value: unknown): Tagged {
  if (value === null) return { null: "" };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString("hex") };
  if (value instanceof Map) return { map: Array.from(value, ([key, entry]) => [key, tag(entry)]) };
  if (Array.isArray(value)) return { list: value.map(tag) };
  switch (typeof value) {
    case "boolean":
      return { bool: String(value) };
    case "bigint":
      return { int: String(value) };
    case "number":
      return { float: spellFloat(value) };
    case "string":
      return { text: value };
    default:
      throw new Error(`a value without a tag: ${typeof value}`);
  }
}

/** Lists in lists, so many deep. */
function nested(depth: number): unknown[] {
  return depth > 1 ? [nested(depth - 1)] : [];
}

function untagFloat(text: string): number {
  switch (text) {
    case "inf":
      return Infinity;
    case "-inf":
      return -Infinity;
    case "nan":
      return NaN;
    default:
      return Number(text);
  }
}
