/** Runs one case: sends every step to the thread or task of its actor, one after another. */

import { once } from "node:events";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { freeze } from "../src/index.js";
import { type Order, startThread } from "./actor.js";
import type { Fields } from "./operations.js";
import type { Tagged } from "./tagged.js";

export type Step = { readonly [operation: string]: Fields };
export type Outcome = { observed: Tagged[] } | { errored: string; context?: Tagged };

/** An actor as those outside its thread see it: orders go in, and one answer each comes out. */
class Remote {
  private readonly closed: Promise<void>;

  constructor(private readonly port: MessagePort) {
    this.closed = new Promise((resolve) => port.once("close", resolve));
    // The spare thread does not keep the adapter from ending.
    port.unref();
  }

  async send(order: Order, transfer: MessagePort[] = []): Promise<Tagged> {
    const ended = this.closed.then(() => Promise.reject(new Error("the actor's thread has ended")));
    const answered = once(this.port, "message") as Promise<[Tagged]>;
    this.port.ref();
    this.port.postMessage(order, transfer);
    try {
      return (await Promise.race([answered, ended]))[0];
    } finally {
      this.port.unref();
    }
  }

  /** Lets the actor leave its scopes and end, and waits until it has. */
  async end(): Promise<void> {
    this.port.ref();
    this.port.postMessage({ end: true } satisfies Order);
    await this.closed;
  }
}

// This thread's first use of parameters, before any case publishes a baseline it would start from.
freeze();

// Started while the case before it runs: starting a thread takes longer than most cases.
let next = freshThread();

function freshThread(): Remote {
  const { port1, port2 } = new MessageChannel();
  startThread(port2).unref();
  return new Remote(port1);
}

export async function runCase(steps: readonly Step[]): Promise<Outcome> {
  const main = next;
  next = freshThread();
  const actors = new Map([["main", main]]);
  const observed: Tagged[] = [];
  try {
    for (const [index, step] of steps.entries()) {
      const answer = await perform(step, actors);
      if ("errored" in answer) {
        return { errored: String(answer["errored"]), context: { step: index } };
      }
      observed.push(answer);
    }
    return { observed };
  } finally {
    for (const actor of [...actors.values()].reverse()) await actor.end();
    // No scope is open in this thread, so that what it publishes is empty.
    freeze();
  }
}

async function perform(step: Step, actors: Map<string, Remote>): Promise<Tagged> {
  const [[operation, fields] = ["", {}]] = Object.entries(step);
  if (operation === "join") {
    await named(fields.name!, actors).end();
    actors.delete(fields.name!);
    return { done: "" };
  }
  const actor = named(fields.actor ?? "main", actors);
  if (operation !== "spawn") return actor.send({ step: operation, fields });
  const { port1, port2 } = new MessageChannel();
  const answer = await actor.send({ spawn: fields.kind!, port: port2 }, [port2]);
  if (!("errored" in answer)) actors.set(fields.name!, new Remote(port1));
  return answer;
}

function named(name: string, actors: Map<string, Remote>): Remote {
  const actor = actors.get(name);
  if (actor === undefined) throw new Error(`no such actor: ${name}`);
  return actor;
}
