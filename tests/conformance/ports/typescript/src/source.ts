/** What a scope is made of: texts, mappings, mappings of untyped text, and keys to hide. */

import { define } from "./definition.js";
import { ConversionError, InvalidKeyError, quote } from "./errors.js";
import { Changes } from "./frame.js";
import { checkText, copyIn } from "./intake.js";
import { checkedKey, faultOfKey } from "./key.js";
import { type Mapping, entriesOf, isMapping } from "./mapping.js";
import { Untyped } from "./value.js";

/** A mapping whose texts come from outside, as {@link untyped} marks it. */
export class UntypedMapping {
  constructor(readonly entries: readonly (readonly [key: string, text: string])[]) {}
}

/** Keys to hide, as {@link unset} names them. */
export class UnsetKeys {
  constructor(readonly keys: readonly string[]) {}
}

export type Source = string | Mapping | UntypedMapping | UnsetKeys;

/** Marks the texts of a mapping, such as `process.env`, as untyped. */
export function untyped(
  mapping: { readonly [key: string]: string | undefined } | ReadonlyMap<string, string>,
): UntypedMapping {
  if (!isMapping(mapping) && mapping !== process.env) throw noMapping("untyped() takes", mapping);
  const entries = entriesOf(mapping).map(([name, text]) => {
    const key = checkedKey(name);
    if (typeof text !== "string") {
      throw new ConversionError(`cannot set ${key}: untyped() takes texts alone`);
    }
    checkText(key, text);
    return [key, text] as const;
  });
  return new UntypedMapping(entries);
}

/**
 * Hides keys, and everything below them, whatever earlier sources and outer scopes set.
 *
 * Later sources and inner scopes may set them again.
 */
export function unset(...keys: string[]): UnsetKeys {
  return new UnsetKeys(keys.map(checkedKey));
}

/** What the sources of one scope do, read from left to right; throws before anything is set. */
export function changesOf(sources: Source | readonly Source[]): Changes {
  const changes = new Changes();
  const list = Array.isArray(sources) ? (sources as readonly Source[]) : [sources as Source];
  for (const [index, source] of list.entries()) {
    if (typeof source === "string") {
      define(source, index + 1, changes);
    } else if (source instanceof UntypedMapping) {
      for (const [key, text] of source.entries) {
        changes.set.set(key, { value: new Untyped(text), origin: "from a mapping" });
      }
    } else if (source instanceof UnsetKeys) {
      for (const key of source.keys) changes.hide(key);
    } else if (isMapping(source)) {
      flatten("", source, "from a mapping", changes, new Set());
    } else {
      throw noMapping(`item ${index + 1} has to be`, source);
    }
  }
  return changes;
}

/** What an assignment sets: one parameter, or with a mapping those below its key. */
export function changesOfAssignment(key: string, value: unknown): Changes {
  const changes = new Changes();
  set(checkedKey(key), value, "assigned", changes, new Set());
  return changes;
}

function flatten(
  prefix: string,
  mapping: Mapping,
  origin: string,
  changes: Changes,
  within: Set<unknown>,
): void {
  if (within.has(mapping)) {
    throw new ConversionError(`cannot set ${prefix.slice(0, -1)}: the mapping lies within itself`);
  }
  within.add(mapping);
  for (const [segment, value] of entriesOf(mapping)) {
    if (typeof segment !== "string") {
      throw new InvalidKeyError(
        `invalid key of type ${typeof segment} below "${prefix}": a key is text`,
      );
    }
    // Checked by itself, so that "a" and ".b" do not make "a..b", nor "b." and "c" "b..c".
    const fault = faultOfKey(segment);
    if (fault !== undefined) throw new InvalidKeyError(`invalid key ${quote(segment)}: ${fault}`);
    set(checkedKey(prefix + segment), value, origin, changes, within);
  }
  within.delete(mapping);
}

function set(
  key: string,
  value: unknown,
  origin: string,
  changes: Changes,
  within: Set<unknown>,
): void {
  if (isMapping(value)) {
    flatten(`${key}.`, value, origin, changes, within);
  } else {
    changes.set.set(key, { value: copyIn(key, value), origin });
  }
}

function noMapping(wanted: string, value: unknown): TypeError {
  const type = value === null ? "null" : Array.isArray(value) ? "an array" : typeof value;
  return new TypeError(`${wanted} a text "key=value", a plain object or a Map, not ${type}`);
}
