//! How an untyped string is understood: the scalars of YAML 1.2's core schema.
//!
//! `1e3` is a float; `1_000` and `yes` are strings; `0x1F` is the int 31. As a
//! number, `inf` and `nan` count without their dot too.

/// A number as it is spelled.
#[derive(Clone, Copy)]
pub(crate) enum Spelled<'a> {
    /// Decimal digits with an optional sign, or octal or hexadecimal without.
    Integer {
        negative: bool,
        digits: &'a str,
        radix: u32,
    },
    /// A decimal with a point or an exponent.
    Decimal(&'a str),
    Infinity {
        negative: bool,
    },
    NotANumber,
}

pub(crate) fn is_null(text: &str) -> bool {
    matches!(text, "null" | "Null" | "NULL" | "~")
}

pub(crate) fn core_bool(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

pub(crate) fn number(text: &str) -> Option<Spelled<'_>> {
    for (prefix, radix) in [("0o", 8), ("0x", 16)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            let spelled = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
            return spelled.then_some(Spelled::Integer {
                negative: false,
                digits,
                radix,
            });
        }
    }
    if matches!(text, ".nan" | ".NaN" | ".NAN" | "nan" | "NaN" | "NAN") {
        return Some(Spelled::NotANumber);
    }
    let negative = text.starts_with('-');
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF" | "inf" | "Inf" | "INF") {
        return Some(Spelled::Infinity { negative });
    }
    if !unsigned.is_empty() && unsigned.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Spelled::Integer {
            negative,
            digits: unsigned,
            radix: 10,
        });
    }
    is_decimal(unsigned).then_some(Spelled::Decimal(text))
}

/// A decimal number, as `0.digits` times ten to the `exponent`.
pub(crate) struct Decimal {
    pub(crate) negative: bool,
    /// From the first to the last that is not zero; empty for zero.
    pub(crate) digits: String,
    /// Saturates: a number that far from one is out of every range alike.
    pub(crate) exponent: i64,
}

/// Takes a number apart that [`number`] found to be a decimal or a decimal integer.
pub(crate) fn decimal(text: &str) -> Decimal {
    let negative = text.starts_with('-');
    let unsigned = text.trim_start_matches(['-', '+']);
    let (mantissa, power) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let digits = all.trim_start_matches('0');
    let leading_zeros = (all.len() - digits.len()) as i64;
    let power = power.parse().unwrap_or(if power.starts_with('-') {
        i64::MIN
    } else {
        i64::MAX
    });
    Decimal {
        negative,
        digits: digits.trim_end_matches('0').to_owned(),
        exponent: (whole.len() as i64 - leading_zeros).saturating_add(power),
    }
}

/// `( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
fn is_decimal(unsigned: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent_is_spelled = exponent.is_none_or(|exponent| {
        let power = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        !power.is_empty() && digits(power)
    });
    digits(whole)
        && digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent_is_spelled
}
