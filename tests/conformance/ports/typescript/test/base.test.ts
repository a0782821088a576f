import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import {
  ConversionError,
  ScopeError,
  assign,
  base,
  freeze,
  get,
  keys,
  openParams,
  task,
  withParams,
} from "hyperparameter";

afterEach(() => base());

test("a base lies under everything here, and each replaces the last", () => {
  withParams({ z: 0n }, freeze);
  base(["a=1", { b: 2n }]);
  assert.deepEqual(keys(), ["a", "b"]);
  withParams({ b: 3n }, () => assert.deepEqual([get("a"), get("b")], [1n, 3n]));
  task(() => assert.equal(get("a"), 1n));
  base({ c: 4n });
  assert.deepEqual(keys(), ["c"]);
  base();
  assert.deepEqual(keys(), []);
});

test("a base with a scope open is a scope error and changes nothing", () => {
  base({ a: 1n });
  const scope = openParams({});
  assert.throws(() => base({ a: 2n }), ScopeError);
  assert.throws(() => task(() => base({ a: 2n })), ScopeError);
  scope.leave();
  assert.equal(get("a"), 1n);
});

test("a base with a bad source changes nothing, and is no scope to assign in", () => {
  base({ a: 1n });
  assert.throws(() => base([{ a: 2n }, { b: undefined }]), ConversionError);
  assert.throws(() => assign("a", 3n), ScopeError);
  assert.equal(get("a"), 1n);
});
