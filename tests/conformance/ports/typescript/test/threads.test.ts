import assert from "node:assert/strict";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { test } from "node:test";
import { Worker, getEnvironmentData } from "node:worker_threads";
import { LimitError, base, freeze, get, openParams, withParams } from "hyperparameter";

const PACKAGE = import.meta.resolve("hyperparameter");

/** Starts a thread that evaluates an expression with `hp`, the package, for every message. */
function thread(): { answer(expression: string): Promise<unknown>; worker: Worker } {
  const program = `
    const { parentPort } = require("node:worker_threads");
    const loaded = import(${JSON.stringify(PACKAGE)});
    parentPort.on("message", async (expression) => {
      const hp = await loaded;
      try { parentPort.postMessage(await eval(expression)); }
      catch (error) { parentPort.postMessage(error.name + ": " + error.message); }
    });`;
  const worker = new Worker(program, { eval: true });
  return {
    worker,
    async answer(expression) {
      worker.postMessage(expression);
      const [answer] = (await once(worker, "message")) as [unknown];
      return answer;
    },
  };
}

async function inThread(expression: string): Promise<unknown> {
  const { worker, answer } = thread();
  try {
    return await answer(expression);
  } finally {
    await worker.terminate();
  }
}

test("a thread starts from what was published last, not from what its starter sees", async () => {
  using _ = openParams([
    "run=007",
    { a: 1n, b: -0, list: [1n, 1, new Uint8Array([7])], n: null },
    { maps: [{ b: [-0] }, new Map([["b", {}]])] },
  ]);
  freeze();
  withParams({ a: 2n }, () => {});
  assert.deepEqual(await inThread('[hp.get("run", ""), hp.get("run"), ...hp.items()]'), [
    "007",
    7n,
    ["a", 1n],
    ["b", -0],
    ["list", [1n, 1, new Uint8Array([7])]],
    ["maps", [{ b: [-0] }, new Map([["b", {}]])]],
    ["n", null],
    ["run", 7n],
  ]);
});

test("the baseline of a thread's first use counts, and it keeps that", async () => {
  const { worker, answer } = thread();
  await answer("0");
  withParams({ a: 1n }, freeze);
  assert.equal(await answer('hp.get("a")'), 1n);
  freeze();
  assert.equal(await answer('hp.get("a")'), 1n);
  await worker.terminate();
  assert.equal(await inThread('hp.has("a")'), false);
});

test("what a thread publishes outlives it, and is seen by threads of other threads", async () => {
  await inThread('hp.withParams({ a: 1n, big: "x".repeat(100000) }, hp.freeze)');
  const nested = `new Promise((resolve) => {
    const { Worker } = require("node:worker_threads");
    const program = "import(" + ${JSON.stringify(JSON.stringify(PACKAGE))} + ")" +
      ".then((hp) => require('node:worker_threads').parentPort.postMessage(hp.get('a')))";
    new Worker(program, { eval: true }).on("message", resolve);
  })`;
  assert.equal(await inThread(nested), 1n);
  freeze();
});

test("an assignment in a thread with no scope open is a scope error", async () => {
  assert.match(String(await inThread('hp.assign("a", 1n)')), /^ScopeError: cannot assign "a"/);
});

test("a host object of another thread is set, and an error says why it cannot be read", async () => {
  withParams({ date: new Date(), fast: true }, freeze);
  assert.deepEqual(await inThread('[hp.keys(), hp.has("date"), hp.get("fast")]'), [
    ["date", "fast"],
    true,
    true,
  ]);
  assert.match(
    String(await inThread('hp.get("date", new Date())')),
    /^ConversionError: cannot read date as Date: an object of type Date is in the thread that published it/,
  );
  freeze();
});

test("threads that publish at once leave one whole baseline", async () => {
  const threads = Array.from({ length: 3 }, thread);
  await Promise.all(
    threads.map(({ answer }, i) =>
      answer(`{
    for (let n = 0; n < 300; n++) hp.withParams({ a: ${i}n, b: "${i}".repeat(n * 50) + "end${i}" }, hp.freeze);
  }`),
    ),
  );
  const [a, b] = (await inThread('[hp.get("a"), hp.get("b")]')) as [bigint, string];
  assert.equal(b, String(a).repeat(299 * 50) + `end${a}`);
  await Promise.all(threads.map(({ worker }) => worker.terminate()));
  freeze();
});

test("a thread that is terminated while it publishes leaves a whole baseline", async () => {
  withParams({ a: 1n }, freeze);
  const size = 1_000_000;
  for (const pause of [0, 10, 30, 50]) {
    const { worker, answer } = thread();
    await answer("0");
    worker.postMessage(`for (;;) hp.withParams({ a: 2n, b: "x".repeat(${size}) }, hp.freeze)`);
    await setTimeout(pause);
    await worker.terminate();
    const whole = ["a,1", `a,2,b,${size}`];
    const seen = "hp.items().map(([k, v]) => [k, typeof v === 'string' ? v.length : v])";
    assert.ok(whole.includes(String(await inThread(seen))));
  }
});

test("a base is what threads start from that begin later", async () => {
  base({ a: 1n });
  assert.equal(await inThread("(hp.base({ b: 2n }), hp.keys().join())"), "b");
  assert.equal(get("a"), 1n);
  assert.equal(await inThread("hp.keys().join()"), "b");
  base();
  assert.equal(await inThread("hp.keys().join()"), "");
});

test("a thread that is terminated with the lock in its hands keeps nobody from publishing", async () => {
  const memory = getEnvironmentData("hyperparameter baseline 2") as unknown as SharedArrayBuffer;
  Atomics.store(new Int32Array(memory, 0, 1), 0, 1_000_000);
  withParams({ a: 3n }, freeze);
  assert.equal(await inThread('hp.get("a")'), 3n);
});

test("a baseline that is too large is a limit error, and the one before it stays", async () => {
  withParams({ a: 1n }, freeze);
  withParams({ a: new Uint8Array(2 ** 28) }, () => assert.throws(freeze, LimitError));
  assert.equal(await inThread('hp.get("a")'), 1n);
  freeze();
});
