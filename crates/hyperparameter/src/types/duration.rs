//! Durations: numbers of seconds, and strings such as `1h30m` and `250ms`.

use std::time::Duration;

use crate::convert::scalar;
use crate::error::Error;
use crate::from_value::FromValue;
use crate::into_value::IntoValue;
use crate::value::Value;

/// How many nanoseconds a unit has, the longest first; of a word that is the beginning of
/// another the longer comes first.
const UNITS: [(&str, u128); 8] = [
    ("d", 86_400 * SECOND),
    ("h", 3_600 * SECOND),
    ("m", 60 * SECOND),
    ("s", SECOND),
    ("ms", 1_000_000),
    ("us", 1_000),
    ("µs", 1_000),
    ("ns", 1),
];

const SECOND: u128 = 1_000_000_000;

enum Fault {
    /// It is no duration.
    NotSpelled,
    /// It has a fraction of a nanosecond.
    TooFine,
    /// It is negative, or longer than any duration.
    OutOfRange,
}

impl FromValue for Duration {
    /// A float is a number that was rounded before, and is rounded to nanoseconds; a string
    /// is exact.
    fn from_value(value: &Value) -> Result<Duration, Error> {
        let duration = match value {
            Value::Int(seconds) => u64::try_from(*seconds)
                .map(Duration::from_secs)
                .map_err(|_| Fault::OutOfRange),
            Value::Float(seconds) if seconds.is_nan() => Err(Fault::NotSpelled),
            Value::Float(seconds) => {
                Duration::try_from_secs_f64(*seconds).map_err(|_| Fault::OutOfRange)
            }
            Value::Text(text) | Value::Untyped(text) => spelled(text),
            _ => Err(Fault::NotSpelled),
        };
        duration.map_err(|fault| {
            let reason = match fault {
                Fault::NotSpelled => "",
                Fault::TooFine => " has a fraction of a nanosecond",
                Fault::OutOfRange => " is out of range",
            };
            let advice =
                "expected a number of seconds, or a string such as 250ms, 1.5s, 2m or 1h30m";
            Error::unfit(value, Self::type_name(), reason, advice)
        })
    }
}

impl IntoValue for Duration {
    /// The string of its seconds with all digits, such as `1.5s`.
    fn into_value(self) -> Result<Value, Error> {
        let (seconds, nanos) = (self.as_secs(), self.subsec_nanos());
        let spelled = format!("{seconds}.{nanos:09}");
        let shortest = spelled.trim_end_matches('0').trim_end_matches('.');
        Ok(Value::Text(format!("{shortest}s").into()))
    }
}

/// A number of seconds, or numbers with units, each shorter than the one before.
fn spelled(text: &str) -> Result<Duration, Fault> {
    if scalar::number(text).is_some() {
        return nanoseconds(text, SECOND).and_then(of_nanoseconds);
    }
    let mut whole: u128 = 0;
    let mut longest = u128::MAX;
    let mut rest = text;
    while !rest.is_empty() {
        let is_digit = |c: char| c.is_ascii_digit() || c == '.';
        let (number, behind) = rest.split_at(rest.find(|c| !is_digit(c)).unwrap_or(rest.len()));
        let end = behind.find(is_digit).unwrap_or(behind.len());
        let (word, behind) = behind.split_at(end);
        let unit = UNITS.iter().find(|(name, _)| *name == word);
        let Some((_, unit)) = unit.filter(|(_, unit)| *unit < longest) else {
            return Err(Fault::NotSpelled);
        };
        let part = nanoseconds(number, *unit)?;
        whole = whole.checked_add(part).ok_or(Fault::OutOfRange)?;
        (longest, rest) = (*unit, behind);
    }
    if longest == u128::MAX {
        return Err(Fault::NotSpelled);
    }
    of_nanoseconds(whole)
}

/// A number of units of so many nanoseconds, by its digits.
fn nanoseconds(number: &str, unit: u128) -> Result<u128, Fault> {
    use scalar::Spelled;
    match scalar::number(number) {
        Some(Spelled::Integer {
            negative,
            digits,
            radix,
        }) if radix != 10 => {
            debug_assert!(!negative);
            let count = u128::from_str_radix(digits, radix).map_err(|_| Fault::OutOfRange)?;
            return count.checked_mul(unit).ok_or(Fault::OutOfRange);
        }
        Some(Spelled::Integer { .. } | Spelled::Decimal(_)) => {}
        Some(Spelled::Infinity { .. }) => return Err(Fault::OutOfRange),
        Some(Spelled::NotANumber) | None => return Err(Fault::NotSpelled),
    }
    let decimal = scalar::decimal(number);
    if decimal.digits.is_empty() {
        return Ok(0);
    }
    // What is longer than 30 digits is no duration, and what is finer than a nanosecond of
    // a day has more decimals than 15.
    if decimal.negative || decimal.exponent > 30 {
        return Err(Fault::OutOfRange);
    }
    let decimals = decimal.digits.len() as i64 - decimal.exponent;
    if decimals > 15 || decimal.digits.len() > 35 {
        return Err(Fault::TooFine);
    }
    let digits: u128 = decimal.digits.parse().map_err(|_| Fault::OutOfRange)?;
    let ten = |power: i64| 10u128.pow(power as u32);
    if decimals <= 0 {
        let count = digits.checked_mul(ten(-decimals));
        return count
            .and_then(|count| count.checked_mul(unit))
            .ok_or(Fault::OutOfRange);
    }
    let parts = digits.checked_mul(unit).ok_or(Fault::OutOfRange)?;
    if parts % ten(decimals) != 0 {
        return Err(Fault::TooFine);
    }
    Ok(parts / ten(decimals))
}

fn of_nanoseconds(whole: u128) -> Result<Duration, Fault> {
    let seconds = u64::try_from(whole / SECOND).map_err(|_| Fault::OutOfRange)?;
    Ok(Duration::new(seconds, (whole % SECOND) as u32))
}
