import type { Kind } from "./value.js";

/** Why a value is not taken, in words that follow the value in a message. */
export class Refusal {
  constructor(
    readonly reason: string,
    readonly element?: Element,
  ) {}
}

/** The element of a list that is not taken. */
export interface Element {
  readonly index: number;
  readonly kind: Kind;
  readonly value: unknown;
}
