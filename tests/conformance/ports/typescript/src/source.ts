/** What a scope is made of: texts, mappings, mappings of untyped text, and keys to hide. */

import { define } from "./definition.js";
import { ConversionError, InvalidKeyError, LimitError, quote } from "./errors.js";
import { Changes } from "./frame.js";
import { checkText, copyIn } from "./intake.js";
import { checkedKey, faultOfKey, invalidKey } from "./key.js";
import { type Mapping, entriesOf, isMapping } from "./mapping.js";
import { Untyped } from "./value.js";

const MOST_PARAMETERS = 1_000_000;

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
      throw new ConversionError(`cannot set ${key}: untyped() takes texts alone`, { key });
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
      new Spreading(changes, "from a mapping").mapping("", source);
    } else {
      throw noMapping(`item ${index + 1} has to be`, source);
    }
  }
  return changes;
}

/** What an assignment sets: one parameter, or with a mapping those below its key. */
export function changesOfAssignment(key: string, value: unknown): Changes {
  const changes = new Changes();
  new Spreading(changes, "assigned").set(checkedKey(key), value);
  return changes;
}

/** Makes keys of mappings, and counts what is at their ends: one may hold itself twice. */
class Spreading {
  private readonly around = new Set<Mapping>();
  private ends = 0;

  constructor(
    private readonly changes: Changes,
    private readonly origin: string,
  ) {}

  mapping(prefix: string, mapping: Mapping): void {
    if (this.around.has(mapping))
      throw new InvalidKeyError(
        `invalid key below ${quote(prefix)}: the mapping lies within itself`,
      );
    this.around.add(mapping);
    const entries = entriesOf(mapping);
    if (entries.length === 0) this.end();
    for (const [segment, value] of entries) {
      if (typeof segment !== "string") {
        throw new InvalidKeyError(
          `invalid key below ${quote(prefix)}: it is of type ${typeof segment}, and a key is a string`,
        );
      }
      // Checked by itself, so that "a" and ".b" do not make "a..b", nor "b." and "c" "b..c".
      const fault = faultOfKey(segment);
      if (fault !== undefined) throw invalidKey(segment, fault);
      this.set(checkedKey(prefix + segment), value);
    }
    this.around.delete(mapping);
  }

  set(key: string, value: unknown): void {
    if (isMapping(value)) {
      this.mapping(`${key}.`, value);
    } else {
      this.end();
      this.changes.set.set(key, { value: copyIn(key, value), origin: this.origin });
    }
  }

  private end(): void {
    this.ends++;
    if (this.ends <= MOST_PARAMETERS) return;
    throw new LimitError(`a mapping sets more than ${MOST_PARAMETERS} parameters`);
  }
}

function noMapping(wanted: string, value: unknown): TypeError {
  const type = value === null ? "null" : Array.isArray(value) ? "an array" : typeof value;
  return new TypeError(`${wanted} a text "key=value", a plain object or a Map, not ${type}`);
}
