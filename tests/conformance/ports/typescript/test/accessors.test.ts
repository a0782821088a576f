import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import {
  type Parameter,
  InvalidKeyError,
  MissingKeyError,
  params,
  withParams,
} from "hyperparameter";

test("an accessor is read by calling it, with a default or without", () => {
  withParams("train.lr=5e-4", () => {
    const lr: number = params.train.lr(0.1);
    assert.equal(lr, 5e-4);
    assert.equal(params.train.lr(), 5e-4);
    assert.equal(params["train.lr"](""), "5e-4");
    assert.throws(() => params.train(), MissingKeyError);
  });
});

test("no name is taken: those of functions and of this package are parameters", () => {
  const names = [
    "name",
    "length",
    "call",
    "apply",
    "bind",
    "prototype",
    "get",
    "keys",
    "constructor",
    "__proto__",
  ];
  withParams(
    names.map((name) => `a.${name}=${name}`),
    () => {
      for (const name of names) assert.equal(params["a"][name](""), name);
    },
  );
});

test("a segment that is no key is refused when it is read", () => {
  assert.throws(() => params["a."].b(1), InvalidKeyError);
});

test("an accessor can be passed on by await", async () => {
  const accessor = await Promise.resolve(params.train.lr);
  assert.equal(accessor(1), 1);
});

test("an accessor used as a value is a TypeError that shows how to read it", () => {
  const a = params.train.lr as Parameter & { x: unknown };
  const uses: (() => unknown)[] = [
    () => `${a}`,
    () => (a as unknown as number) + 1,
    () => (a as unknown as number) < 1,
    () => String(a),
    () => JSON.stringify({ a }),
    () => [...(a as unknown as [])],
    () => "x" in a,
    () => Object.keys(a),
    () => (a.x = 1),
    () => delete (a as { x?: unknown }).x,
    () => (a as unknown as (x: number, y: number) => void)(1, 2),
  ];
  for (const use of uses) {
    assert.throws(
      use,
      {
        name: "TypeError",
        message: /^params\.train\.lr is not a value: cannot .*params\.train\.lr\(default\)/,
      },
      String(use),
    );
  }
});

test("a console shows the key and what it is set to", () => {
  assert.equal(inspect(params.train.lr), "<parameter train.lr, not set>");
  withParams({ train: { lr: 0.1 } }, () =>
    assert.equal(inspect(params.train.lr), "<parameter train.lr, 0.1>"),
  );
  assert.match(inspect(params["a."]), /^<parameter a\., invalid key/);
});
