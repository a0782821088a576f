import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ConversionError,
  assign,
  get,
  has,
  items,
  keys,
  nullable,
  tree,
  withParams,
} from "hyperparameter";

test("a missing parameter gives the very default", () => {
  const otherwise = [1, { k: 2 }];
  assert.equal(get("nothing", otherwise), otherwise);
  assert.equal(get("nothing", undefined), undefined);
});

test("a read toward a kind refuses null, and a nullable one gives it", () => {
  withParams(["b=~", { a: null }], () => {
    assert.throws(
      () => get("a", 0.5),
      /cannot read a as float: null is null \(from a mapping\); read it with nullable/,
    );
    assert.throws(() => get("b", 1n), ConversionError);
    assert.equal(nullable("a", 0.5), null);
    assert.equal(nullable("b", 1n), null);
    assert.equal(get("a"), null);
  });
});

test("a mapping as default is refused while keys are set below", () => {
  const otherwise = { lr: 1 };
  assert.equal(get("opt", otherwise), otherwise);
  withParams("opt.lr=1", () => {
    assert.throws(
      () => get("opt", otherwise),
      /cannot read opt as a mapping: .*"opt\.lr", which is set/,
    );
    assert.equal(get("op", otherwise), otherwise);
  });
});

test("a host object reads toward a default of its class alone", () => {
  const date = new Date();
  withParams({ date }, () => {
    assert.equal(get("date", new Date(0)), date);
    assert.throws(
      () => get("date", new URL("http://a")),
      /cannot read date as URL: an object of type Date/,
    );
    assert.throws(() => get("date", () => 1), ConversionError);
  });
});

test("no kind but null takes a host object, and one that is assigned is the same", () => {
  const [object, other] = [new Date(0), new Date(0)];
  withParams({ a: object, b: other }, () => {
    for (const otherwise of [true, 1n, 1, "x", new Uint8Array(), [], [null]]) {
      assert.throws(() => get("a", otherwise), ConversionError);
      assert.throws(() => nullable("a", otherwise), ConversionError);
    }
    assert.deepEqual([get("a") === object, get("b") === object], [true, false]);
    assign("b", object);
    assert.equal(get("b"), object);
    assert.equal(get("nothing", other), other);
  });
});

test("an array that holds objects reads toward a list as itself", () => {
  const models = [new Date()];
  withParams({ models }, () => assert.equal(get("models", [] as Date[]), models));
});

test("a read leaves its key unset", () => {
  get("a", 1);
  assert.equal(has("a"), false);
});

test("nothing told of its kind fails for its spelling: what no float can hold is text", () => {
  withParams(["a=12e4567", "b=1e-400", "c=[1e400, 1e4]", `d=${2n ** 64n}`], () => {
    assert.deepEqual(items(), [
      ["a", "12e4567"],
      ["b", "1e-400"],
      ["c", ["1e400", 1e4]],
      ["d", 2n ** 64n],
    ]);
    assert.throws(() => get("a", 0.5), ConversionError);
  });
});

test("untyped null is null toward text that may be absent, and a word toward other text", () => {
  withParams(["a=null", 'b="null"', { c: "null", d: null }], () => {
    assert.equal(nullable("a", "x"), null);
    assert.equal(get("a", "x"), "null");
    assert.equal(nullable("b", "x"), '"null"');
    assert.equal(nullable("c", "x"), "null");
    assert.equal(nullable("d", "x"), null);
    assert.throws(() => get("d", "x"), ConversionError);
  });
});

test("a default whose elements are of one kind asks for elements of that kind", () => {
  withParams(["a=[007, ~, 1e3]", { b: ["7", null, 8n] }], () => {
    assert.deepEqual(get("a", ["x"]), ["007", "~", "1e3"]);
    assert.deepEqual(get("a", [1n]), [7n, null, 1000n]);
    assert.deepEqual(get("a", [0.5, 1]), [7, null, 1000]);
    assert.deepEqual(get("b", ["x"]), ["7", null, "8"]);
    assert.deepEqual(get("b", [1n]), [7n, null, 8n]);
    for (const nothing of [[], [1n, "x"], [1n, null], [[1n]], [{ a: 1n }], [new Uint8Array()]]) {
      assert.deepEqual(get("a", nothing as unknown[]), [7n, null, 1000]);
      assert.deepEqual(get("b", nothing as unknown[]), ["7", null, 8n]);
    }
  });
});

test("an error about an element names its index", () => {
  withParams("ids=[1, x]", () => {
    assert.throws(() => get("ids", [1n]), {
      name: "ConversionError",
      message:
        'cannot read ids[1] as int: "x" (from "ids=[1, x]", item 1); ' +
        "expected a bigint, an integral float of 64 bits, or a string such as 64 or 1e3",
    });
  });
  withParams({ ids: [{ a: 1n }] }, () =>
    assert.throws(() => get("ids", [true]), /cannot read ids\[0\] as bool: a mapping of size 1 /),
  );
});

test("keys are sorted by code points and not by units of UTF-16", () => {
  withParams({ "\u{1f600}": 1, "\uff5e": 1, a: 1 }, () => {
    assert.deepEqual(keys(), ["a", "\uff5e", "\u{1f600}"]);
  });
});

test("a tree nests items by their full keys", () => {
  withParams(["a.b.c=1", "a.d=x", "__proto__.e=2"], () => {
    assert.deepEqual(
      JSON.parse(JSON.stringify(tree(), (_, v) => (typeof v === "bigint" ? Number(v) : v))),
      JSON.parse('{"__proto__": {"e": 2}, "a": {"b": {"c": 1}, "d": "x"}}'),
    );
    assert.deepEqual(Object.keys(tree("a")), ["a"]);
  });
});

test("a tree cannot hold a key that is set and has keys below", () => {
  withParams(["train=1", "train.lr=2", "train-x=3"], () => {
    assert.throws(() => tree(), /cannot nest "train\.lr" below "train"/);
  });
});

test("items are values, untyped text interpreted", () => {
  withParams(["a=[1, 2.5, 'x', yes]", "b=1_000"], () => {
    assert.deepEqual(items(), [
      ["a", [1n, 2.5, "x", "yes"]],
      ["b", "1_000"],
    ]);
  });
});

test("a required key that is missing is named with those that look alike and lie below", () => {
  withParams(["train.lr=1", "train.lrr.x=2"], () => {
    assert.throws(() => get("train.lrr"), {
      name: "MissingKeyError",
      message:
        'no parameter "train.lrr" is set; "train.lrr.x" is set below it; did you mean "train.lr"?',
    });
    assert.throws(() => get("other"), { message: 'no parameter "other" is set' });
  });
});

test("a million reads of different keys leave no memory in use", () => {
  const used = () => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed;
  };
  assert.ok(globalThis.gc, "the tests run with --expose-gc");
  const read = (times: number) => {
    for (let i = 0; i < times; i++) get(`some.key.${i}`, 0);
  };
  read(1000);
  const before = used();
  read(1_000_000);
  assert.ok(used() - before < 2 ** 20, `${used() - before} bytes more`);
});
