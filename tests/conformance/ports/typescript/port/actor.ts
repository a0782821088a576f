/**
 * A Worker that does the steps of one thread of a case, and of the tasks on it.
 *
 * The messages of every actor come over a port of its own and are awaited one by one,
 * so that an actor is an async function whose context lasts as long as it does.
 */

import { type MessagePort, Worker, workerData } from "node:worker_threads";
import { task } from "../src/index.js";
import { EnteredScopes, type Fields, perform } from "./operations.js";

/** What an actor is told: to do a step, to start another actor that listens to `port`, or to end. */
export type Order =
  { step: string; fields: Fields } | { spawn: string; port: MessagePort } | { end: true };

async function act(port: MessagePort): Promise<void> {
  const scopes = new EnteredScopes();
  const orders = inbox(port);
  for (;;) {
    const order = await orders();
    if ("end" in order) {
      scopes.exitAll();
      port.close();
      return;
    }
    try {
      port.postMessage("step" in order ? perform(order.step, order.fields, scopes) : spawn(order));
    } catch (error) {
      port.postMessage({ errored: String(error instanceof Error ? error.stack : error) });
    }
  }
}

/** Starts an actor from where this one is: a Worker of its own, or a task on this thread. */
function spawn({ spawn: kind, port }: { spawn: string; port: MessagePort }) {
  if (kind === "thread") startThread(port);
  else if (kind === "task") void task(() => act(port));
  else throw new Error(`no such kind of actor: ${kind}`);
  return { done: "" };
}

/** Starts a thread that takes the orders of a port. */
export function startThread(port: MessagePort): Worker {
  return new Worker(new URL(import.meta.url), { workerData: { port }, transferList: [port] });
}

/** Gives the orders of a port one by one, to an actor that goes on in its own context. */
function inbox(port: MessagePort): () => Promise<Order> {
  const waiting: Order[] = [];
  let wake = (): void => {};
  port.on("message", (order: Order) => {
    waiting.push(order);
    wake();
  });
  return async () => {
    while (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return waiting.shift()!;
  };
}

const own = (workerData as { port?: MessagePort } | null)?.port;
if (own !== undefined) await act(own);
