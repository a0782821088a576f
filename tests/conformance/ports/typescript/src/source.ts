/** What a scope is made of: `key=value` texts, mappings, and mappings of untyped text. */

import { ConversionError, DefinitionError, InvalidKeyError, quote } from "./errors.js";
import { checkedKey, faultOfKey, withoutBlanksAround } from "./key.js";
import { type Entry, Untyped, copyIn } from "./value.js";

/**
 * A plain object or a Map: a way to write keys, however deep.
 *
 * The type cannot say more, because no interface fits an index signature.
 */
export type Mapping = object;

/** A mapping whose texts come from outside, as {@link untyped} marks it. */
export class UntypedMapping {
  constructor(readonly entries: readonly (readonly [key: string, text: string])[]) {}
}

export type Source = string | Mapping | UntypedMapping;

/** Marks the texts of a mapping, such as `process.env`, as untyped. */
export function untyped(
  mapping: { readonly [key: string]: string | undefined } | ReadonlyMap<string, string>,
): UntypedMapping {
  if (!isMapping(mapping) && mapping !== process.env) throw noMapping("untyped() takes", mapping);
  const entries = entriesOf(mapping).map(([key, text]) => {
    if (typeof text === "string") return [checkedKey(key), text] as const;
    throw new ConversionError(`cannot set ${checkedKey(key)}: untyped() takes texts alone`);
  });
  return new UntypedMapping(entries);
}

/** What the sources of one scope set, read from left to right; throws before anything is set. */
export function changesOf(sources: Source | readonly Source[]): Map<string, Entry> {
  const changes = new Map<string, Entry>();
  const list = Array.isArray(sources) ? (sources as readonly Source[]) : [sources as Source];
  list.forEach((source, index) => {
    if (typeof source === "string") {
      const [key, entry] = definition(source, index + 1);
      changes.set(key, entry);
    } else if (source instanceof UntypedMapping) {
      for (const [key, text] of source.entries) {
        changes.set(key, { value: new Untyped(text), origin: "from a mapping" });
      }
    } else if (isMapping(source)) {
      flatten("", source, "from a mapping", changes, new Set());
    } else {
      throw noMapping(`item ${index + 1} has to be`, source);
    }
  });
  return changes;
}

/** What an assignment sets: one parameter, or with a mapping those below its key. */
export function changesOfAssignment(key: string, value: unknown): Map<string, Entry> {
  const changes = new Map<string, Entry>();
  set(checkedKey(key), value, "assigned", changes, new Set());
  return changes;
}

/** Whether a value is a way to write keys: a Map, or an object that no class made. */
export function isMapping(value: unknown): value is Mapping {
  if (value instanceof Map) return true;
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // The prototype of a plain object of any realm has no prototype of its own.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function definition(text: string, item: number): [key: string, entry: Entry] {
  const place = `bad definition ${quote(text)}, item ${item}`;
  const split = text.indexOf("=");
  if (split < 0) throw new DefinitionError(`${place}: it has no "="; write key=value`);
  const key = withoutBlanksAround(text.slice(0, split));
  const fault = faultOfKey(key);
  if (fault !== undefined) throw new DefinitionError(`${place}: ${quote(key)} is no key: ${fault}`);
  const origin = `from ${quote(text)}, item ${item}`;
  return [key, { value: new Untyped(text.slice(split + 1)), origin }];
}

function flatten(
  prefix: string,
  mapping: Mapping,
  origin: string,
  changes: Map<string, Entry>,
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
  changes: Map<string, Entry>,
  within: Set<unknown>,
): void {
  if (isMapping(value)) {
    flatten(`${key}.`, value, origin, changes, within);
  } else {
    changes.set(key, { value: copyIn(key, value), origin });
  }
}

function entriesOf(mapping: Mapping): [key: unknown, value: unknown][] {
  if (mapping instanceof Map) return [...mapping];
  const object = mapping as { readonly [key: string | symbol]: unknown };
  return Reflect.ownKeys(object)
    .filter((key) => Object.prototype.propertyIsEnumerable.call(object, key))
    .map((key) => [key, object[key]]);
}

function noMapping(wanted: string, value: unknown): TypeError {
  const type = value === null ? "null" : Array.isArray(value) ? "an array" : typeof value;
  return new TypeError(`${wanted} a text "key=value", a plain object or a Map, not ${type}`);
}
