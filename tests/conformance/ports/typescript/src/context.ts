/**
 * Which frame is current: the scopes that are open in this thread, this task, this call.
 *
 * A layer is one open scope. Each context, that of the thread, of a task, or of the
 * body of `withParams`, points to its innermost layer, and layers to those around them.
 */

import { AsyncLocalStorage } from "node:async_hooks";
import { baseline, publish } from "./baseline.js";
import { ScopeError } from "./errors.js";
import type { Changes, Frame } from "./frame.js";

/** A scope as it stands for itself in messages. */
interface Owner {
  toString(): string;
}

interface Layer {
  /** The scope; none for what lies below all of them. */
  readonly owner: Owner | undefined;
  readonly around: Layer | undefined;
  frame: Frame;
  left: boolean;
}

interface Context {
  innermost: Layer;
  /** Scopes that ended with one around them, and were not left since; a task has its own. */
  readonly ended: WeakSet<Owner>;
}

const NOT_OPEN = "it is not open here; it was left already, or opened elsewhere";

const contexts = new AsyncLocalStorage<Context>();
let ofThread: Context | undefined;

function currentContext(): Context {
  return contexts.getStore() ?? (ofThread ??= contextOfThread());
}

/** The thread's own, made at its first use of parameters: the baseline of that moment counts. */
function contextOfThread(): Context {
  return contextOver({ owner: undefined, around: undefined, frame: baseline(), left: false });
}

function contextOver(innermost: Layer, ended = new WeakSet<Owner>()): Context {
  return { innermost, ended };
}

function innermost(context: Context): Layer {
  // A scope stays in the chain after it was left, until the next look.
  while (context.innermost.left) context.innermost = context.innermost.around!;
  return context.innermost;
}

/** The frame of the innermost scope. */
export function currentFrame(): Frame {
  return innermost(currentContext()).frame;
}

/** The frame of one scope; throws where it is not open. */
export function frameOf(scope: Owner, key: string): Frame {
  return layerOf(scope, key).frame;
}

/** Assigns in the innermost scope. */
export function assignInnermost(key: string, changes: Changes): void {
  const layer = innermost(currentContext());
  if (layer.owner === undefined) {
    const message = `cannot assign "${key}": no scope is open; open one with withParams()`;
    throw new ScopeError(message, { key });
  }
  layer.frame = layer.frame.with(changes);
}

/** Assigns in one scope. */
export function assignIn(scope: Owner, key: string, changes: Changes): void {
  const layer = layerOf(scope, key);
  layer.frame = layer.frame.with(changes);
}

/** Opens a scope in the current context. */
export function open(scope: Owner, changes: Changes): void {
  const context = currentContext();
  context.innermost = layerOver(innermost(context), scope, changes);
}

/** Leaves a scope of the current context, and gives the number of those that end with it. */
export function leave(scope: Owner): number {
  const context = currentContext();
  const layer = find(scope);
  if (layer === undefined) {
    if (context.ended.delete(scope)) return 0;
    throw new ScopeError(`cannot leave the ${scope}: ${NOT_OPEN}`);
  }
  let ended = 0;
  for (let inner = innermost(context); inner !== layer; inner = innermost(context)) {
    inner.left = true;
    context.ended.add(inner.owner!);
    ended++;
  }
  layer.left = true;
  return ended;
}

/** Publishes a frame, and makes it what lies below all scopes here. */
export function setBase(frame: Frame): void {
  const layer = innermost(currentContext());
  if (layer.owner !== undefined) {
    throw new ScopeError("cannot set the base: a scope is open; call base() outside all scopes");
  }
  publish(frame);
  layer.frame = frame;
}

/** Runs a body in a context of its own, in which one more scope is open. */
export function runInside<R>(scope: Owner, changes: Changes, body: () => R): R {
  const context = currentContext();
  const layer = layerOver(innermost(context), scope, changes);
  return contexts.run(contextOver(layer, context.ended), body);
}

/** Runs a body as a task: it begins with the scopes that are open here, and goes its own way. */
export function runAsTask<R>(body: () => R): R {
  const layers: Layer[] = [];
  for (let layer: Layer | undefined = currentContext().innermost; layer; layer = layer.around) {
    if (!layer.left) layers.push(layer);
  }
  const copy = layers.reduceRight<Layer | undefined>(
    (around, { owner, frame }) => ({ owner, around, frame, left: false }),
    undefined,
  );
  return contexts.run(contextOver(copy!), body);
}

function layerOver(around: Layer, owner: Owner, changes: Changes): Layer {
  return { owner, around, frame: around.frame.with(changes), left: false };
}

function layerOf(scope: Owner, key: string): Layer {
  const layer = find(scope);
  if (layer !== undefined) return layer;
  throw new ScopeError(`cannot use "${key}" of the ${scope}: ${NOT_OPEN}`, { key });
}

function find(scope: Owner): Layer | undefined {
  let layer: Layer | undefined = innermost(currentContext());
  while (layer !== undefined && (layer.owner !== scope || layer.left)) layer = layer.around;
  return layer;
}
