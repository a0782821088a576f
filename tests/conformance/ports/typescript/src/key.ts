/** What may name a parameter, and how names are ordered and found below one another. */

import { InvalidKeyError, quote } from "./errors.js";

const LONGEST = 1024;
const CONTROL = /\p{Cc}/u;
const BLANK = /^\p{White_Space}$/u;

/** Says why a text is no key, or gives undefined for one that is. */
export function faultOfKey(text: string): string | undefined {
  if (text === "") return "it is empty";
  if (!text.isWellFormed()) return "it is not valid Unicode";
  if (CONTROL.test(text)) return "it has a control character";
  if (text.includes("=")) return 'it has a "="';
  if (text.split(".").includes("")) return "a segment is empty; segments are joined by single dots";
  if (withoutBlanksAround(text) !== text) return "it begins or ends with whitespace";
  // A code unit of UTF-16 takes one byte of UTF-8 at least: huge texts are never encoded.
  if (text.length > LONGEST || Buffer.byteLength(text) > LONGEST) {
    return `it takes more than ${LONGEST} bytes`;
  }
  return undefined;
}

/** Whether a text has a blank of Unicode in it. */
export function holdsBlank(text: string): boolean {
  return /\p{White_Space}/u.test(text);
}

/** A text without the blanks of Unicode at its ends. */
export function withoutBlanksAround(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && BLANK.test(text[start])) start++;
  while (start < end && BLANK.test(text[end - 1])) end--;
  return text.slice(start, end);
}

/** Gives the text back where it is a key, and throws where it is none. */
export function checkedKey(text: unknown): string {
  if (typeof text !== "string") {
    throw new InvalidKeyError(`invalid key of type ${typeof text}: a key is a string`);
  }
  const fault = faultOfKey(text);
  if (fault !== undefined) throw invalidKey(text, fault);
  return text;
}

/** The error about a text that is no key. */
export function invalidKey(text: string, fault: string): InvalidKeyError {
  return new InvalidKeyError(`invalid key ${quote(text)}: ${fault}`, { key: text });
}

/** Whether a key is the prefix itself or lies below it. */
export function isWithin(prefix: string, key: string): boolean {
  return key.startsWith(prefix) && (key.length === prefix.length || key[prefix.length] === ".");
}

/** Orders keys by code points, which is the order of their bytes in UTF-8 and not of UTF-16. */
export function byCodePoints(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Up to three of the keys that look like the one that was not found, the likest first. */
export function lookalikes(key: string, candidates: Iterable<string>): string[] {
  const farthest = Math.max(1, Math.floor(key.length / 4));
  const near: [distance: number, key: string][] = [];
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - key.length) > farthest) continue;
    const distance = editDistance(key, candidate);
    if (distance <= farthest) near.push([distance, candidate]);
  }
  near.sort(([d, a], [e, b]) => d - e || byCodePoints(a, b));
  return near.slice(0, 3).map(([, candidate]) => candidate);
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}
