/** What each operation of a case does, in terms of the package. */

import {
  HyperparameterError,
  type OpenScope,
  type Parameter,
  type Source,
  assign,
  base,
  freeze,
  get,
  has,
  items,
  keys,
  nullable,
  openParams,
  params,
  unset,
  untyped,
} from "../src/index.js";
import { type Tagged, tag, untag } from "./tagged.js";

/** The fields of a step, as the protocol sends them. */
export interface Fields {
  readonly actor?: string;
  readonly key?: string;
  readonly default?: Tagged;
  readonly optional?: string;
  readonly times?: string;
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

/** The scopes that one actor entered and has not exited, by the names the case gives them. */
export class EnteredScopes {
  private readonly entered: { name: string; scope: OpenScope }[] = [];

  enter(fields: Fields): Tagged {
    const scope = openParams(sources(fields));
    this.entered.push({ name: fields.scope!, scope });
    return DONE;
  }

  /** Leaves the scope of a name that was entered last, also where it has ended already. */
  exit(name: string): Tagged {
    const at = this.entered.findLastIndex((entered) => entered.name === name);
    if (at < 0) throw new Error(`no scope of this name was entered: ${name}`);
    const { scope } = this.entered[at]!;
    this.entered.splice(at, 1);
    return scope.leave() === 0 ? DONE : { warning: "scope" };
  }

  /** Leaves what is still open, the innermost first. */
  exitAll(): void {
    for (const { name } of [...this.entered].reverse()) this.exit(name);
  }
}

/** Performs an operation that needs no other actor, and says what came of it. */
export function perform(operation: string, fields: Fields, scopes: EnteredScopes): Tagged {
  switch (operation) {
    case "enter":
      return repeated(fields.times, () => scopes.enter(fields));
    case "exit":
      return repeated(fields.times, () => scopes.exit(fields.scope!));
    case "read":
      return read(fields.key!, untag(fields.default!), fields.optional !== undefined);
    case "require":
      return agreed(`requiring ${fields.key}`, [
        () => tag(get(fields.key!)),
        ...accessors(fields.key!).map((accessor) => () => tag(accessor())),
      ]);
    case "contains":
      return observed(() => ({ bool: String(has(fields.key!)) }));
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
    case "base":
      return observed(() => (base(sources(fields)), DONE));
    default:
      throw new Error(`no such operation: ${operation}`);
  }
}

/** Does a step as many times as it says, and gives the first answer that is not done. */
function repeated(times = "1", step: () => Tagged): Tagged {
  let answer = DONE;
  for (let i = 0; i < Number(times) && answer === DONE; i++) answer = observed(step);
  return answer;
}

/**
 * Reads in every spelling. Those that take no null refuse it, or take it for a word where text
 * is wanted; all else they have to agree on.
 */
function read(key: string, otherwise: unknown, optional: boolean): Tagged {
  const asObserved = (value: unknown) =>
    Object.is(value, otherwise) && !has(key) ? DEFAULT : tag(value);
  const nullableRead = observed(() => asObserved(nullable(key, otherwise)));
  const strict = agreed(`reading ${key}`, [
    () => asObserved(get(key, otherwise)),
    ...accessors(key).map((accessor) => () => asObserved(accessor(otherwise))),
  ]);
  if (same(nullableRead, strict)) return strict;
  if ("null" in nullableRead && strict["error"] === "conversion") return nullableRead;
  if ("null" in nullableRead && typeof otherwise === "string") {
    return optional ? nullableRead : strict;
  }
  throw disagreement(`reading ${key}`, [nullableRead, strict]);
}

/** The sources of a step: JavaScript has no keywords, a mapping that comes last does the same. */
function sources({ sources = [], keywords }: Fields): Source[] {
  const last = keywords === undefined ? [] : [{ mapping: keywords }];
  return [...sources, ...last].map(source);
}

function source(tagged: Tagged): Source {
  if ("define" in tagged) return tagged["define"] as string;
  if ("unset" in tagged) return unset(...(tagged["unset"] as string[]));
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
    // What is not of the package is a mistake here, of the adapter or of the package.
    if (!(error instanceof HyperparameterError)) throw error;
    return { error: error.kind, message: error.message };
  }
}
