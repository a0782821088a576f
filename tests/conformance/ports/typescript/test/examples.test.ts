import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

function example(name: string, ...args: string[]) {
  const path = fileURLToPath(new URL(`../examples/${name}.js`, import.meta.url));
  return spawnSync(process.execPath, [path, ...args], { encoding: "utf8" });
}

test("the example of a program takes its parameters from the command line", () => {
  const { stdout, status } = example("train", "train.lr=5e-4", "model.layers=[64, 32]");
  assert.deepEqual(
    [stdout, status],
    ["epoch 1: lr 0.0005, layers 64x32\nepoch 2: lr 0.0005, layers 64x32\n", 0],
  );
});

test("the example of a program says what is wrong with a parameter", () => {
  const { stderr, status } = example("train", "train.epochs=many");
  assert.equal(
    stderr,
    'cannot read train.epochs as int: "many" (from "train.epochs=many", item 3); ' +
      "expected a bigint, an integral float of 64 bits, or a string such as 64 or 1e3\n",
  );
  assert.equal(status, 2);
});

test("the example of tasks and threads shows what each begins with", () => {
  assert.deepEqual(example("tasks").stdout.trim().split("\n"), [
    "the task sees 1",
    "its maker sees 2",
    "the block sees 3, as 3",
    "behind the block one sees 0",
    "the thread sees 2",
  ]);
});
