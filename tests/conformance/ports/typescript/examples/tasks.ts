/** Tasks and threads: what each begins with, and what it keeps to itself. */

import { setImmediate } from "node:timers/promises";
import { Worker, isMainThread } from "node:worker_threads";
import { assign, freeze, openParams, params, task, withParams } from "hyperparameter";

async function job(name: string): Promise<void> {
  await setImmediate();
  console.log(`${name} sees ${params.seed(0n)}`);
}

async function main(): Promise<void> {
  await withParams({ seed: 1n }, async () => {
    const early = task(() => job("the task"));
    assign("seed", 2n);
    await early;
    await job("its maker");
    freeze();
  });

  {
    using scope = openParams("seed=3");
    console.log(`the block sees ${params.seed(0n)}, as ${scope.get("seed")}`);
  }
  await job("behind the block one");

  const worker = new Worker(new URL(import.meta.url));
  await new Promise((resolve) => worker.on("exit", resolve));
}

// A Worker starts from what was published, not from what its starter sees.
await (isMainThread ? main() : job("the thread"));
