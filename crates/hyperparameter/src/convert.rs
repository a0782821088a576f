//! The one table of conversions between types (CONV 1 to 5).
//!
//! A value is converted to the type that is wanted, never with loss:
//! `Int(2)` is the float `2.0`, `Untyped("1e3")` the int `1000`, and
//! `Float(1.5)` is refused as an int.

pub(crate) mod flow;
pub(crate) mod number;
pub(crate) mod refusal;
pub(crate) mod scalar;
pub(crate) mod wanted;

use std::borrow::Cow;
use std::sync::Arc;

use crate::convert::flow::Node;
use crate::convert::number::{nearest_float, signed, spelled_int};
use crate::convert::refusal::Refusal;
use crate::convert::scalar::Spelled;
use crate::value::Value;
use crate::value::spelling::float_text;

/// What becomes of an integer beyond 64 bits in an untyped string.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum BigIntegers {
    /// It is the string as written: the host has no such integers.
    AreText,
    /// It stays an untyped string, for a host that has them.
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

/// What an untyped string reads as by the rows of bool, int and float, its spelling taken apart once.
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

/// The float row for an f32: a string is rounded to it, and not to an f64 first.
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

/// The string row.
pub(crate) fn to_text(value: &Value) -> Result<Cow<'_, str>, Refusal> {
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

/// The list row: a list, or an untyped string in flow form. Elements stay as they are.
pub(crate) fn to_list(value: &Value) -> Result<Cow<'_, Arc<[Value]>>, Refusal> {
    match value {
        Value::List(items) => Ok(Cow::Borrowed(items)),
        Value::Untyped(text) => match flow::quoted_or_list(text) {
            Some(Node::Value(Value::List(items))) => Ok(Cow::Owned(items)),
            Some(Node::TooDeep) => Err(Refusal::TooDeep),
            Some(Node::TooLong) => Err(Refusal::TooLong),
            _ => Err(Refusal::NotAccepted),
        },
        _ => Err(Refusal::NotAccepted),
    }
}

/// A value of whatever type it is: an untyped string is interpreted (CONV 3), also inside
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

/// What spells a number that cannot be held stays the string as written: only what is
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
    match flow::quoted_or_list(text) {
        Some(Node::Value(node)) => interpret(&node, big),
        Some(Node::TooDeep) => Err(Refusal::TooDeep),
        Some(Node::TooLong) => Err(Refusal::TooLong),
        None => as_written(),
    }
}

/// The sign and digits, and the radix, of a string that spells an integer of any size.
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

/// Whether a value counts as null where it may be absent (CONV 4).
pub(crate) fn is_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Untyped(text) => scalar::is_null(text),
        _ => false,
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
