/** Why a value is not taken, in words that follow the value in a message. */
export class Refusal {
  constructor(readonly reason: string) {}
}
