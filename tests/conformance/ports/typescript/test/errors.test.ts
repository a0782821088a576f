import assert from "node:assert/strict";
import { test } from "node:test";
import { HyperparameterError, assign, base, get, openParams, withParams } from "hyperparameter";

function errorOf(fails: () => unknown): HyperparameterError {
  try {
    fails();
  } catch (error) {
    if (error instanceof HyperparameterError) return error;
  }
  throw new Error("it does not fail");
}

test("an error carries its facts", () => {
  const sources = ["lr=fast", { date: new Date(), list: [1n, { b: null }], ids: ["x"] }];
  const origin = "from a mapping";
  withParams(sources, () => {
    const errors: [fails: () => unknown, facts: object][] = [
      [
        () => get("lr", 0.1),
        { key: "lr", value: "fast", origin: 'from "lr=fast", item 1', wanted: "float" },
      ],
      [
        () => get("date", 1n),
        { key: "date", value: "an object of type Date", origin, wanted: "int" },
      ],
      [
        () => get("list", 1n),
        { key: "list", value: [1n, new Map([["b", null]])], origin, wanted: "int" },
      ],
      [() => get("ids", [1n]), { key: "ids", value: "x", origin, wanted: "int" }],
      [() => get("seed"), { key: "seed" }],
      [() => get("a..b", 1), { key: "a..b" }],
    ];
    for (const [fails, facts] of errors) assert.deepEqual({ ...errorOf(fails) }, facts);
  });
  assert.deepEqual({ ...errorOf(() => assign("a", 1n)) }, { key: "a" });
  assert.deepEqual({ ...errorOf(() => base("a")) }, { value: "a", origin: "item 1" });
});

test("an error tells its kind", () => {
  const kinds: [fails: () => unknown, kind: string][] = [
    [() => get("seed"), "missing"],
    [() => get("a..b"), "invalid_key"],
    [() => withParams({ a: undefined }, () => {}), "conversion"],
    [() => withParams("a", () => {}), "definition"],
    [() => assign("a", 1n), "scope"],
    [() => withParams("a=" + "[".repeat(129) + "]".repeat(129), () => get("a")), "limit"],
  ];
  for (const [fails, kind] of kinds) assert.equal(errorOf(fails).kind, kind);
});

test("an error about a scope names three of its keys", () => {
  const scope = openParams({ a: 1n, b: 1n, c: 1n, d: 1n });
  scope.leave();
  assert.match(
    errorOf(() => scope.get("e")).message,
    /^cannot use "e" of the scope of "a", "b", "c": /,
  );
  assert.match(errorOf(() => scope.leave()).message, /^cannot leave the scope of "a", "b", "c": /);
});

test("what is beyond a limit in a text is told with its key and place", () => {
  const text = "a=" + "[".repeat(129) + "]".repeat(129);
  const quoted = (length: number) => `${"[".repeat(length)}"...`;
  withParams(text, () => {
    assert.equal(
      errorOf(() => get("a", [])).message,
      `cannot read a: "${quoted(120)}: its lists nest deeper than 128 (from "a=${quoted(118)}, item 1)`,
    );
  });
});
