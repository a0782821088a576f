/** What each operation of a case does, in terms of the package. */

import {
  type OpenScope,
  type Parameter,
  type Source,
  assign,
  freeze,
  get,
  has,
  items,
  keys,
  nullable,
  openParams,
  params,
  truth,
  untyped,
} from "../src/index.js";
import { type Tagged, classOf, tag, untag } from "./tagged.js";

/** The fields of a step, as the protocol sends them. */
export interface Fields {
  readonly actor?: string;
  readonly key?: string;
  readonly default?: Tagged;
  readonly value?: Tagged;
  readonly prefix?: string;
  readonly scope?: string;
  readonly sources?: readonly Tagged[];
  readonly keywords?: readonly [string, Tagged][];
  readonly name?: string;
  readonly kind?: string;
}

const DONE: Tagged = { done: "" };
const DEFAULT: Tagged = { default: "" };

// Properties that JavaScript or the language's own protocols ask for are no names of parameters.
const NO_PROPERTY = new Set(["then", "toJSON", "toString", "valueOf"]);

/** The scopes that one actor has open, by the names the case gives them. */
export class OpenScopes {
  private readonly open = new Map<string, OpenScope>();

  enter(fields: Fields): void {
    if (this.open.has(fields.scope!))
      throw new Error(`a scope of this name is open: ${fields.scope}`);
    const sources = (fields.sources ?? []).map(source);
    // JavaScript has no keywords: a mapping that comes last does the same.
    if (fields.keywords !== undefined) sources.push(untag({ mapping: fields.keywords }) as Source);
    this.open.set(fields.scope!, openParams(sources));
  }

  exit(name: string): void {
    const scope = this.open.get(name);
    if (scope === undefined) throw new Error(`no scope of this name was entered: ${name}`);
    this.open.delete(name);
    scope.leave();
  }

  /** Leaves what is still open, the innermost first. */
  exitAll(): void {
    for (const name of [...this.open.keys()].reverse()) this.exit(name);
  }
}

/** Performs an operation that needs no other actor, and says what came of it. */
export function perform(operation: string, fields: Fields, scopes: OpenScopes): Tagged {
  switch (operation) {
    case "enter":
      return observed(() => (scopes.enter(fields), DONE));
    case "exit":
      return observed(() => (scopes.exit(fields.scope!), DONE));
    case "read":
      return read(fields.key!, untag(fields.default!));
    case "require":
      return agreed(`requiring ${fields.key}`, [
        () => tag(get(fields.key!)),
        ...accessors(fields.key!).map((accessor) => () => tag(accessor())),
      ]);
    case "contains":
      return observed(() => ({ bool: String(has(fields.key!)) }));
    case "truth":
      return observed(() => ({ bool: String(truth(fields.key!)) }));
    case "assign":
      return observed(() => (assign(fields.key!, untag(fields.value!)), DONE));
    case "keys":
      return observed(() => ({ keys: keys(prefix(fields)) }));
    case "items":
      return observed(() => ({
        items: items(prefix(fields)).map(([key, value]) => [key, tag(value)]),
      }));
    case "freeze":
      return observed(() => (freeze(), DONE));
    default:
      throw new Error(`no such operation: ${operation}`);
  }
}

/** Reads in every spelling; those that take no null have to refuse it, and agree otherwise. */
function read(key: string, otherwise: unknown): Tagged {
  const asObserved = (value: unknown) =>
    Object.is(value, otherwise) && !has(key) ? DEFAULT : tag(value);
  const answer = observed(() => asObserved(nullable(key, otherwise)));
  const strict = agreed(`reading ${key}`, [
    () => asObserved(get(key, otherwise)),
    ...accessors(key).map((accessor) => () => asObserved(accessor(otherwise))),
  ]);
  const refusedNull = "null" in answer && otherwise !== null && strict["error"] === "conversion";
  if (!refusedNull && !same(answer, strict)) throw disagreement(`reading ${key}`, [answer, strict]);
  return answer;
}

function source(tagged: Tagged): Source {
  if ("define" in tagged) return tagged["define"] as string;
  if ("untyped" in tagged) return untyped(new Map(tagged["untyped"] as [string, string][]));
  if ("mapping" in tagged) return untag(tagged) as Source;
  throw new Error(`no such source: ${Object.keys(tagged).join(", ")}`);
}

function accessors(key: string): Parameter[] {
  const segments = key.split(".");
  if (segments.some((segment) => NO_PROPERTY.has(segment))) return [];
  const [first, ...others] = segments;
  return [params[key], others.reduce((at, segment) => at[segment], params[first!])];
}

function prefix(fields: Fields): string | undefined {
  return fields.prefix === "" ? undefined : fields.prefix;
}

function agreed(what: string, spellings: (() => Tagged)[]): Tagged {
  const [answer, ...others] = spellings.map(observed) as [Tagged, ...Tagged[]];
  if (others.every((other) => same(answer, other))) return answer;
  throw disagreement(what, [answer, ...others]);
}

function disagreement(what: string, answers: Tagged[]): Error {
  return new Error(
    `spellings disagree about ${what}: ${answers.map((a) => JSON.stringify(a)).join(", ")}`,
  );
}

function same(a: Tagged, b: Tagged): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function observed(operation: () => Tagged): Tagged {
  try {
    return operation();
  } catch (error) {
    const name = classOf(error);
    // What is not of the package is a mistake here, of the adapter or of the package.
    if (name === "other") throw error;
    return { error: name, message: (error as Error).message };
  }
}
