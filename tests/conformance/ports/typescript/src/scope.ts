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
import { ScopeError } from "./errors.js";
import { Frame } from "./frame.js";
import { Reader } from "./reader.js";
import { type Source, changesOf, changesOfAssignment } from "./source.js";

/** The innermost scope that is open, whichever it is. */
class Current extends Reader {
  protected override frame(): Frame {
    return currentFrame();
  }
}

export const current = new Current();

/** One scope, also while others are open inside it. */
export class Scope extends Reader {
  protected override frame(key: string): Frame {
    return frameOf(this, key);
  }

  /** Assigns in this scope; the assignment ends with it. */
  assign(key: string, value: unknown): void {
    assignIn(this, key, changesOfAssignment(key, value));
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
      warn(
        `scope left while others inside it were open: ${ended} ended with it; leave the innermost first`,
      );
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
  const scope = new Scope();
  return runInside(scope, changesOf(sources), () => body(scope));
}

/** Overrides parameters until the scope is left, best by `using scope = openParams(...)`. */
export function openParams(sources: Source | readonly Source[]): OpenScope {
  const scope = new OpenScope();
  open(scope, changesOf(sources));
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
