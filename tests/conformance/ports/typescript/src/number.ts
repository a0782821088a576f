/** Numbers as text spells them: the core schema of YAML 1.2, read without losing a digit. */

import { Refusal } from "./refusal.js";

const DECIMAL = /^([-+]?)(?:([0-9]+)(?:(\.)([0-9]*))?|(\.)([0-9]+))(?:[eE]([-+]?[0-9]+))?$/;
const OTHER_BASE = /^(?:0x[0-9a-fA-F]+|0o[0-7]+)$/;
const INFINITY = /^([-+]?)(\.?)(?:inf|Inf|INF)$/;
const NAN = /^(\.?)(?:nan|NaN|NAN)$/;

export const OUT_OF_RANGE = new Refusal("is out of range");

const SMALLEST = -(2n ** 63n);
const LARGEST = 2n ** 63n - 1n;

/** Whether an int lies in the 64 bits that a number with a point or an exponent has to. */
export function fitsIn64Bits(value: bigint): boolean {
  return SMALLEST <= value && value <= LARGEST;
}

/** The int that a text spells, why there is none, or undefined for a text that is no number. */
export function spelledInt(text: string): bigint | Refusal | undefined {
  if (OTHER_BASE.test(text)) return BigInt(text);
  if (INFINITY.test(text) || NAN.test(text)) return new Refusal("is no finite number");
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const { sign, whole, fraction, exponent, digitsAlone } = parts(match);
  if (digitsAlone) return BigInt(text);

  // The value is `digits` times ten to the `scale`; zeros at both ends decide nothing.
  const all = (whole + fraction).replace(/^0+/, "");
  const digits = withoutTrailingZeros(all);
  if (digits === "") return 0n;
  const scale = BigInt(exponent) - BigInt(fraction.length) + BigInt(all.length - digits.length);
  if (scale < 0n) return new Refusal("has a fractional part");
  // 64 bits hold no number of twenty digits: a huge power of ten is never computed.
  if (scale + BigInt(digits.length) > 19n) return OUT_OF_RANGE;
  const value = BigInt(sign + digits) * 10n ** scale;
  return fitsIn64Bits(value) ? value : OUT_OF_RANGE;
}

/** The nearest float to a number that a text spells, `inf` and `nan` with or without a dot. */
export function spelledFloat(text: string): number | Refusal | undefined {
  const infinity = INFINITY.exec(text);
  if (infinity !== null) return infinity[1] === "-" ? -Infinity : Infinity;
  if (NAN.test(text)) return NaN;
  if (OTHER_BASE.test(text))
    return finite(Number(BigInt(text)), !/[1-9a-fA-F]/.test(text.slice(2)));
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const { whole, fraction } = parts(match);
  return finite(Number(text), !/[1-9]/.test(whole + fraction));
}

/** The number that untyped text spells by itself: digits alone are an int, others a float. */
export function spelledNumber(text: string): bigint | number | Refusal | undefined {
  if (OTHER_BASE.test(text)) return BigInt(text);
  const match = DECIMAL.exec(text);
  if (match !== null) return parts(match).digitsAlone ? BigInt(text) : spelledFloat(text);
  // Without their dot, `inf` and `nan` are words here.
  return INFINITY.exec(text)?.[2] === "." || NAN.exec(text)?.[1] === "."
    ? spelledFloat(text)
    : undefined;
}

function parts(match: RegExpExecArray) {
  const [, sign, whole, point, fraction, leadingPoint, bareFraction, exponent] = match;
  return {
    sign: sign ?? "",
    whole: whole ?? "",
    fraction: fraction ?? bareFraction ?? "",
    exponent: exponent ?? "0",
    digitsAlone: point === undefined && leadingPoint === undefined && exponent === undefined,
  };
}

// A pattern such as /0+$/ would try anew at every zero of a long run.
function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === "0") end--;
  return digits.slice(0, end);
}

function finite(value: number, isZero: boolean): number | Refusal {
  return Number.isFinite(value) && (value !== 0 || isZero) ? value : OUT_OF_RANGE;
}
