/** Texts as a command line gives them: `key=value`, and `~key`, which hides the key. */

import { DefinitionError, quote } from "./errors.js";
import type { Changes } from "./frame.js";
import { faultOfKey, holdsBlank, withoutBlanksAround } from "./key.js";
import { Untyped } from "./value.js";

// What shells, editors and lists of options leave in front of a key that is typed by hand.
const MARKS = /^[-+"'\ufeff]+/;

/** Does what a definition says; `item` is its place among the sources of its scope. */
export function define(text: string, item: number, changes: Changes): void {
  const split = text.indexOf("=");
  const key = withoutBlanksAround(split < 0 ? text : text.slice(0, split));
  const hides = key.startsWith("~");
  const fault = hides
    ? faultOfHiding(key.slice(1), split >= 0)
    : faultOfSetting(key, split < 0 ? undefined : text.slice(split + 1));
  if (fault !== undefined) {
    const message = `bad definition ${quote(text)}, item ${item}: ${fault}`;
    throw new DefinitionError(message, { value: text, origin: `item ${item}` });
  }
  if (hides) {
    changes.hide(key.slice(1));
  } else {
    const origin = `from ${quote(text)}, item ${item}`;
    changes.set.set(key, { value: new Untyped(text.slice(split + 1)), origin });
  }
}

function faultOfHiding(key: string, hasValue: boolean): string | undefined {
  if (hasValue) return 'it has both a "~" and a "="; write ~key to unset, or key=value to set';
  return faultOfTyped(key, "~", "");
}

function faultOfSetting(key: string, value: string | undefined): string | undefined {
  if (value === undefined) return 'it has no "="; write key=value';
  if (!value.isWellFormed()) return "its text is not valid Unicode";
  return faultOfTyped(key, "", `=${value}`);
}

/** Says why a text that has so much before and after it is no key of a definition. */
function faultOfTyped(key: string, before: string, after: string): string | undefined {
  const fault = faultOfKey(key);
  if (fault !== undefined) return `${quote(key)} is no key: ${fault}`;
  const unmarked = key.replace(MARKS, "");
  if (unmarked !== key) {
    // As in "-D key=value", and in "'key'=value".
    const [lastWord = ""] = /\P{White_Space}*$/u.exec(unmarked) ?? [];
    const meant = lastWord.replace(/["']+$/, "");
    const write = meant === "" ? "" : `; write ${quote(before + meant + after)}`;
    return `its key begins with ${quote(key[0]!)}${write}`;
  }
  if (!holdsBlank(key)) return undefined;
  return `its key ${quote(key)} contains whitespace, which only the key of a mapping may`;
}
