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
} from "./context.js";
import type { Frame } from "./frame.js";
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
  /** Leaves the scope; out of order is an error, but it counts as left all the same. */
  leave(): void {
    leave(this);
  }

  [Symbol.dispose](): void {
    this.leave();
  }
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

/** Assigns in the innermost scope that is open. */
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
