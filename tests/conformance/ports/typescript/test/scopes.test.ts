import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { test } from "node:test";
import {
  MissingKeyError,
  ScopeError,
  assign,
  get,
  has,
  keys,
  openParams,
  task,
  withParams,
} from "hyperparameter";

test("a scope overrides while its body runs, however that ends", () => {
  assert.equal(
    withParams(["b=2", { c: 2n }, { c: 3n }], () => get("c", 0n)),
    3n,
  );
  assert.throws(() => withParams("a=1", () => get("b")), MissingKeyError);
  assert.deepEqual(keys(), []);
});

test("a scope stays open over what its body awaits", async () => {
  await withParams("a=1", async () => {
    await setImmediate();
    assert.equal(get("a", 0n), 1n);
  });
  assert.equal(has("a"), false);
});

test("bodies that wait for one another each keep their own scope", async () => {
  const seen = async (a: bigint) =>
    withParams({ a }, async () => {
      await setImmediate();
      assign("b", a);
      await setImmediate();
      return [get("a"), get("b")];
    });
  assert.deepEqual(await Promise.all([seen(1n), seen(2n)]), [
    [1n, 1n],
    [2n, 2n],
  ]);
});

test("ten thousand scopes nest, and each comes back", () => {
  const scopes = Array.from({ length: 10_000 }, (_, i) => openParams({ depth: i, [`key${i}`]: i }));
  assert.equal(get("depth"), 9999);
  assert.equal(get("key0"), 0);
  assert.equal(keys().length, 10_001);
  for (const scope of scopes.reverse()) {
    assert.equal(scope.get("depth"), get("depth"));
    scope.leave();
  }
  assert.deepEqual(keys(), []);
});

test("a scope reads and assigns its own parameters while others are open inside it", () => {
  withParams({ a: 1n }, (outer) => {
    withParams({ a: 2n }, () => {
      assert.deepEqual([get("a"), outer.get("a")], [2n, 1n]);
      outer.assign("a", 3n);
      assert.deepEqual([get("a"), outer.get("a")], [2n, 3n]);
    });
    assert.equal(get("a"), 3n);
  });
});

test("a scope that is not open here is a scope error that names the key", () => {
  const scope = withParams({ a: 1n }, (inside) => inside);
  for (const use of [() => scope.get("a", 0n), () => scope.assign("a", 1n), () => scope.has("a")]) {
    assert.throws(
      use,
      (error) => error instanceof ScopeError && /cannot use "a"/.test(error.message),
    );
  }
});

test("a block that uses a scope leaves it", () => {
  {
    using scope = openParams({ a: 1n });
    assert.equal(scope.get("a"), get("a"));
  }
  assert.equal(has("a"), false);
});

test("a scope left out of order is left, and the inner ones stay open", () => {
  const outer = openParams({ a: 1n });
  const inner = openParams({ b: 2n });
  assert.throws(() => outer.leave(), ScopeError);
  assert.throws(() => outer.get("a"), ScopeError);
  assert.deepEqual(keys(), ["a", "b"]);
  inner.leave();
  assert.deepEqual(keys(), []);
});

test("a scope is left once", () => {
  const scope = openParams({});
  scope.leave();
  assert.throws(() => scope.leave(), ScopeError);
});

test("a body cannot leave a scope that is open around it in order", () => {
  const outer = openParams({ a: 1n });
  withParams({}, () => {
    assert.throws(() => outer.leave(), ScopeError);
    assert.equal(get("a"), 1n);
  });
  assert.equal(has("a"), false);
});

test("an assignment with no scope open lasts for the main thread", () => {
  assign("lasting", 1n);
  assert.equal(get("lasting"), 1n);
  assert.equal(
    withParams({}, () => get("lasting")),
    1n,
  );
});

test("a task and its maker go their own ways", async () => {
  await withParams({ a: 1n }, async (scope) => {
    const job = task(async () => {
      await setImmediate();
      const seen = get("a");
      scope.assign("a", 5n);
      return [seen, get("a")];
    });
    assign("a", 2n);
    assert.deepEqual(await job, [1n, 5n]);
    assert.equal(get("a"), 2n);
  });
});

test("what a task assigns before it first waits stays in the task", () => {
  task(() => {
    assign("a", 1n);
    assert.equal(get("a"), 1n);
  });
  assert.equal(has("a"), false);
});

test("a task keeps its frame after its maker has left the scope", async () => {
  let job: Promise<unknown> | undefined;
  withParams({ a: 1n }, () => {
    job = task(async () => (await setImmediate(), get("a")));
  });
  assert.equal(await job, 1n);
});

test("what a body starts keeps the body's scope after the body has ended", async () => {
  let read: Promise<unknown> | undefined;
  withParams({ a: 1n }, () => {
    read = setImmediate().then(() => get("a"));
  });
  assert.equal(await read, 1n);
});
