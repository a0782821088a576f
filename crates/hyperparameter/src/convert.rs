//! The one table of conversions between kinds (CONV 1 to 5).
//!
//! A value is converted toward the kind that is wanted, never with loss:
//! `Int(2)` is the float `2.0`, `Untyped("1e3")` the int `1000`, and
//! `Float(1.5)` is refused as an int.

use std::sync::Arc;

use crate::entry::Entry;
use crate::error::{Error, ErrorKind, Facts};
use crate::scalar::{self, Node, Spelled};
use crate::value::{Value, float_text};

/// Why a value is not what is wanted; becomes an [`Error`] once the key is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The kind, or the spelling of a text, has no place in the row.
    NotAccepted,
    /// A number with a fractional part where an integral one is wanted.
    Fraction,
    /// A number beyond what the wanted type can hold.
    OutOfRange,
    /// An int that no float holds exactly.
    Inexact,
    /// Lists nested deeper than the limit.
    TooDeep,
    /// A list of more elements than the limit.
    TooLong,
}

/// What becomes of an integer beyond 64 bits in untyped text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum BigIntegers {
    /// It is the text as written: the host has no such integers.
    AreText,
    /// It stays untyped text, for a host that has them.
    LeftUntyped,
}

/// The bool row.
pub(crate) fn to_bool(value: &Value) -> Result<bool, Refusal> {
    match value {
        Value::Bool(value) => Ok(*value),
        Value::Int(0) => Ok(false),
        Value::Int(1) => Ok(true),
        Value::Text(text) | Value::Untyped(text) => bool_word(text).ok_or(Refusal::NotAccepted),
        _ => Err(Refusal::NotAccepted),
    }
}

fn bool_word(text: &str) -> Option<bool> {
    let is_any_of = |words: [&str; 5]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is_any_of(["true", "yes", "on", "t", "y"]) || text == "1" {
        Some(true)
    } else if is_any_of(["false", "no", "off", "f", "n"]) || text == "0" {
        Some(false)
    } else {
        None
    }
}

/// The int row.
pub(crate) fn to_int(value: &Value) -> Result<i64, Refusal> {
    match value {
        Value::Int(value) => Ok(*value),
        Value::Float(value) => integral(*value),
        Value::Text(text) | Value::Untyped(text) => {
            scalar::number(text).map_or(Err(Refusal::NotAccepted), spelled_int)
        }
        _ => Err(Refusal::NotAccepted),
    }
}

fn spelled_int(spelled: Spelled<'_>) -> Result<i64, Refusal> {
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

/// What untyped text reads as by the rows of bool, int and float, its spelling taken apart once.
pub(crate) fn readings(text: &str) -> (Option<bool>, Option<i64>, Option<f64>) {
    let number = scalar::number(text);
    (
        bool_word(text),
        number.and_then(|spelled| spelled_int(spelled).ok()),
        number.and_then(|spelled| nearest_float(text, spelled).ok()),
    )
}

fn integral(value: f64) -> Result<i64, Refusal> {
    // Both bounds are exact floats; i64::MAX itself is not one.
    const FIRST: f64 = i64::MIN as f64;
    const PAST_LAST: f64 = -(i64::MIN as f64);
    if value.is_nan() {
        Err(Refusal::NotAccepted)
    } else if !(FIRST..PAST_LAST).contains(&value) {
        Err(Refusal::OutOfRange)
    } else if value.trunc() != value {
        Err(Refusal::Fraction)
    } else {
        Ok(value as i64)
    }
}

fn integer(negative: bool, digits: &str, radix: u32) -> Result<i64, Refusal> {
    if !negative {
        return i64::from_str_radix(digits, radix).map_err(|_| Refusal::OutOfRange);
    }
    i64::from_str_radix(&signed(negative, digits), radix).map_err(|_| Refusal::OutOfRange)
}

/// Parsed with its sign, because i64::MIN has no positive counterpart.
fn signed(negative: bool, digits: &str) -> String {
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

/// The float row.
pub(crate) fn to_float(value: &Value) -> Result<f64, Refusal> {
    match value {
        Value::Float(value) => Ok(*value),
        Value::Int(value) => exact_float(*value).ok_or(Refusal::Inexact),
        Value::Text(text) | Value::Untyped(text) => match scalar::number(text) {
            Some(spelled) => nearest_float(text, spelled),
            None => Err(Refusal::NotAccepted),
        },
        _ => Err(Refusal::NotAccepted),
    }
}

fn exact_float(value: i64) -> Option<f64> {
    let float = value as f64;
    // Compared as i128: `i64::MAX as f64` is 2^63, which saturates back to i64::MAX.
    (float as i128 == i128::from(value)).then_some(float)
}

/// A float type that text is rounded to, once.
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

/// The float row toward an f32: text is rounded to it, and not to an f64 first.
pub(crate) fn to_f32(value: &Value) -> Result<f32, Refusal> {
    if let Value::Text(text) | Value::Untyped(text) = value {
        return scalar::number(text).map_or(Err(Refusal::NotAccepted), |spelled| {
            nearest_float(text, spelled)
        });
    }
    let wide = to_float(value)?;
    let narrow = wide as f32;
    let vanishes = narrow == 0.0 && wide != 0.0;
    if matches!(value, Value::Int(_)) && f64::from(narrow) != wide {
        return Err(Refusal::Inexact);
    }
    if (narrow.is_infinite() && wide.is_finite()) || vanishes {
        return Err(Refusal::OutOfRange);
    }
    Ok(narrow)
}

fn nearest_float<F: Nearest>(text: &str, spelled: Spelled<'_>) -> Result<F, Refusal> {
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

/// The text row.
pub(crate) fn to_text(value: &Value) -> Result<std::borrow::Cow<'_, str>, Refusal> {
    match value {
        Value::Text(text) | Value::Untyped(text) => Ok((&**text).into()),
        Value::Bool(value) => Ok(value.to_string().into()),
        Value::Int(value) => Ok(value.to_string().into()),
        Value::Float(value) => Ok(float_text(*value).into()),
        _ => Err(Refusal::NotAccepted),
    }
}

/// The bytes row.
pub(crate) fn to_bytes(value: &Value) -> Result<&[u8], Refusal> {
    match value {
        Value::Bytes(bytes) => Ok(bytes),
        _ => Err(Refusal::NotAccepted),
    }
}

/// The list row: a list, or untyped text in flow form. Elements stay as they are.
pub(crate) fn to_list(value: &Value) -> Result<Value, Refusal> {
    match value {
        Value::List(_) => Ok(value.clone()),
        Value::Untyped(text) => match scalar::quoted_or_list(text) {
            Some(Node::Value(list @ Value::List(_))) => Ok(list),
            Some(Node::TooDeep) => Err(Refusal::TooDeep),
            Some(Node::TooLong) => Err(Refusal::TooLong),
            _ => Err(Refusal::NotAccepted),
        },
        _ => Err(Refusal::NotAccepted),
    }
}

/// A value without a wanted kind: untyped text is interpreted (CONV 3), also inside
/// lists and mappings.
pub(crate) fn interpret(value: &Value, big: BigIntegers) -> Result<Value, Refusal> {
    match value {
        Value::Untyped(text) => interpret_text(text, big),
        Value::List(items) if holds_untyped(value) => {
            let items: Result<Vec<Value>, Refusal> =
                items.iter().map(|item| interpret(item, big)).collect();
            Ok(Value::List(items?.into()))
        }
        Value::Map(map) if holds_untyped(value) => {
            let mut whole = Ok(());
            let map = map.with_values(|item| match interpret(item, big) {
                Ok(item) => item,
                Err(refusal) => {
                    whole = Err(refusal);
                    Value::Null
                }
            });
            whole.map(|()| Value::Map(map))
        }
        _ => Ok(value.clone()),
    }
}

fn holds_untyped(value: &Value) -> bool {
    matches!(value, Value::Untyped(_)) || value.inner().any(holds_untyped)
}

/// What spells a number that cannot be held stays the text as written: only what is
/// asked for can be refused.
fn interpret_text(text: &Arc<str>, big: BigIntegers) -> Result<Value, Refusal> {
    let as_written = || Ok(Value::Text(text.clone()));
    if scalar::is_null(text) {
        return Ok(Value::Null);
    }
    if let Some(value) = scalar::core_bool(text) {
        return Ok(Value::Bool(value));
    }
    match scalar::number(text) {
        Some(spelled @ Spelled::Integer { .. }) => {
            return match spelled_int(spelled) {
                Ok(int) => Ok(Value::Int(int)),
                Err(_) if big == BigIntegers::LeftUntyped => Ok(Value::Untyped(text.clone())),
                Err(_) => as_written(),
            };
        }
        // Toward nothing in particular, `nan` is a word: the schema has it with a dot.
        Some(Spelled::Infinity { .. } | Spelled::NotANumber) if !text.contains('.') => {}
        Some(spelled) => {
            return nearest_float(text, spelled)
                .map_or_else(|_| as_written(), |float| Ok(Value::Float(float)));
        }
        None => {}
    }
    match scalar::quoted_or_list(text) {
        Some(Node::Value(node)) => interpret(&node, big),
        Some(Node::TooDeep) => Err(Refusal::TooDeep),
        Some(Node::TooLong) => Err(Refusal::TooLong),
        None => as_written(),
    }
}

/// The sign and digits, and the radix, of text that spells an integer of any size.
pub(crate) fn integer_spelled(value: &Value) -> Option<(String, u32)> {
    match value {
        Value::Text(text) | Value::Untyped(text) => match scalar::number(text)? {
            Spelled::Integer {
                negative,
                digits,
                radix,
            } => Some((signed(negative, digits), radix)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a value counts as null toward what may be absent (CONV 4).
pub(crate) fn is_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Untyped(text) => scalar::is_null(text),
        _ => false,
    }
}

/// What was read: a parameter, or a part of one, which messages name by its place.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    pub(crate) entry: &'a Entry,
    /// Where in the parameter, as `[1]`; empty for all of it.
    pub(crate) place: &'a str,
    pub(crate) value: &'a Value,
}

impl<'a> Part<'a> {
    pub(crate) fn whole(entry: &'a Entry) -> Part<'a> {
        Part {
            entry,
            place: "",
            value: entry.value(),
        }
    }
}

impl Refusal {
    /// The full message: key, wanted kind, value, where it came from, what would be right.
    #[cold]
    pub(crate) fn error(self, part: Part<'_>, wanted: &str) -> Error {
        let Part {
            entry,
            place,
            value,
        } = part;
        let kind = match self {
            Refusal::TooDeep | Refusal::TooLong => ErrorKind::Limit,
            _ => ErrorKind::Conversion,
        };
        let provenance = entry.provenance().to_string();
        let message = format!(
            "cannot read {}{place} as {wanted}: {value}{} ({provenance}){}",
            entry.key,
            self.reason(),
            advice(wanted),
        );
        let facts = Facts {
            key: Some(entry.key.as_str().into()),
            value: Some(value.clone()),
            origin: Some(entry.origin),
            provenance: Some(provenance.into()),
            wanted: Some(wanted.into()),
        };
        Error::with(kind, message, facts)
    }

    fn reason(self) -> &'static str {
        match self {
            Refusal::NotAccepted => "",
            Refusal::Fraction => " has a fractional part",
            Refusal::OutOfRange => " is out of range",
            Refusal::Inexact => " has no exact float",
            Refusal::TooDeep => " nests lists deeper than 128, the limit",
            Refusal::TooLong => " holds more than 1000000 elements, the limit",
        }
    }
}

fn advice(wanted: &str) -> &'static str {
    match wanted {
        "bool" => "; a bool is true or false, 1 or 0, or a text such as yes, no, on, off",
        "int" => "; an int is a 64-bit integer, an integral float, or a text such as 64 or 1e3",
        "float" => "; a float is a float, an int that it holds exactly, or a text such as 5e-4",
        "text" => "; a text is text, a number or a bool",
        "bytes" => "; only bytes are bytes",
        "list" => "; a list is a list, or a text from outside such as [1, 2]",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(text: &str) -> Result<i64, Refusal> {
        to_int(&Value::untyped(text))
    }

    #[test]
    fn an_integral_decimal_is_an_int_by_its_digits() {
        assert_eq!(int("9223372036854775807.0"), Ok(i64::MAX));
        assert_eq!(int("-9223372036854775808.0"), Ok(i64::MIN));
        assert_eq!(int("9223372036854775808.0"), Err(Refusal::OutOfRange));
        assert_eq!(int("1.50e1"), Ok(15));
        assert_eq!(int("100e-2"), Ok(1));
        assert_eq!(int("0.0e999999999999999999999"), Ok(0));
        assert_eq!(int("1e-999999999999999999999"), Err(Refusal::Fraction));
        assert_eq!(int("1e999999999999999999999"), Err(Refusal::OutOfRange));
    }

    #[test]
    fn the_last_int_a_float_holds_is_found_exactly() {
        assert_eq!(to_float(&Value::Int(1 << 53)), Ok(9007199254740992.0));
        assert_eq!(to_float(&Value::Int((1 << 53) + 1)), Err(Refusal::Inexact));
        assert_eq!(to_float(&Value::Int(i64::MAX)), Err(Refusal::Inexact));
        assert_eq!(to_float(&Value::Int(i64::MIN)), Ok(-9223372036854775808.0));
    }

    #[test]
    fn a_float_at_the_edge_of_64_bits_is_refused_as_an_int() {
        assert_eq!(
            to_int(&Value::Float(9223372036854775808.0)),
            Err(Refusal::OutOfRange)
        );
        assert_eq!(to_int(&Value::Float(-9223372036854775808.0)), Ok(i64::MIN));
    }

    #[test]
    fn a_number_that_would_round_to_zero_is_refused() {
        assert_eq!(
            to_float(&Value::untyped("1e-400")),
            Err(Refusal::OutOfRange)
        );
        assert_eq!(to_float(&Value::untyped("0e-400")), Ok(0.0));
        let long = format!("1{}e-655369", "0".repeat(65_536));
        assert_eq!(to_float(&Value::untyped(long)), Err(Refusal::OutOfRange));
    }

    #[test]
    fn a_number_spelled_at_great_length_is_the_number_it_is() {
        let one = format!("0.{}1e1000001", "0".repeat(1_000_000));
        assert_eq!(to_float(&Value::untyped(one.clone())), Ok(1.0));
        assert_eq!(int(&one), Ok(1));
        let above_a_midpoint = format!("9007199254740993{}1", ".".to_owned() + &"0".repeat(900));
        assert_eq!(
            to_float(&Value::untyped(above_a_midpoint)),
            Ok(9007199254740994.0)
        );
    }

    #[test]
    fn hexadecimal_of_any_length_is_the_nearest_float() {
        let power = format!("0x1{}", "0".repeat(32));
        assert_eq!(to_float(&Value::untyped(power)), Ok(2f64.powi(128)));
        let tie_broken = format!("0x20000000000001{}1", "0".repeat(40));
        assert_eq!(
            to_float(&Value::untyped(tie_broken)),
            Ok(9007199254740994.0 * 2f64.powi(164))
        );
        assert_eq!(
            to_float(&Value::untyped(format!("0x1{}", "0".repeat(300)))),
            Err(Refusal::OutOfRange)
        );
        assert_eq!(to_float(&Value::untyped("0x0")), Ok(0.0));
    }

    #[test]
    fn text_toward_an_f32_is_rounded_once() {
        let narrow = |text: &str| to_f32(&Value::untyped(text));
        // Above the midpoint of 1 and the next f32, and at it for an f64.
        assert_eq!(
            narrow("1.00000005960464477539062500000001"),
            Ok(1.0 + f32::EPSILON)
        );
        assert_eq!(narrow("1.000000059604644775390625"), Ok(1.0));
        assert_eq!(
            narrow("0x100000100000000000000000001"),
            Ok(2f32.powi(104) * (1.0 + f32::EPSILON))
        );
        assert_eq!(
            narrow("340282350000000000000000000000000000000"),
            Ok(f32::MAX)
        );
        assert_eq!(narrow("3.4028236e38"), Err(Refusal::OutOfRange));
        assert_eq!(
            narrow("0x100000000000000000000000000000000"),
            Err(Refusal::OutOfRange)
        );
        assert_eq!(narrow("1e-45"), Ok(f32::from_bits(1)));
        assert_eq!(narrow("1e-46"), Err(Refusal::OutOfRange));
        assert_eq!(narrow(".inf"), Ok(f32::INFINITY));
        assert_eq!(to_f32(&Value::Int((1 << 24) + 1)), Err(Refusal::Inexact));
        assert_eq!(to_f32(&Value::Float(1e300)), Err(Refusal::OutOfRange));
    }

    #[test]
    fn negative_zero_keeps_its_sign() {
        assert!(
            to_float(&Value::untyped("-0.0"))
                .unwrap()
                .is_sign_negative()
        );
        assert!(to_float(&Value::untyped("-0")).unwrap().is_sign_negative());
    }
}
