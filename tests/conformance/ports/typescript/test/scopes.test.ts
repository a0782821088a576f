import assert from "node:assert/strict";
import { once } from "node:events";
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

/** The next warning of this process, from now on: those of tests before are told first. */
async function nextWarning(): Promise<{ told: Promise<string[]> }> {
  await setImmediate();
  const told = once(process, "warning") as Promise<[Error]>;
  return { told: told.then(([{ name, message }]) => [name, message]) };
}

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

test("leaving a scope ends those inside that are open, and warns of it", async () => {
  const [one, two, three] = [openParams("a=1"), openParams("b=2"), openParams("c=3")];
  const warning = await nextWarning();

  assert.equal(one.leave(), 2);

  assert.deepEqual(keys(), []);
  for (const scope of [one, two, three]) assert.throws(() => scope.get("a"), ScopeError);
  for (const scope of [two, three]) {
    assert.equal(scope.leave(), 0);
    assert.throws(() => scope.leave(), ScopeError);
  }
  assert.deepEqual(await warning.told, [
    "ScopeWarning",
    'scope of "a" left while others inside it were open: 2 ended with it; leave the innermost first',
  ]);
});

test("a scope opened after others have ended is left as usual", () => {
  const [outer, inner] = [openParams("a=1"), openParams("b=2")];
  outer.leave();
  const next = openParams("c=3");
  inner.leave();
  assert.deepEqual(keys(), ["c"]);
  assert.equal(next.leave(), 0);
});

test("a scope is left once", () => {
  const scope = openParams({});
  assert.equal(scope.leave(), 0);
  assert.throws(() => scope.leave(), ScopeError);
});

test("a block that leaves twice warns, and hides nothing of what it threw", async () => {
  const warning = await nextWarning();
  assert.throws(
    () => {
      using scope = openParams({});
      scope.leave();
      throw new RangeError("thrown inside");
    },
    { name: "RangeError", message: "thrown inside" },
  );
  assert.deepEqual(await warning.told, [
    "ScopeWarning",
    "cannot leave the scope without overrides: it is not open here; it was left already, or opened elsewhere",
  ]);
});

test("a body that leaves a scope around it ends its own", () => {
  const outer = openParams({ a: 1n });
  const middle = openParams({ b: 2n });
  withParams({ c: 3n }, (scope) => {
    assert.equal(outer.leave(), 2);
    assert.deepEqual(keys(), []);
    assert.throws(() => scope.get("c"), ScopeError);
  });
  assert.deepEqual(keys(), []);
  assert.equal(middle.leave(), 0);
});

test("a body that still awaits keeps its scope when one around it is left", async () => {
  const outer = openParams("a=1");
  const body = withParams("b=2", async () => {
    await setImmediate();
    return keys();
  });
  assert.equal(outer.leave(), 0);
  assert.deepEqual(keys(), []);
  assert.deepEqual(await body, ["a", "b"]);
});

test("what ended for a task is open for its maker", () => {
  const [outer, inner] = [openParams("a=1"), openParams("b=2")];
  task(() => {
    assert.equal(outer.leave(), 1);
    assert.equal(inner.leave(), 0);
  });
  assert.deepEqual(keys(), ["a", "b"]);
  assert.deepEqual([inner.leave(), outer.leave()], [0, 0]);
});

test("an assignment needs an open scope, in every task", () => {
  const message = 'cannot assign "a": no scope is open; open one with withParams()';
  assert.throws(() => assign("a", 1n), { name: "ScopeError", message });
  assert.throws(() => task(() => assign("a", 1n)), { name: "ScopeError", message });
  openParams({}).leave();
  assert.throws(() => assign("a", 1n), ScopeError);
  assert.equal(has("a"), false);
});

test("a task of a task changes its own view of the scope that both inherited", () => {
  withParams({ a: 1n }, () => {
    task(() => {
      task(() => {
        assign("a", 2n);
        assert.equal(get("a"), 2n);
      });
      assert.equal(get("a"), 1n);
    });
  });
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
  withParams({}, () => {
    task(() => {
      assign("a", 1n);
      assert.equal(get("a"), 1n);
    });
    assert.equal(has("a"), false);
  });
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
