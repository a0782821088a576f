/**
 * Quoted strings and flow lists on one line, by the productions of YAML 1.2.
 *
 * What YAML allows beside them inside a list (mappings, tags, anchors, aliases)
 * makes no value, so all of that counts as not well-formed.
 */

import { LimitError } from "./errors.js";
import { DEEPEST, List, MOST_ELEMENTS, Untyped } from "./value.js";

/** What a text in flow form holds: plain elements keep their spelling until they are read. */
type Node = string | Untyped | List;

const ESCAPES: Record<string, string> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  " ": " ",
  '"': '"',
  "/": "/",
  "\\": "\\",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
};
const HEXADECIMAL_DIGITS: Record<string, number> = { x: 2, u: 4, U: 8 };

// What YAML lets stand unescaped between quotes; line ends are not on one line.
const BETWEEN_QUOTES = /^[\t\u{20}-\u{d7ff}\u{e000}-\u{10ffff}]*$/u;
// ns-char: printable, and neither blank, line end nor byte order mark.
const VISIBLE = /^[\x21-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]$/u;
const INDICATOR = /^[-?:,[\]{}#&*!|>'"%@`]$/;
const FLOW_INDICATOR = /^[,[\]{}]$/;

/** Reads a text that is a quoted string or a flow list as a whole; undefined for any other. */
export function parseFlow(text: string): string | List | undefined {
  if (!/^["'[]/.test(text) || !text.isWellFormed()) return undefined;
  const reader = new Reader(text);
  const node = text[0] === "[" ? reader.list() : reader.quoted();
  return reader.atEnd() ? node : undefined;
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  atEnd(): boolean {
    return this.at === this.text.length;
  }

  /** Reads nested lists with a stack of its own, so that depth costs no calls. */
  list(): List | undefined {
    const open: Node[][] = [];
    let [deepest, elements] = [0, 0];
    let elementMayStand = true;
    for (;;) {
      this.skipBlanks();
      const next = this.text[this.at];
      const list = open.at(-1);
      if (next === "[" && elementMayStand) {
        this.at++;
        open.push([]);
        deepest = Math.max(deepest, open.length);
        elements++;
      } else if (next === "]" && list !== undefined) {
        this.at++;
        open.pop();
        const above = open.at(-1);
        if (above === undefined) {
          // The outermost list is no element.
          return this.atEnd() ? this.withinLimits(list, deepest, elements - 1) : undefined;
        }
        above.push(new List(list));
        elementMayStand = false;
      } else if (next === "," && !elementMayStand) {
        this.at++;
        elementMayStand = true;
      } else if (elementMayStand && list !== undefined) {
        const element = next === '"' || next === "'" ? this.quoted() : this.plain();
        if (element === undefined) return undefined;
        list.push(element);
        elements++;
        elementMayStand = false;
      } else {
        return undefined;
      }
    }
  }

  private withinLimits(list: Node[], deepest: number, elements: number): List {
    if (deepest > DEEPEST) {
      throw new LimitError(`its lists nest deeper than ${DEEPEST}`);
    }
    if (elements > MOST_ELEMENTS) {
      throw new LimitError(`it holds more than ${MOST_ELEMENTS} elements`);
    }
    return new List(list);
  }

  quoted(): string | undefined {
    return this.text[this.at] === '"' ? this.doubleQuoted() : this.singleQuoted();
  }

  private singleQuoted(): string | undefined {
    const match = /'([^']*(?:''[^']*)*)'/y;
    match.lastIndex = this.at;
    const content = match.exec(this.text)?.[1];
    if (content === undefined || !BETWEEN_QUOTES.test(content)) return undefined;
    this.at = match.lastIndex;
    return content.replaceAll("''", "'");
  }

  private doubleQuoted(): string | undefined {
    let content = "";
    let from = ++this.at;
    for (;;) {
      const next = this.text[this.at];
      if (next === undefined) return undefined;
      if (next !== '"' && next !== "\\") {
        this.at++;
        continue;
      }
      const raw = this.text.slice(from, this.at);
      if (!BETWEEN_QUOTES.test(raw)) return undefined;
      content += raw;
      this.at++;
      if (next === '"') return content;
      const escaped = this.escape();
      if (escaped === undefined) return undefined;
      content += escaped;
      from = this.at;
    }
  }

  private escape(): string | undefined {
    const letter = this.text[this.at++] ?? "";
    const length = HEXADECIMAL_DIGITS[letter];
    if (length === undefined) return ESCAPES[letter];
    const digits = this.text.slice(this.at, this.at + length);
    if (digits.length < length || !/^[0-9a-fA-F]+$/.test(digits)) return undefined;
    this.at += length;
    const code = Number.parseInt(digits, 16);
    const isCharacter = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : undefined;
  }

  /** Reads ns-plain-one-line(flow-in), without the blanks behind it. */
  private plain(): Untyped | undefined {
    const start = this.at;
    let end = start;
    for (;;) {
      const character = this.character(this.at);
      if (character === " " || character === "\t") {
        this.at++;
      } else if (this.at === start ? this.beginsPlain() : this.continuesPlain(end)) {
        this.at += character.length;
        end = this.at;
      } else {
        break;
      }
    }
    return end > start ? new Untyped(this.text.slice(start, end)) : undefined;
  }

  private beginsPlain(): boolean {
    const character = this.character(this.at);
    if (/^[-?:]$/.test(character)) return this.isPlainSafe(this.at + 1);
    return VISIBLE.test(character) && !INDICATOR.test(character);
  }

  private continuesPlain(endOfVisible: number): boolean {
    const character = this.character(this.at);
    if (character === "#") return endOfVisible === this.at;
    if (character === ":") return this.isPlainSafe(this.at + 1);
    return this.isPlainSafe(this.at);
  }

  private isPlainSafe(at: number): boolean {
    const character = this.character(at);
    return VISIBLE.test(character) && !FLOW_INDICATOR.test(character);
  }

  private character(at: number): string {
    const code = this.text.codePointAt(at);
    return code === undefined ? "" : String.fromCodePoint(code);
  }

  private skipBlanks(): void {
    while (this.text[this.at] === " " || this.text[this.at] === "\t") this.at++;
  }
}
