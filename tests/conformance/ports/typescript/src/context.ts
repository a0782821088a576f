/**
 * Which frame is current: the scopes that are open in this thread, this task, this call.
 *
 * A layer is one open scope. Each context, that of the thread, of a task, or of the
 * body of `withParams`, points to its innermost layer, and layers to those around them.
 */

import { AsyncLocalStorage } from "node:async_hooks";
import { isMainThread } from "node:worker_threads";
import { baseline } from "./baseline.js";
import { ScopeError } from "./errors.js";
import type { Changes, Frame } from "./frame.js";

/** What a layer belongs to: an open scope, or what lies below all scopes. */
type Owner = object | "main thread" | "worker thread" | "task";

interface Layer {
  readonly owner: Owner;
  readonly around: Layer | undefined;
  frame: Frame;
  left: boolean;
}

interface Context {
  innermost: Layer;
}

const contexts = new AsyncLocalStorage<Context>();
let ofThread: Context | undefined;

function currentContext(): Context {
  return contexts.getStore() ?? (ofThread ??= contextOfThread());
}

/** The thread's own, made at its first use of parameters: the baseline of that moment counts. */
function contextOfThread(): Context {
  const owner = isMainThread ? "main thread" : "worker thread";
  return { innermost: { owner, around: undefined, frame: baseline(), left: false } };
}

function innermost(context: Context): Layer {
  // A scope that was left out of order stays in the chain until those inside it are left.
  while (context.innermost.left) context.innermost = context.innermost.around!;
  return context.innermost;
}

/** The frame of the innermost scope. */
export function currentFrame(): Frame {
  return innermost(currentContext()).frame;
}

/** The frame of one scope; throws where it is not open. */
export function frameOf(scope: object, key: string): Frame {
  return layerOf(scope, key).frame;
}

/** Assigns in the innermost scope, or below all of them where that is allowed. */
export function assignInnermost(key: string, changes: Changes): void {
  const layer = innermost(currentContext());
  if (layer.owner === "worker thread") {
    throw new ScopeError(
      `cannot assign "${key}": no scope is open in this worker thread; open one with withParams()`,
    );
  }
  layer.frame = layer.frame.with(changes);
}

/** Assigns in one scope. */
export function assignIn(scope: object, key: string, changes: Changes): void {
  const layer = layerOf(scope, key);
  layer.frame = layer.frame.with(changes);
}

/** Opens a scope in the current context. */
export function open(scope: object, changes: Changes): void {
  const context = currentContext();
  context.innermost = layerOver(innermost(context), scope, changes);
}

/** Leaves a scope of the current context; out of order is an error, but it is left all the same. */
export function leave(scope: object): void {
  const context = currentContext();
  const layer = find(scope);
  if (layer === undefined) {
    throw new ScopeError(
      "cannot leave a scope that is not open here: it was left already, or opened elsewhere",
    );
  }
  const inOrder = innermost(context) === layer;
  layer.left = true;
  if (!inOrder) {
    throw new ScopeError(
      "scope left out of order: a scope opened inside it is still open; leave the innermost scope first",
    );
  }
}

/** Runs a body in a context of its own, in which one more scope is open. */
export function runInside<R>(scope: object, changes: Changes, body: () => R): R {
  const layer = layerOver(innermost(currentContext()), scope, changes);
  return contexts.run({ innermost: layer }, body);
}

/** Runs a body as a task: it begins with the scopes that are open here, and goes its own way. */
export function runAsTask<R>(body: () => R): R {
  const layers: Layer[] = [];
  for (let layer: Layer | undefined = currentContext().innermost; layer; layer = layer.around) {
    layers.push(layer);
  }
  const copy = layers.reduceRight<Layer | undefined>((around, layer) => {
    const owner =
      layer.owner === "main thread" || layer.owner === "worker thread" ? "task" : layer.owner;
    return { owner, around, frame: layer.frame, left: layer.left };
  }, undefined);
  return contexts.run({ innermost: copy! }, body);
}

function layerOver(around: Layer, owner: object, changes: Changes): Layer {
  return { owner, around, frame: around.frame.with(changes), left: false };
}

function layerOf(scope: object, key: string): Layer {
  const layer = find(scope);
  if (layer !== undefined) return layer;
  throw new ScopeError(
    `cannot use "${key}" of a scope that is not open here: it was left already, or opened elsewhere`,
  );
}

function find(scope: object): Layer | undefined {
  let layer: Layer | undefined = innermost(currentContext());
  while (layer !== undefined && (layer.owner !== scope || layer.left)) layer = layer.around;
  return layer;
}
