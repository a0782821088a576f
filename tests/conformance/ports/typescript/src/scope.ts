/** Opening scopes, assigning, publishing: everything that changes what is current. */

import { publish } from "./baseline.js";
import {
  assignIn,
  assignInnermost,
  currentFrame,
  frameOf,
  leave,
  open,
  runAsTask,
  runInside,
  setBase,
} from "./context.js";
import { ScopeError, quote } from "./errors.js";
import { type Changes, Frame } from "./frame.js";
import { Reader } from "./reader.js";
import { type Source, changesOf, changesOfAssignment } from "./source.js";

/** The innermost scope that is open, whichever it is. */
class Current extends Reader {
  protected override frame(): Frame {
    return currentFrame();
  }
}

export const current = new Current();

// A message names no more keys of a scope.
const NAMED_KEYS = 3;

/** One scope, also while others are open inside it. */
export class Scope extends Reader {
  private readonly named: string[];

  constructor({ set }: Changes) {
    super();
    this.named = [...set.keys()].slice(0, NAMED_KEYS);
  }

  protected override frame(key: string): Frame {
    return frameOf(this, key);
  }

  /** Assigns in this scope; the assignment ends with it. */
  assign(key: string, value: unknown): void {
    assignIn(this, key, changesOfAssignment(key, value));
  }

  /** The scope by keys that it overrides, as messages name it. */
  override toString(): string {
    const keys = this.named.map(quote).join(", ");
    return keys === "" ? "scope without overrides" : `scope of ${keys}`;
  }
}

/** A scope that is open until it is left. */
export class OpenScope extends Scope implements Disposable {
  /**
   * Leaves the scope, with which those end that were opened inside and are still open.
   *
   * Gives their number; where it is not zero, the process is warned with a ScopeWarning.
   * To leave later what ended so does nothing; to leave twice is a scope error.
   */
  leave(): number {
    const ended = leave(this);
    if (ended > 0) {
      const others = `${ended} ended with it; leave the innermost first`;
      warn(`${this} left while others inside it were open: ${others}`);
    }
    return ended;
  }

  /** Leaves the scope at the end of a block; nothing here may hide what the block threw. */
  [Symbol.dispose](): void {
    try {
      this.leave();
    } catch (error) {
      if (!(error instanceof ScopeError)) throw error;
      warn(error.message);
    }
  }
}

function warn(message: string): void {
  process.emitWarning(message, "ScopeWarning");
}

/** Overrides parameters while a body runs, and in all that it starts and awaits. */
export function withParams<R>(sources: Source | readonly Source[], body: (scope: Scope) => R): R {
  const changes = changesOf(sources);
  const scope = new Scope(changes);
  return runInside(scope, changes, () => body(scope));
}

/** Overrides parameters until the scope is left, best by `using scope = openParams(...)`. */
export function openParams(sources: Source | readonly Source[]): OpenScope {
  const changes = changesOf(sources);
  const scope = new OpenScope(changes);
  open(scope, changes);
  return scope;
}

/** Assigns in the innermost scope that is open; with none it is a scope error. */
export function assign(key: string, value: unknown): void {
  assignInnermost(key, changesOfAssignment(key, value));
}

/** Runs a body as a task: it begins with what is set here, and neither sees the other's changes. */
export function task<R>(body: () => R): R {
  return runAsTask(body);
}

/** Publishes the current frame as the one that new threads start from. */
export function freeze(): void {
  publish(currentFrame());
}

/**
 * Publishes what sources set, and nothing else, and makes it what lies below all scopes here.
 *
 * Each call replaces the last; without sources it clears. With a scope open it is a scope error.
 */
export function base(sources: Source | readonly Source[] = []): void {
  setBase(Frame.EMPTY.with(changesOf(sources)));
}
