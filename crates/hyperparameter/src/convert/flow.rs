//! Quoted strings and flow lists, by the productions of YAML 1.2 on one line.
//!
//! ```text
//! [1, 'it''s', "a\tb", [x y]]
//! ```
//! is the list of untyped `1`, the string `it's`, the string `a`, tab, `b`, and a list of
//! untyped `x y`.
//!
//! A reader of its own: those of whole streams take elements that YAML forbids, refuse
//! some that it has, and fold lines. The names in comments are those of YAML 1.2.2.

use std::iter::Peekable;
use std::str::CharIndices;

use crate::value::{MAX_LIST_DEPTH, MAX_LIST_ITEMS, Value};

/// What a well-formed string is.
pub(crate) enum Node {
    /// A quoted string, or a list whose plain elements are still untyped.
    Value(Value),
    /// Its lists nest deeper than [`MAX_LIST_DEPTH`].
    TooDeep,
    /// It has more elements than [`MAX_LIST_ITEMS`], inner ones counted.
    TooLong,
}

/// Reads a quoted string or a flow list; `None` where the string is neither.
pub(crate) fn quoted_or_list(text: &str) -> Option<Node> {
    if !text.starts_with(['[', '"', '\'']) {
        return None;
    }
    let mut reader = Reader {
        text,
        rest: text.char_indices().peekable(),
    };
    let mut lists = Lists::default();
    let whole = reader.node(&mut lists)?;
    if reader.rest.peek().is_some() {
        return None;
    }
    Some(if lists.deepest > MAX_LIST_DEPTH {
        Node::TooDeep
    } else if lists.items > MAX_LIST_ITEMS {
        Node::TooLong
    } else {
        Node::Value(whole)
    })
}

/// The lists that are open while a string is read. What is beyond a limit is counted and
/// not kept: values that nest deep need the stack when they are dropped.
#[derive(Default)]
struct Lists {
    open: Vec<Vec<Value>>,
    depth: usize,
    deepest: usize,
    items: usize,
}

impl Lists {
    fn begin(&mut self) {
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        if self.depth <= MAX_LIST_DEPTH {
            self.open.push(Vec::new());
        }
    }

    fn add(&mut self, value: Value) {
        self.items += 1;
        if self.depth <= MAX_LIST_DEPTH && self.items <= MAX_LIST_ITEMS {
            if let Some(innermost) = self.open.last_mut() {
                innermost.push(value);
            }
        }
    }

    fn end(&mut self) -> Value {
        self.depth -= 1;
        if self.depth >= MAX_LIST_DEPTH {
            return Value::Null;
        }
        Value::List(self.open.pop().unwrap_or_default().into())
    }
}

struct Reader<'a> {
    text: &'a str,
    rest: Peekable<CharIndices<'a>>,
}

impl Reader<'_> {
    /// One node; lists in lists need no more of the stack.
    fn node(&mut self, lists: &mut Lists) -> Option<Value> {
        loop {
            let mut node = if self.takes('[') {
                lists.begin();
                self.white();
                if !self.takes(']') {
                    continue;
                }
                lists.end()
            } else {
                self.scalar()?
            };
            loop {
                if lists.depth == 0 {
                    return Some(node);
                }
                lists.add(node);
                self.white();
                if self.takes(',') {
                    self.white();
                    if self.peek() != Some(']') {
                        break;
                    }
                }
                // What else stands here makes a mapping, a comment or nonsense.
                if !self.takes(']') {
                    return None;
                }
                node = lists.end();
            }
        }
    }

    fn scalar(&mut self) -> Option<Value> {
        if self.takes('"') {
            self.double().map(|text| Value::Text(text.into()))
        } else if self.takes('\'') {
            self.single().map(|text| Value::Text(text.into()))
        } else {
            self.plain().map(Value::untyped)
        }
    }

    /// A string without quotes; whitespace around it is no part of it.
    fn plain(&mut self) -> Option<String> {
        let (start, first) = *self.rest.peek()?;
        if !self.is_plain_first(first) {
            return None;
        }
        let mut end = start;
        let mut before = first;
        while let Some(&(at, c)) = self.rest.peek() {
            let belongs = match c {
                _ if at == start => true,
                ' ' | '\t' => true,
                ':' => self.is_safe_behind(at + 1),
                '#' => !is_white(before),
                _ => is_plain_safe(c),
            };
            if !belongs {
                break;
            }
            self.rest.next();
            before = c;
            if !is_white(c) {
                end = at + c.len_utf8();
            }
        }
        Some(self.text[start..end].to_owned())
    }

    /// ns-plain-first
    fn is_plain_first(&mut self, first: char) -> bool {
        match first {
            '-' | '?' | ':' => {
                let at = self.rest.peek().map_or(0, |(at, _)| *at);
                self.is_safe_behind(at + 1)
            }
            '#' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%' | '@' | '`' => false,
            _ => is_plain_safe(first),
        }
    }

    fn is_safe_behind(&self, at: usize) -> bool {
        self.text[at..].chars().next().is_some_and(is_plain_safe)
    }

    fn single(&mut self) -> Option<String> {
        let mut content = String::new();
        loop {
            match self.quoted()? {
                '\'' if self.takes('\'') => content.push('\''),
                '\'' => return Some(content),
                c => content.push(c),
            }
        }
    }

    fn double(&mut self) -> Option<String> {
        let mut content = String::new();
        loop {
            match self.quoted()? {
                '"' => return Some(content),
                '\\' => content.push(self.escape()?),
                c => content.push(c),
            }
        }
    }

    /// c-ns-esc-char
    fn escape(&mut self) -> Option<char> {
        Some(match self.quoted()? {
            '0' => '\0',
            'a' => '\x07',
            'b' => '\x08',
            't' | '\t' => '\t',
            'n' => '\n',
            'v' => '\x0b',
            'f' => '\x0c',
            'r' => '\r',
            'e' => '\x1b',
            c @ (' ' | '"' | '/' | '\\') => c,
            'N' => '\u{85}',
            '_' => '\u{a0}',
            'L' => '\u{2028}',
            'P' => '\u{2029}',
            'x' => self.code(2)?,
            'u' => self.code(4)?,
            'U' => self.code(8)?,
            _ => return None,
        })
    }

    /// The character of so many hexadecimal digits; half of a surrogate pair is none.
    fn code(&mut self, digits: u32) -> Option<char> {
        let mut code = 0;
        for _ in 0..digits {
            code = code << 4 | self.quoted()?.to_digit(16)?;
        }
        char::from_u32(code)
    }

    /// nb-json
    fn quoted(&mut self) -> Option<char> {
        let (_, c) = self.rest.next()?;
        (c >= ' ' || c == '\t').then_some(c)
    }

    fn white(&mut self) {
        while self.rest.next_if(|(_, c)| is_white(*c)).is_some() {}
    }

    fn takes(&mut self, wanted: char) -> bool {
        self.rest.next_if(|(_, c)| *c == wanted).is_some()
    }

    fn peek(&mut self) -> Option<char> {
        self.rest.peek().map(|(_, c)| *c)
    }
}

fn is_white(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

/// ns-plain-safe inside a flow list.
fn is_plain_safe(c: char) -> bool {
    match c {
        ',' | '[' | ']' | '{' | '}' => false,
        '!'..='~' | '\u{85}' | '\u{10000}'.. => true,
        '\u{a0}'..='\u{fffd}' => c != '\u{feff}',
        _ => false,
    }
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
    fn what_yaml_has_is_read() {
        let list = |text: &str| match quoted_or_list(text) {
            Some(Node::Value(Value::List(items))) => items.to_vec(),
            _ => panic!("{text} is a list"),
        };
        let untyped = Value::untyped;
        let text = |text: &str| Value::Text(text.into());
        assert_eq!(
            list("[a -, b-, -c]"),
            [untyped("a -"), untyped("b-"), untyped("-c")]
        );
        assert_eq!(list("[ a b ,'it''s',]"), [untyped("a b"), text("it's")]);
        assert_eq!(
            list("[a:b, a#b, :x]"),
            [untyped("a:b"), untyped("a#b"), untyped(":x")]
        );
        assert_eq!(
            list(r#"["\x41\u00e9\U0001f600\ \/"]"#),
            [text("A\u{e9}\u{1f600} /")]
        );
        assert_eq!(list("[ ]"), []);
        for malformed in [
            "[,]",
            "[a: b]",
            "[a #b]",
            "[a]b",
            "[a",
            "[\"\\ud83d\\ude00\"]",
            "['a' b]",
            "[{}]",
            "[]]",
        ] {
            assert!(quoted_or_list(malformed).is_none(), "{malformed}");
        }
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
