import assert from "node:assert/strict";
import { test } from "node:test";
import {
  DefinitionError,
  InvalidKeyError,
  MissingKeyError,
  assign,
  get,
  has,
  keys,
  unset,
  withParams,
} from "hyperparameter";

test("an unset key is hidden with all below it, and comes back with the scope", () => {
  withParams({ a: 1n, "a.b": 2n, "a.b.c": 3n, ab: 4n }, () => {
    withParams([{ "a.d": 5n }, unset("a.b", "a.d", "nothing")], () => {
      assert.deepEqual(keys(), ["a", "ab"]);
      assert.equal(has("a.b.c"), false);
      assert.equal(get("a.b", 7n), 7n);
      assert.throws(() => get("a.b"), MissingKeyError);
    });
    assert.equal(get("a.b"), 2n);
  });
});

test("later sources, inner scopes and assignments set an unset key again", () => {
  withParams({ a: 1n, b: 1n, c: 1n }, () => {
    withParams([unset("a", "b", "c"), { a: 2n }], (middle) => {
      withParams({ b: 3n }, () => {
        middle.assign("c", 4n);
        assert.deepEqual([get("a"), get("b"), has("c")], [2n, 3n, false]);
      });
      assign("b", 5n);
      assert.deepEqual([get("a"), get("b"), get("c")], [2n, 5n, 4n]);
    });
  });
});

test("a definition that begins with a tilde unsets its key", () => {
  withParams({ a: 1n, "a.b": 2n, ab: 3n }, () => {
    withParams("\u3000~a\t", () => assert.deepEqual(keys(), ["ab"]));
  });
  for (const text of ["~", "~a=1", "~ a", "~a b", "~a..b", "~--a"]) {
    assert.throws(() => withParams(text, () => {}), DefinitionError, text);
  }
});

test("what is no key cannot be unset", () => {
  assert.throws(() => unset("a", "b."), InvalidKeyError);
});
