import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ADAPTER = fileURLToPath(new URL("../port/main.js", import.meta.url));

/** Sends lines to the adapter, and gives what it answered and how it ended. */
async function converse(
  lines: string[],
): Promise<{ answers: Record<string, unknown>[]; status: number }> {
  const adapter = spawn(process.execPath, [ADAPTER], { stdio: ["pipe", "pipe", "inherit"] });
  const answers: Record<string, unknown>[] = [];
  const read = createInterface({ input: adapter.stdout });
  read.on("line", (line) => answers.push(JSON.parse(line) as Record<string, unknown>));
  adapter.stdin.end(lines.join("\n") + "\n");
  const [status] = (await once(adapter, "close")) as [number];
  return { answers, status };
}

const run = (seq: number, ...steps: object[]) =>
  JSON.stringify({ cmd: "run", seq, case: { id: "x", steps } });

test("it introduces itself and ends with status 0 on stop and at the end of its input", async () => {
  const start = JSON.stringify({ cmd: "start", protocol: 2 });
  for (const lines of [[start, '{"cmd": "stop"}', start], [start]]) {
    const { answers, status } = await converse(lines);
    assert.equal(status, 0);
    assert.deepEqual(
      answers.map(({ protocol, language }) => [protocol, language]),
      [[2, "TypeScript"]],
    );
  }
});

test("cases are answered in order, and none sees what another set or published", async () => {
  const { answers } = await converse([
    run(
      1,
      { enter: { scope: "s", sources: [{ define: "a=1" }] } },
      { freeze: {} },
      { contains: { key: "a" } },
    ),
    run(
      2,
      { contains: { key: "a" } },
      { spawn: { name: "w", kind: "thread" } },
      { contains: { actor: "w", key: "a" } },
    ),
  ]);
  assert.deepEqual(answers, [
    { seq: 1, observed: [{ done: "" }, { done: "" }, { bool: "true" }] },
    { seq: 2, observed: [{ bool: "false" }, { done: "" }, { bool: "false" }] },
  ]);
});

test("what it does not understand is errored with its step, and the next case is run", async () => {
  const { answers } = await converse([
    run(1, { contains: { key: "a" } }, { fly: {} }),
    run(2, { enter: { scope: "s", sources: [{ mapping: [["a", { number: "1" }]] }] } }),
    run(3, { read: { actor: "nobody", key: "a", default: { null: "" } } }),
    run(4, { spawn: { name: "x", kind: "process" } }),
    run(5, { exit: { scope: "s" } }),
    run(6, { read: { key: "a", default: { int: "7" } } }),
  ]);
  for (const [index, reason] of [
    [0, "no such operation: fly"],
    [1, "no such tag: number"],
    [2, "no such actor: nobody"],
    [3, "no such kind of actor: process"],
    [4, "no scope of this name was entered: s"],
  ] as const) {
    assert.match(String(answers[index]!["errored"]), new RegExp(reason));
  }
  assert.deepEqual(answers[0]!["context"], { step: 1 });
  assert.deepEqual(answers[5], { seq: 6, observed: [{ default: "" }] });
});

test("scopes of one name are a stack, also after they have ended", async () => {
  const { answers } = await converse([
    run(
      1,
      { enter: { scope: "s", sources: [{ define: "a=1" }] } },
      { enter: { scope: "t" } },
      { enter: { scope: "t", times: "3" } },
      { exit: { scope: "s" } },
      { exit: { scope: "t", times: "4" } },
      { keys: { prefix: "" } },
    ),
  ]);
  const done = { done: "" };
  const observed = [done, done, done, { warning: "scope" }, done, { keys: [] }];
  assert.deepEqual(answers, [{ seq: 1, observed }]);
});

test("null is null toward text, and its spelling a word where that is not optional", async () => {
  const read = { key: "a", default: { text: "x" } };
  const { answers } = await converse([
    run(
      1,
      { enter: { scope: "s", sources: [{ define: "a=null" }] } },
      { read },
      { read: { ...read, optional: "true" } },
      { assign: { key: "a", value: { null: "" } } },
      { read },
      { assign: { key: "a", value: { list: [{ map: [["", { null: "" }]] }] } } },
      { require: { key: "a" } },
    ),
  ]);
  const [done, absent] = [{ done: "" }, { null: "" }];
  const list = { list: [{ map: [["", absent]] }] };
  const observed = [done, { text: "null" }, absent, done, absent, done, list];
  assert.deepEqual(answers, [{ seq: 1, observed }]);
});
