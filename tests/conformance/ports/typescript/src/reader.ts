/** The reads that every set of parameters answers: the current one, and that of one scope. */

import { convert } from "./convert.js";
import { ConversionError, MissingKeyError, quote } from "./errors.js";
import type { Frame } from "./frame.js";
import { checkedKey, isWithin, lookalikes } from "./key.js";
import { isMapping } from "./mapping.js";
import type { Value } from "./value.js";

/** What a read toward a default of type `D` gives: the kind of the default, or the default. */
export type Read<D> = D extends null | undefined
  ? unknown
  : D extends boolean
    ? boolean
    : D extends bigint
      ? bigint
      : D extends number
        ? number
        : D extends string
          ? string
          : D extends Uint8Array
            ? Uint8Array
            : D extends readonly unknown[]
              ? unknown[]
              : D;

/** Parameters nested by the segments of their keys. */
export interface Tree {
  [segment: string]: unknown;
}

/** Reads over a frame that is looked up anew by every one of them. */
export abstract class Reader {
  /** The frame to read; the key is for the message where there is none. */
  protected abstract frame(key: string): Frame;

  /** Reads a parameter that has to be set; untyped text is interpreted. */
  get(key: string): unknown;
  /** Reads a parameter toward the kind of a default, or gives the default itself. */
  get<D>(key: string, otherwise: D): Read<D>;
  get(key: string, ...otherwise: [] | [unknown]): unknown {
    if (otherwise.length === 0) return this.require(key);
    return this.read(key, otherwise[0], false);
  }

  /** Reads like `get` with a default, where the parameter may be null as well. */
  nullable<D>(key: string, otherwise: D): Read<D> | null {
    return this.read(key, otherwise, true) as Read<D> | null;
  }

  /** Whether a parameter is set at all. */
  has(key: string): boolean {
    return this.frame(key).get(key) !== undefined;
  }

  /** The full keys that are set, sorted by code points: all, or those at and below a prefix. */
  keys(prefix?: string): string[] {
    return this.entries(prefix).map(([key]) => key);
  }

  /** Pairs of key and value, likewise, untyped text interpreted. */
  items(prefix?: string): [key: string, value: Value][] {
    return this.entries(prefix).map(([key, entry]) => [
      key,
      convert(key, entry, null, true) as Value,
    ]);
  }

  /** The items as nested objects, by their full keys. */
  tree(prefix?: string): Tree {
    const root = branch();
    const branches = new Map<string, Tree>([["", root]]);
    const values = new Map(this.items(prefix));
    for (const [key, value] of values) {
      let [path, at] = ["", root];
      const segments = key.split(".");
      const last = segments.pop()!;
      for (const segment of segments) {
        path = path === "" ? segment : `${path}.${segment}`;
        if (values.has(path)) {
          throw new ConversionError(
            `cannot nest "${key}" below "${path}": "${path}" is itself set; use items()`,
            { key },
          );
        }
        let next = branches.get(path);
        if (next === undefined) {
          next = branch();
          branches.set(path, next);
          at[segment] = next;
        }
        at = next;
      }
      at[last] = value;
    }
    return root;
  }

  private entries(prefix: string | undefined) {
    return this.frame(prefix ?? "keys()").entries(prefix);
  }

  private read(key: string, otherwise: unknown, nullable: boolean): unknown {
    const frame = this.frame(key);
    const entry = frame.get(key);
    if (isMapping(otherwise)) return this.mapping(key, otherwise, frame);
    return entry === undefined ? otherwise : convert(key, entry, otherwise, nullable);
  }

  /** A mapping is no value: as a default it stands only where nothing is set that it would hide. */
  private mapping(key: string, otherwise: object, frame: Frame): object {
    const [set] = frame.entries(key);
    if (set === undefined) return otherwise;
    throw new ConversionError(
      `cannot read ${key} as a mapping: that would ignore "${set[0]}", which is set; use tree("${key}")`,
      { key },
    );
  }

  private require(key: string): unknown {
    const frame = this.frame(key);
    const entry = frame.get(checkedKey(key));
    if (entry !== undefined) return convert(key, entry, null, true);
    const others = frame.entries().map(([other]) => other);
    const below = others.find((other) => isWithin(key, other));
    const like = lookalikes(
      key,
      others.filter((other) => !isWithin(key, other)),
    ).map(quote);
    const hints = [
      ...(below !== undefined ? [`"${below}" is set below it`] : []),
      ...(like.length > 0 ? [`did you mean ${like.join(" or ")}?`] : []),
    ];
    throw new MissingKeyError([`no parameter "${key}" is set`, ...hints].join("; "), { key });
  }
}

// Without a prototype, so that "__proto__" and "constructor" are segments like others.
function branch(): Tree {
  return Object.create(null) as Tree;
}
