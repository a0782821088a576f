//! How untyped text is understood: the scalars of YAML 1.2's core schema,
//! quoted strings and flow lists.
//!
//! The text `[1, 2.5, "x"]` is the list of an int, a float and a text; `1e3` is
//! a float; `1_000` and `yes` are text; `0x1F` is the int 31. Toward a number,
//! `inf` and `nan` count without their dot too.

use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::value::{MAX_LIST_DEPTH, MAX_LIST_ITEMS, Value};

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

/// What YAML's own syntax makes of a text that opens with a quote or a bracket.
pub(crate) enum Node {
    /// A quoted string, or a list whose plain elements are still untyped.
    Value(Value),
    /// Well formed, but lists nest deeper than [`MAX_LIST_DEPTH`].
    TooDeep,
    /// A list of more elements than [`MAX_LIST_ITEMS`], inner ones counted.
    TooLong,
}

/// Reads a quoted string or a flow list; `None` where the text is neither.
pub(crate) fn quoted_or_list(text: &str) -> Option<Node> {
    let ends = |open, close| text.len() > 1 && text.starts_with(open) && text.ends_with(close);
    if !(ends('[', ']') || ends('"', '"') || ends('\'', '\'')) {
        return None;
    }
    // Line breaks would be folded, and hide comments: such text stays as it is. Other
    // control characters are no part of YAML, though the parser takes them.
    if text.contains(|c: char| c < ' ' && c != '\t') {
        return None;
    }
    // As the one element of a list: a comment would swallow the closing bracket, and
    // so what stands behind the text's own end cannot vanish.
    let wrapped = format!("[{text}]");
    let mut open: Vec<Vec<Value>> = Vec::new();
    let mut whole = None;
    let mut items = 0;
    for event in Parser::new_from_str(&wrapped) {
        let event = match event {
            Ok((event, _)) => event,
            // The parser reads ahead, and has a limit of its own.
            Err(error) if error.info() == "recursion limit exceeded" => return too_deep(text),
            Err(_) => return None,
        };
        let done = match event {
            Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(false)
            | Event::DocumentEnd => continue,
            Event::Scalar(text, style, 0, None) => element(&text, style)?,
            Event::SequenceStart(0, None) => {
                if open.len() > MAX_LIST_DEPTH {
                    return too_deep(text);
                }
                open.push(Vec::new());
                continue;
            }
            Event::SequenceEnd => Value::List(open.pop()?.into()),
            // Mappings, tags, anchors, aliases and further documents are not scalars or lists.
            _ => return None,
        };
        match open.last_mut() {
            Some(list) => list.push(done),
            None => whole = Some(done),
        }
        items += 1;
    }
    match whole {
        // The text itself, and the list that it was put into, were counted too.
        Some(Value::List(one)) if one.len() == 1 && items > MAX_LIST_ITEMS + 2 => {
            Some(Node::TooLong)
        }
        Some(Value::List(one)) if one.len() == 1 => one.first().cloned().map(Node::Value),
        _ => None,
    }
}

/// What nests too deep to be parsed: a list for the limit to refuse if its brackets close
/// at its end, else a text like others.
fn too_deep(text: &str) -> Option<Node> {
    let mut depth = 0_usize;
    let mut quote = None;
    // Whether an element may begin here; quotes inside of one are part of it.
    let mut begins = true;
    let mut escaped = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match (quote, c) {
            (Some('"'), '\\') if !escaped => escaped = true,
            // Doubled, it is part of the text.
            (Some('\''), '\'') if chars.next_if(|&(_, next)| next == '\'').is_some() => {}
            (Some(open), _) => {
                quote = (c != open || escaped).then_some(open);
                escaped = false;
            }
            (None, '"' | '\'') if begins => quote = Some(c),
            (None, '[') => depth += 1,
            (None, ']') => {
                depth = depth.checked_sub(1)?;
                if depth == 0 && at + 1 < text.len() {
                    return None;
                }
            }
            _ => {}
        }
        begins = matches!(c, '[' | ',' | ' ' | '\t');
    }
    (depth == 0).then_some(Node::TooDeep)
}

fn element(text: &str, style: ScalarStyle) -> Option<Value> {
    let shared: Arc<str> = text.into();
    match style {
        ScalarStyle::Plain => is_plain(text).then_some(Value::Untyped(shared)),
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Some(Value::Text(shared)),
        ScalarStyle::Literal | ScalarStyle::Folded => None,
    }
}

/// What YAML forbids in a scalar without quotes, where the parser is more lenient.
fn is_plain(text: &str) -> bool {
    let is_printable =
        |c: char| !matches!(c, '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}');
    let is_indicator = matches!(text, "?" | "-" | ":") || text.starts_with(['|', '>']);
    !is_indicator && text.chars().all(is_printable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_yaml_forbids_in_a_plain_element_makes_no_list() {
        let is_list = |text: &str| quoted_or_list(text).is_some();
        for text in [
            "[|a]",
            "[>]",
            "[a, |]",
            "[?]",
            "[a\u{1}]",
            "[a\u{7f}]",
            "[\u{ffff}]",
        ] {
            assert!(!is_list(text), "{text:?}");
        }
        assert!(!is_list("\"a\u{1}\""));
        for text in ["[a|]", "[a>b]", "[?a]", "[-a]", "[\"\u{7f}\"]", "[a\tb]"] {
            assert!(is_list(text), "{text:?}");
        }
    }

    fn is_too_deep(depth: usize) -> bool {
        let text = "[".repeat(depth) + &"]".repeat(depth);
        matches!(quoted_or_list(&text), Some(Node::TooDeep))
    }

    #[test]
    fn lists_nest_to_the_limit_and_no_deeper() {
        assert!(!is_too_deep(MAX_LIST_DEPTH));
        for depth in [MAX_LIST_DEPTH + 1, 300, 100_000] {
            assert!(is_too_deep(depth), "{depth}");
        }
    }

    #[test]
    fn what_would_nest_too_deep_and_does_not_close_is_no_list() {
        let open = "[".repeat(300);
        let close = "]".repeat(300);
        for text in [
            format!("{open}]"),
            format!("{open}{close}]"),
            format!("{open}\"{close}"),
            format!("{open}'{close}"),
        ] {
            assert!(quoted_or_list(&text).is_none(), "{text}");
        }
        for inner in ["\"]\"", "'['", "'it''s]'", "\"\\\"]\"", "a\"b"] {
            let text = format!("{open}{inner}{close}");
            assert!(
                matches!(quoted_or_list(&text), Some(Node::TooDeep)),
                "{text}"
            );
        }
    }
}
