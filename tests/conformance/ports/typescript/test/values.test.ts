import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ConversionError,
  InvalidKeyError,
  LimitError,
  assign,
  get,
  has,
  keys,
  untyped,
  withParams,
} from "hyperparameter";

test("every kind comes back as it was set", () => {
  for (const value of [null, true, 1n, 2n ** 70n, 1, -0, NaN, 5e-324, "1", "\0"]) {
    withParams({ a: value }, () => assert.ok(Object.is(get("a"), value), String(value)));
  }
});

test("an int and a float of the same value stay two values", () => {
  withParams({ int: 1n, float: 1 }, () => {
    assert.equal(typeof get("int"), "bigint");
    assert.equal(typeof get("float"), "number");
  });
});

test("a list is copied when it is set and when it is read", () => {
  const layers = [64n, [new Uint8Array([1])]] as [bigint, [Uint8Array]];
  withParams({ layers }, () => {
    layers[1][0][0] = 9;
    layers.push(16n as never);
    const read = get("layers", []) as typeof layers;
    assert.deepEqual(read, [64n, [new Uint8Array([1])]]);
    read[1][0][0] = 8;
    assert.deepEqual(get("layers"), [64n, [new Uint8Array([1])]]);
  });
});

test("bytes are copied when they are set and when they are read", () => {
  const bytes = Buffer.from([1, 2]);
  withParams({ bytes }, () => {
    bytes[0] = 9;
    get("bytes", new Uint8Array())[1] = 9;
    assert.deepEqual(get("bytes"), new Uint8Array([1, 2]));
  });
});

test("an object of a class, a function and a list that holds one are the same when read", () => {
  const objects: unknown[] = [new Date(), () => 1, Symbol("s"), [1n, new Date()], [undefined]];
  objects.push([{ a: new Date() }], [new Map([[1n, 1n]])], [{ [Symbol("s")]: 1n }]);
  for (const object of objects) {
    withParams({ object }, () => assert.equal(get("object"), object));
  }
});

test("a mapping in a list is a value, and comes back as it was written", () => {
  const map = new Map<string, unknown>([
    ["2", 1n],
    ["1", [{ "": null }]],
  ]);
  withParams({ a: [{ "b..c": { d: 1n } }, map], e: [JSON.parse('{"__proto__": 1}')] }, () => {
    assert.deepEqual(keys(), ["a", "e"]);
    const read = get("a") as [Record<string, unknown>, Map<string, unknown>];
    assert.deepEqual(read, [{ "b..c": { d: 1n } }, map]);
    assert.deepEqual([...read[1].keys()], ["2", "1"]);
    assert.deepEqual(get("e"), [JSON.parse('{"__proto__": 1}')]);
  });
});

test("a mapping in a list is copied when it is set and when it is read", () => {
  const layers = [{ units: [64n] }];
  withParams({ layers }, () => {
    layers[0]!.units.push(32n);
    (get("layers") as typeof layers)[0]!.units.push(16n);
    assert.deepEqual(get("layers"), [{ units: [64n] }]);
  });
});

test("lists and mappings nest 128 deep, and one deeper is a limit error", () => {
  const nested = (depth: number, around: (inner: unknown) => unknown) => {
    let list: unknown = [];
    for (let i = 1; i < depth; i++) list = i % 2 === 0 ? [list] : around(list);
    return list;
  };
  for (const around of [(inner: unknown) => [inner], (a: unknown) => ({ a })]) {
    // With an odd number of steps the outermost is a mapping, so it stands in one more list.
    const deepest = [nested(127, around)];
    withParams({ a: deepest }, () => assert.deepEqual(get("a"), deepest));
    assert.throws(() => withParams({ a: [deepest] }, () => {}), LimitError);
    assert.throws(() => withParams({ a: [{ b: deepest }] }, () => {}), LimitError);
  }
});

test("a list or mapping that lies within itself is a limit error", () => {
  const list: unknown[] = [];
  list.push(list);
  const mapping: Record<string, unknown> = {};
  mapping["a"] = mapping;
  for (const value of [list, [mapping]]) {
    assert.throws(() => withParams({ value }, () => {}), LimitError);
  }
});

test("a value holds a million elements, counted wherever they are", () => {
  const most = Array.from({ length: 1_000_000 }, () => true);
  withParams({ most }, () => assert.equal((get("most") as unknown[]).length, 1_000_000));
  let twice: unknown[] = [];
  for (let i = 0; i < 22; i++) twice = [twice, twice];
  for (const value of [[...most, true], twice, [{ a: most }]]) {
    assert.throws(() => withParams({ value }, () => {}), LimitError);
  }
  withParams([`a=[${"1,".repeat(1_000_000)}]`, `b=[${"1,".repeat(1_000_001)}]`], () => {
    assert.equal(get("a", [1n]).length, 1_000_000);
    assert.throws(() => get("b"), LimitError);
  });
});

test("half a surrogate pair is no text anywhere", () => {
  for (const value of ["\ud800", ["\udc00"], [{ a: "\ud800" }], [{ "\ud800": 1n }]]) {
    assert.throws(() => withParams({ value }, () => {}), {
      name: "ConversionError",
      message: /^cannot set value: .* is not valid Unicode$/,
    });
  }
  assert.throws(() => untyped({ a: "\ud800" }), ConversionError);
});

test("undefined is no value", () => {
  assert.throws(() => withParams({ a: { b: undefined } }, () => {}), {
    name: "ConversionError",
    message: /cannot set a\.b: undefined is no value/,
  });
});

test("plain objects and maps nest, and empty ones set nothing", () => {
  withParams(
    {
      train: new Map<string, unknown>([
        ["lr", 0.1],
        ["opt", {}],
      ]),
    },
    () => {
      assert.deepEqual(keys(), ["train.lr"]);
    },
  );
});

test("names of the language are keys in a mapping", () => {
  withParams(JSON.parse('{"__proto__": {"constructor": "x"}}') as object, () => {
    assert.deepEqual(keys(), ["__proto__.constructor"]);
  });
});

test("a key that is a symbol or no text is an invalid key", () => {
  assert.throws(() => withParams({ [Symbol("a")]: 1 }, () => {}), InvalidKeyError);
  assert.throws(() => withParams(new Map([[1, 1]]), () => {}), InvalidKeyError);
});

test("a mapping that lies within itself is an invalid key", () => {
  const mapping: Record<string, unknown> = {};
  mapping["a"] = mapping;
  assert.throws(() => withParams(mapping, () => {}), InvalidKeyError);
});

test("a mapping that sets more than a million parameters is a limit error", () => {
  for (const end of [1n, {}]) {
    let mapping: unknown = end;
    for (let i = 0; i < 20; i++) mapping = { a: mapping, b: mapping };
    assert.throws(() => withParams(mapping as object, () => {}), LimitError);
  }
});

test("one mapping may stand in two places", () => {
  const shared = { lr: 1n };
  withParams({ a: shared, b: shared }, () => assert.deepEqual(keys(), ["a.lr", "b.lr"]));
});

test("a source of another type is a TypeError and sets nothing", () => {
  for (const source of [1, null, new Date(), ["a=1", 2]]) {
    assert.throws(() => withParams(source as object, () => {}), TypeError);
  }
  assert.equal(has("a"), false);
});

test("assigning a mapping sets the keys below", () => {
  withParams({}, () => {
    assign("train", { lr: 1n });
    assert.deepEqual(keys(), ["train.lr"]);
  });
});

test("the environment can be a source of untyped text", () => {
  process.env["HP_TEST"] = "007";
  withParams(untyped(process.env), () => {
    assert.equal(get("HP_TEST", 0n), 7n);
    assert.equal(get("HP_TEST", ""), "007");
  });
});

test("untyped() takes texts alone, in a mapping alone", () => {
  assert.throws(() => untyped({ a: 1 } as never), ConversionError);
  assert.throws(() => untyped(["a=1"] as never), TypeError);
});
