/** Everything that is set at one moment; a frame never changes. */

import { byCodePoints, checkedKey, isWithin } from "./key.js";
import type { Entry } from "./value.js";

/** What sources do to a frame: first they hide some keys, with all below them, then set others. */
export class Changes {
  readonly hidden: string[] = [];
  readonly set = new Map<string, Entry>();

  /** Takes back what was set at a key and below it, here and in the frame. */
  hide(key: string): void {
    for (const other of this.set.keys()) if (isWithin(key, other)) this.set.delete(other);
    this.hidden.push(key);
  }
}

type Entries = ReadonlyMap<string, Entry>;

/**
 * Maps laid over one another, each larger than the one above it.
 *
 * So a read looks into few maps however deep scopes nest, and making a frame
 * does not copy all that lies below.
 */
export class Frame {
  static readonly EMPTY = new Frame(new Map(), undefined);

  private constructor(
    private readonly own: Entries,
    private readonly below: Frame | undefined,
  ) {}

  /** A frame of entries, which are kept. */
  static of(entries: Entries): Frame {
    return new Frame(entries, undefined);
  }

  /** This frame with changes laid over it; hiding copies what is left of it. */
  with({ hidden, set }: Changes): Frame {
    if (hidden.length > 0) {
      const isHidden = (key: string) => hidden.some((prefix) => isWithin(prefix, key));
      const kept = this.entries().filter(([key]) => !isHidden(key));
      return Frame.of(new Map([...kept, ...set]));
    }
    if (set.size === 0) return this;
    let own: Entries = set;
    let below: Frame | undefined = this;
    while (below !== undefined && below.own.size <= own.size) {
      own = new Map([...below.own, ...own]);
      below = below.below;
    }
    return new Frame(own, below);
  }

  /** What is set under a key; throws for a text that is no key. */
  get(key: unknown): Entry | undefined {
    for (let frame: Frame | undefined = this; frame !== undefined; frame = frame.below) {
      const entry = frame.own.get(key as string);
      if (entry !== undefined) return entry;
    }
    // What is found is a key; only what is not has to be checked.
    checkedKey(key);
    return undefined;
  }

  /** All entries, or those at and below a prefix, sorted by code points. */
  entries(prefix?: string): [key: string, entry: Entry][] {
    if (prefix !== undefined) checkedKey(prefix);
    const found = new Map<string, Entry>();
    for (let frame: Frame | undefined = this; frame !== undefined; frame = frame.below) {
      for (const [key, entry] of frame.own) {
        if (prefix !== undefined && !isWithin(prefix, key)) continue;
        if (!found.has(key)) found.set(key, entry);
      }
    }
    return [...found].sort(([a], [b]) => byCodePoints(a, b));
  }
}
