/**
 * The frame that new threads start from, in memory that all Workers share.
 *
 * Workers share no objects, so the baseline travels as bytes. It is found through
 * the environment data that every Worker gets from the thread that starts it. The
 * memory is laid out so that a thread that is terminated in the middle of anything
 * leaves the last complete baseline in place: a publisher writes beside it, and one
 * atomic store makes the new one current.
 */

import { deserialize, serialize } from "node:v8";
import { getEnvironmentData, setEnvironmentData, threadId } from "node:worker_threads";
import { LimitError } from "./errors.js";
import { Frame } from "./frame.js";
import { Dictionary, Elsewhere, type Entry, List, Untyped, storedKindOf, typeOf } from "./value.js";

// The number is that of the layout: another version of this package does not read this one's.
const NAME = "hyperparameter baseline 2";
const HEADER = 16;
const LARGEST = 2 ** 28;
const PATIENCE = 2000;
// Ids of threads begin with 0 and are never given twice.
const SELF = threadId + 1;

const memory = sharedMemory();
const [LOCK, GENERATION] = [0, 1];
const header = new Int32Array(memory, 0, 2);
// Where the current baseline lies: its offset and its length, in one word.
const place = new BigUint64Array(memory, 8, 1);

/** Makes a frame the baseline, as a whole and at one moment. */
export function publish(frame: Frame): void {
  const bytes = serialize(frame.entries().map(([key, entry]) => [key, pack(entry)]));
  lock();
  try {
    Atomics.add(header, GENERATION, 1);
    const [offset, length] = current();
    const before = HEADER + bytes.length <= offset;
    const start = before ? HEADER : Math.max(HEADER, offset + length);
    const end = start + bytes.length;
    if (end > LARGEST) {
      throw new LimitError(`cannot publish a baseline of ${bytes.length} bytes: it is too large`);
    }
    if (end > memory.byteLength) memory.grow(end);
    new Uint8Array(memory, start, bytes.length).set(bytes);
    Atomics.store(place, 0, (BigInt(start) << 32n) | BigInt(bytes.length));
  } finally {
    unlock();
  }
}

/** The frame that was published last, or the empty one. */
export function baseline(): Frame {
  for (;;) {
    const generation = Atomics.load(header, GENERATION);
    const [offset, length] = current();
    if (length === 0) return Frame.EMPTY;
    const bytes = new Uint8Array(memory, offset, length).slice();
    // Two publications during the copy may have written over it: then it is made again.
    if (Atomics.load(header, GENERATION) !== generation) continue;
    const entries = deserialize(bytes) as [string, Packed][];
    return Frame.of(new Map(entries.map(([key, packed]) => [key, unpack(packed)])));
  }
}

function current(): [offset: number, length: number] {
  const word = Atomics.load(place, 0);
  return [Number(word >> 32n), Number(word & 0xffffffffn)];
}

function lock(): void {
  for (;;) {
    const holder = Atomics.compareExchange(header, LOCK, 0, SELF);
    if (holder === 0) return;
    // A holder is done in less than a moment. One that has been silent for so long was
    // terminated on its way, and nothing it did counts: its lock can be taken over.
    const silent = Atomics.wait(header, LOCK, holder, PATIENCE) === "timed-out";
    if (silent && Atomics.compareExchange(header, LOCK, holder, SELF) === holder) return;
  }
}

function unlock(): void {
  Atomics.compareExchange(header, LOCK, SELF, 0);
  Atomics.notify(header, LOCK);
}

function sharedMemory(): SharedArrayBuffer {
  const inherited: unknown = getEnvironmentData(NAME);
  if (inherited instanceof SharedArrayBuffer) return inherited;
  const made = new SharedArrayBuffer(HEADER, { maxByteLength: LARGEST });
  setEnvironmentData(NAME, made as unknown as Parameters<typeof setEnvironmentData>[1]);
  return made;
}

type Form = "value" | "untyped" | "list" | "map" | "dictionary" | "object";
type Packed = [origin: string, form: Form, content: unknown];

function pack({ value, origin }: Entry): Packed {
  if (value instanceof Untyped) return [origin, "untyped", value.text];
  if (value instanceof Elsewhere) return [origin, "object", value.type];
  switch (storedKindOf(value)) {
    case "list":
      return [origin, "list", (value as List).elements.map(packElement)];
    case "map": {
      const { entries, isMap } = value as Dictionary;
      const packed = Array.from(entries, ([key, element]) => [key, packElement(element)]);
      return [origin, isMap ? "map" : "dictionary", packed];
    }
    case "object":
      return [origin, "object", typeOf(value)];
    default:
      return [origin, "value", value];
  }
}

function packElement(value: unknown): Packed {
  return pack({ value, origin: "" });
}

function unpack([origin, form, content]: Packed): Entry {
  switch (form) {
    case "untyped":
      return { origin, value: new Untyped(content as string) };
    case "object":
      return { origin, value: new Elsewhere(content as string) };
    case "list":
      return {
        origin,
        value: new List((content as Packed[]).map((element) => unpack(element).value)),
      };
    case "map":
    case "dictionary": {
      const entries = (content as [string, Packed][]).map(
        ([key, element]) => [key, unpack(element).value] as const,
      );
      return { origin, value: new Dictionary(new Map(entries), form === "map") };
    }
    case "value":
      // Bytes come out as a Buffer over the message: they are copied into an array of their own.
      return { origin, value: content instanceof Uint8Array ? new Uint8Array(content) : content };
  }
}
