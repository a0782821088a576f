import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ConversionError,
  DefinitionError,
  InvalidKeyError,
  LimitError,
  get,
  keys,
  withParams,
} from "hyperparameter";

/** What untyped text is without a typed default. */
const interpreted = (text: string) => withParams(`a=${text}`, () => get("a"));

test("flow lists follow the productions of YAML for what may stand plain", () => {
  const lists: [text: string, value: unknown][] = [
    ["[a#b, a:b, :a, -1, -a, ?a, a?b, a-]", ["a#b", "a:b", ":a", -1n, "-a", "?a", "a?b", "a-"]],
    ["[\ta\t,b c\t]", ["a", "b c"]],
    ["[\"a\" , 'b']", ["a", "b"]],
    ["[[],]", [[]]],
    ["[😀, é, ~]", ["😀", "é", null]],
  ];
  for (const [text, value] of lists) assert.deepEqual(interpreted(text), value, text);
});

test("what is no list of values stays text as written", () => {
  const texts = [
    "[a: b]",
    "[a:]",
    "[: a]",
    "[- a]",
    "[-]",
    "[? a]",
    "[a #b]",
    "[#a]",
    "[&a b]",
    "[*a]",
    "[!a b]",
    "[!!str 1]",
    "[|]",
    "[>]",
    "[%a]",
    "[@a]",
    "[`a]",
    "[{a: 1}]",
    "[a]b",
    '["a"b]',
    "[a [b]]",
    "[[a] b]",
    "['it''s]",
    "]",
    "[",
    "[a,,b]",
    "[,]",
    "[a\nb]",
    "[a\u0001]",
    "[\ufeffa]",
    '"a\nb"',
    '"\\',
    '"\\x4"',
    '"\\U00110000"',
    '"\u0001"',
    "'a''",
  ];
  for (const text of texts) assert.equal(interpreted(text), text);
});

test("double quotes know every escape of YAML", () => {
  const text = '"\\0\\a\\b\\t\\\t\\n\\v\\f\\r\\e\\ \\"\\/\\\\\\N\\_\\L\\P\\x41\\u00e9\\U0001F600"';
  assert.equal(interpreted(text), '\0\x07\b\t\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029Aé😀');
});

test("a flow list of 128 lists is taken, one of 129 a limit error, and one unclosed text", () => {
  const flow = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  assert.deepEqual(interpreted(flow(128)), JSON.parse(flow(128)));
  assert.throws(() => interpreted(flow(129)), LimitError);
  assert.throws(() => interpreted(flow(100_000)), LimitError);
  assert.equal(interpreted("[".repeat(100_000)), "[".repeat(100_000));
});

test("long texts are read in time that grows with their length", () => {
  const length = 1_000_000;
  const long = [
    "0".repeat(length) + "x",
    "9".repeat(length),
    `'${"''".repeat(length)}`,
    `[${" ".repeat(length)}`,
  ];
  const started = performance.now();
  for (const text of long) {
    interpreted(text);
    withParams(`a=${text}`, () => assert.throws(() => get("a", true), ConversionError));
  }
  withParams(`a=1${"0".repeat(length)}x`, () => assert.throws(() => get("a", 1n), ConversionError));
  withParams(`a=1${"0".repeat(length)}e-1`, () =>
    assert.throws(() => get("a", 1n), ConversionError),
  );
  assert.throws(
    () => withParams(`${" ".repeat(length)}x${" ".repeat(length)}y=1`, () => {}),
    DefinitionError,
  );
  assert.ok(performance.now() - started < 5000);
});

test("a number of many digits is decided by all of them", () => {
  const huge = "9".repeat(5000);
  withParams(`a=${huge}`, () => assert.equal(get("a", 0n), BigInt(huge)));
  withParams([`a=1${"0".repeat(5000)}e-5000`, "b=0e999999999999999999999"], () => {
    assert.equal(get("a", 0n), 1n);
    assert.equal(get("b", 1n), 0n);
  });
});

test("an int beyond 64 bits is a float only where the float is exact", () => {
  withParams({ a: 2n ** 70n, b: 2n ** 70n + 1n, c: 10n ** 400n }, () => {
    assert.equal(get("a", 0.5), 2 ** 70);
    assert.throws(() => get("b", 0.5), ConversionError);
    assert.throws(() => get("c", 0.5), ConversionError);
  });
});

test("a float spells itself in the fewest digits that read back", () => {
  const spellings: [value: number, text: string][] = [
    [5e-4, "0.0005"],
    [1e-4, "0.0001"],
    [9.9e-5, "9.9e-5"],
    [1e15, "1000000000000000.0"],
    [1e16, "1e16"],
    [1.2345678901234567e16, "1.2345678901234568e16"],
    [-2, "-2.0"],
    [1 / 3, "0.3333333333333333"],
  ];
  for (const [value, text] of spellings) {
    withParams({ a: value }, () => assert.equal(get("a", ""), text));
  }
});

test("a message quotes the text, cut after 120 characters, and tells its place", () => {
  withParams(["x=1", `a=${"😀".repeat(200)}`], () => {
    assert.throws(() => get("a", 1n), {
      name: "ConversionError",
      message:
        `cannot read a as int: "${"😀".repeat(120)}"... (from "a=${"😀".repeat(118)}"..., item 2); ` +
        "expected a bigint, an integral float of 64 bits, or a string such as 64 or 1e3",
    });
  });
});

test("a bad definition is quoted with its place", () => {
  assert.throws(() => withParams(["a=1", "verbose"], () => {}), {
    name: "DefinitionError",
    message: 'bad definition "verbose", item 2: it has no "="; write key=value',
  });
  assert.throws(() => withParams("a..b=1", () => {}), /"a\.\.b" is no key: a segment is empty/);
  assert.throws(() => withParams("a=\ud800", () => {}), DefinitionError);
});

test("a definition whose key was mistyped says what was probably meant", () => {
  const faults: [text: string, fault: string][] = [
    ["--lr=1", 'its key begins with "-"; write "lr=1"'],
    ["-D lr=1", 'its key begins with "-"; write "lr=1"'],
    ["-=1", 'its key begins with "-"'],
    ["+lr=1", 'its key begins with "+"; write "lr=1"'],
    ["'a-b'=x", 'its key begins with "\'"; write "a-b=x"'],
    ['"a"=1', 'its key begins with "\\""; write "a=1"'],
    ["\ufefflr=1", 'its key begins with "\ufeff"; write "lr=1"'],
    ["~--lr", 'its key begins with "-"; write "~lr"'],
    ["a\u3000b=1", 'its key "a\u3000b" contains whitespace, which only the key of a mapping may'],
    ["~a=1", 'it has both a "~" and a "="; write ~key to unset, or key=value to set'],
  ];
  for (const [text, fault] of faults) {
    const message = `bad definition ${JSON.stringify(text)}, item 1: ${fault}`;
    assert.throws(() => withParams(text, () => {}), { name: "DefinitionError", message });
  }
  withParams({ "--lr": 1n, "a b": 2n }, () => assert.deepEqual(keys(), ["--lr", "a b"]));
});

test("an invalid key is quoted with its fault", () => {
  const faults: [key: unknown, fault: RegExp][] = [
    ["", /invalid key "": it is empty/],
    ["a\u0007", /"a\\u0007": it has a control character/],
    ["\u3000a", /begins or ends with whitespace/],
    ["a.\ud800", /not valid Unicode/],
    [1, /of type number/],
  ];
  for (const [key, fault] of faults) {
    assert.throws(
      () => get(key as string, 1),
      (error) => error instanceof InvalidKeyError && fault.test(error.message),
    );
  }
});
