/**
 * Keys spelled as properties: `params.train.lr(1e-3)`.
 *
 * An accessor is a name and not a value. It is read by calling it, so that no word
 * is taken from the names of parameters; what would use it as a value is refused.
 */

import { inspect } from "node:util";
import { HyperparameterError } from "./errors.js";
import type { Read } from "./reader.js";
import { current } from "./scope.js";

/** The name of a parameter; called, it is read. */
export interface Parameter {
  /** Reads a parameter that has to be set. */
  (): unknown;
  /** Reads toward the kind of a default, or gives the default itself. */
  <D>(otherwise: D): Read<D>;
  readonly [segment: string]: Parameter;
  // What functions have by themselves are names of parameters here.
  readonly name: Parameter;
  readonly length: Parameter;
  readonly arguments: Parameter;
  readonly caller: Parameter;
  readonly prototype: Parameter;
  readonly call: Parameter;
  readonly apply: Parameter;
  readonly bind: Parameter;
}

/** Keys below which parameters are read. */
export interface Parameters {
  readonly [segment: string]: Parameter;
}

// By these JavaScript asks any object for its value: to answer with an accessor would make
// `await`, JSON and text of a name. As text of a key, in get("a.then"), they are like others.
const PROBES = new Set(["then", "toJSON", "toString", "valueOf"]);

/** All parameters, by the segments of their keys. */
export const params: Parameters = accessor(undefined) as Parameters;

function accessor(key: string | undefined): Parameter {
  const name = key === undefined ? "params" : `params.${key}`;
  const refuse = (what: string) => (): never => {
    const how = key === undefined ? "name a parameter" : `call it, as in ${name}(default)`;
    throw new TypeError(`${name} is not a value: cannot ${what}; ${how}`);
  };
  const target = Object.assign(() => {}, { [inspect.custom]: () => shown(key) });
  return new Proxy(target, {
    get(_, segment) {
      if (segment === "then") return undefined;
      if (segment === Symbol.toPrimitive) return refuse("calculate with it, compare or format it");
      if (segment === Symbol.iterator) return refuse("iterate over it");
      if (typeof segment === "symbol") return undefined;
      if (PROBES.has(segment)) return refuse("convert it to a string");
      return accessor(key === undefined ? segment : `${key}.${segment}`);
    },
    apply(_, __, args: unknown[]) {
      if (key === undefined) return refuse("call it")();
      if (args.length > 1) return refuse("call it with more than a default")();
      return current.get(key, ...(args as [unknown]));
    },
    set: (_, segment) =>
      refuse(`assign to its property ${String(segment)}; use assign(key, value)`)(),
    has: refuse("look into it with `in`; use has(key)"),
    ownKeys: refuse("list its properties; use keys(prefix)"),
    deleteProperty: refuse("delete from it"),
    defineProperty: refuse("define properties of it"),
  }) as unknown as Parameter;
}

/** What a console shows of an accessor: its key, and what it is set to. */
function shown(key: string | undefined): string {
  if (key === undefined) return "<parameters>";
  try {
    const value = current.has(key) ? inspect(current.get(key)) : "not set";
    return `<parameter ${key}, ${value}>`;
  } catch (error) {
    if (!(error instanceof HyperparameterError)) throw error;
    return `<parameter ${key}, ${error.message}>`;
  }
}
