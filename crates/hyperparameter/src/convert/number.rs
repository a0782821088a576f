//! What spelled numbers come to: an int by its digits, a float by rounding once.

use crate::convert::refusal::Refusal;
use crate::convert::scalar::{self, Spelled};

/// The int that a number spells.
pub(crate) fn spelled_int(spelled: Spelled<'_>) -> Result<i64, Refusal> {
    match spelled {
        Spelled::Integer {
            negative,
            digits,
            radix,
        } => integer(negative, digits, radix),
        Spelled::Decimal(text) => integral_decimal(text),
        Spelled::Infinity { .. } => Err(Refusal::OutOfRange),
        Spelled::NotANumber => Err(Refusal::NotAccepted),
    }
}

fn integer(negative: bool, digits: &str, radix: u32) -> Result<i64, Refusal> {
    if !negative {
        return i64::from_str_radix(digits, radix).map_err(|_| Refusal::OutOfRange);
    }
    i64::from_str_radix(&signed(negative, digits), radix).map_err(|_| Refusal::OutOfRange)
}

/// Parsed with its sign, because i64::MIN has no positive counterpart.
pub(crate) fn signed(negative: bool, digits: &str) -> String {
    let sign = if negative { "-" } else { "" };
    format!("{sign}{digits}")
}

/// `1e3`, `64.0`, `9223372036854775807.0`: decided on the digits, not through a float.
fn integral_decimal(text: &str) -> Result<i64, Refusal> {
    if has_fraction(text) {
        return Err(Refusal::Fraction);
    }
    let decimal = scalar::decimal(text);
    let digits = decimal.digits.len() as i64;
    if digits == 0 {
        Ok(0)
    } else if digits > decimal.exponent {
        Err(Refusal::Fraction)
    } else if decimal.exponent > MAX_INT_DIGITS {
        Err(Refusal::OutOfRange)
    } else {
        let zeros = "0".repeat((decimal.exponent - digits) as usize);
        integer(decimal.negative, &format!("{}{zeros}", decimal.digits), 10)
    }
}

/// Whether there is no exponent, and a digit other than 0 behind the point.
fn has_fraction(text: &str) -> bool {
    let fraction = text.split_once('.').map_or("", |(_, fraction)| fraction);
    fraction.bytes().any(|byte| byte != b'0') && !text.contains(['e', 'E'])
}

/// Of the decimal spelling of an i64.
const MAX_INT_DIGITS: i64 = 19;

/// A float type that a string is rounded to, once.
pub(crate) trait Nearest: std::str::FromStr + Copy {
    const NAN: Self;
    const INFINITY: Self;
    const NEG_INFINITY: Self;
    fn is_finite(self) -> bool;
    fn is_zero(self) -> bool;
    /// The nearest one of an integer times a power of two.
    fn scaled(mantissa: u128, shift: i32) -> Self;
}

macro_rules! nearest {
    ($($float:ident)*) => { $(
        impl Nearest for $float {
            const NAN: Self = $float::NAN;
            const INFINITY: Self = $float::INFINITY;
            const NEG_INFINITY: Self = $float::NEG_INFINITY;
            fn is_finite(self) -> bool {
                $float::is_finite(self)
            }
            fn is_zero(self) -> bool {
                self == 0.0
            }
            fn scaled(mantissa: u128, shift: i32) -> Self {
                mantissa as $float * (2.0 as $float).powi(shift)
            }
        }
    )* };
}

nearest!(f32 f64);

/// The float nearest to what a number spells.
pub(crate) fn nearest_float<F: Nearest>(text: &str, spelled: Spelled<'_>) -> Result<F, Refusal> {
    match spelled {
        Spelled::NotANumber => Ok(F::NAN),
        Spelled::Infinity { negative: true } => Ok(F::NEG_INFINITY),
        Spelled::Infinity { negative: false } => Ok(F::INFINITY),
        Spelled::Integer {
            digits, radix: 8, ..
        } => nearest_binary(digits, 3),
        Spelled::Integer {
            digits, radix: 16, ..
        } => nearest_binary(digits, 4),
        Spelled::Integer { .. } | Spelled::Decimal(_) => nearest_decimal(text),
    }
}

/// A number that would round to infinity or to zero is refused: nothing may vanish.
fn nearest_decimal<F: Nearest>(text: &str) -> Result<F, Refusal> {
    // More digits than any float or midpoint between two needs; the rest only breaks ties.
    const DECISIVE: usize = 800;
    // Powers of ten beyond what any float or midpoint has.
    const POWERS: std::ops::RangeInclusive<i64> = -400..=400;

    // Short spellings, which nearly all are, the standard library reads as they have to be;
    // very long ones, and what vanishes, it does not.
    const SHORT: usize = 64;

    if text.len() <= SHORT {
        if let Ok(float) = text.parse::<F>() {
            if float.is_finite() && !float.is_zero() {
                return Ok(float);
            }
        }
    }
    let mut decimal = scalar::decimal(text);
    if !decimal.digits.is_empty() && !POWERS.contains(&decimal.exponent) {
        return Err(Refusal::OutOfRange);
    }
    if decimal.digits.len() > DECISIVE {
        decimal.digits.truncate(DECISIVE);
        decimal.digits.push('1');
    }
    let sign = if decimal.negative { "-" } else { "" };
    let exponent = if decimal.digits.is_empty() {
        0
    } else {
        decimal.exponent
    };
    let float: F = format!("{sign}0.{}e{exponent}", decimal.digits)
        .parse()
        .map_err(|_| Refusal::NotAccepted)?;
    let vanishes = float.is_zero() && !decimal.digits.is_empty();
    if !float.is_finite() || vanishes {
        return Err(Refusal::OutOfRange);
    }
    Ok(float)
}

/// Octal or hexadecimal digits as the nearest float.
fn nearest_binary<F: Nearest>(digits: &str, bits: u32) -> Result<F, Refusal> {
    let digits = digits.trim_start_matches('0');
    let (leading, rest) = digits.split_at(digits.len().min((u128::BITS / bits) as usize));
    let mut mantissa = if leading.is_empty() {
        0
    } else {
        u128::from_str_radix(leading, 1 << bits).map_err(|_| Refusal::NotAccepted)?
    };
    // What is cut off lies far below the rounding place; it only breaks ties.
    mantissa |= u128::from(rest.bytes().any(|digit| digit != b'0'));
    let shift = i32::try_from(rest.len() * bits as usize).unwrap_or(i32::MAX);
    let float = F::scaled(mantissa, shift);
    if float.is_finite() {
        Ok(float)
    } else {
        Err(Refusal::OutOfRange)
    }
}
