//! What this thread has read lately, and found.
//!
//! A program reads the same few keys again and again. A read that was made before, of
//! this frame, costs a look at memory of this thread alone: how many overrides and
//! parameters there are does not matter. Each frame has a number of its own, and never
//! changes, so that an answer is right for ever. Where the string of a literal key lies
//! tells it from all others; the string of a computed key is compared.
//!
//! ```text
//! slots: [.., {frame: 7, key: "train.lr" at 0x5581.., answer: Float(0.1)},
//!         .., {frame: 6, key: "seed" at 0x5582.., answer: Missing}, ..]
//! ```
//!
//! Here `train.lr` of frame 7 is answered, and `seed` of frame 7 is looked up. Nothing is
//! kept alive: an answer is a number, or that there is none. Strings, bytes, lists and
//! objects are looked up each time.

use std::cell::Cell;

use crate::entry::Entry;
use crate::key::KeyRef;
use crate::value::Value;

/// How many answers a thread keeps of either sort of key; two keys that share a slot
/// take turns.
const SLOTS: usize = 64;

/// An answer that is complete in itself.
#[derive(Clone, Copy)]
pub enum Answer {
    Missing,
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
}

impl Answer {
    /// The answer to what was found, if it is complete in itself.
    fn of(found: Option<&Entry>) -> Option<Answer> {
        Some(match found.map(Entry::value) {
            None => Answer::Missing,
            Some(Value::Null) => Answer::Null,
            Some(Value::Bool(value)) => Answer::Bool(*value),
            Some(Value::Int(value)) => Answer::Int(*value),
            Some(Value::Float(value)) => Answer::Float(*value),
            Some(_) => return None,
        })
    }

    /// The value, if there is one.
    pub(crate) fn value(self) -> Option<Value> {
        match self {
            Answer::Missing => None,
            Answer::Null => Some(Value::Null),
            Answer::Bool(value) => Some(Value::Bool(value)),
            Answer::Int(value) => Some(Value::Int(value)),
            Answer::Float(value) => Some(Value::Float(value)),
        }
    }
}

struct Slot<K> {
    frame: Cell<u64>,
    key: Cell<K>,
    answer: Cell<Answer>,
}

impl<K: Copy> Slot<K> {
    const fn new(key: K) -> Slot<K> {
        Slot {
            // No frame has this number.
            frame: Cell::new(0),
            key: Cell::new(key),
            answer: Cell::new(Answer::Missing),
        }
    }

    fn set(&self, frame: u64, key: K, answer: Answer) {
        self.frame.set(frame);
        self.key.set(key);
        self.answer.set(answer);
    }
}

/// The string of a computed key. Longer ones are looked up each time.
#[derive(Clone, Copy)]
pub struct Text {
    length: u8,
    bytes: [u8; Text::LONGEST],
}

impl Text {
    const LONGEST: usize = 47;
    /// No string that is a key.
    pub const NONE: Text = Text {
        length: 0,
        bytes: [0; Text::LONGEST],
    };

    /// The string, if it is short enough.
    pub fn of(text: &[u8]) -> Option<Text> {
        let mut bytes = [0; Text::LONGEST];
        bytes.get_mut(..text.len())?.copy_from_slice(text);
        let length = text.len() as u8;
        Some(Text { length, bytes })
    }

    /// Whether it is this string.
    #[inline]
    pub fn is(&self, text: &[u8]) -> bool {
        usize::from(self.length) == text.len() && self.bytes.get(..text.len()) == Some(text)
    }
}

thread_local! {
    // Without destructors: they cost nothing to reach, and are there as long as the thread is.
    static LITERALS: [Slot<&'static str>; SLOTS] = const { [const { Slot::new("") }; SLOTS] };
    static TEXTS: [Slot<Text>; SLOTS] = const { [const { Slot::new(Text::NONE) }; SLOTS] };
}

/// The answer that was remembered for a key of the frame with this number.
#[inline(always)]
pub(crate) fn find(frame: u64, key: KeyRef<'_>, literal: Option<&'static str>) -> Option<Answer> {
    let Some(literal) = literal else {
        return find_text(frame, key);
    };
    LITERALS.with(|slots| {
        let slot = &slots[place(key)];
        let known = slot.frame.get() == frame && std::ptr::eq(slot.key.get(), literal);
        known.then(|| slot.answer.get())
    })
}

#[inline(always)]
fn find_text(frame: u64, key: KeyRef<'_>) -> Option<Answer> {
    TEXTS.with(|slots| {
        let slot = &slots[place(key)];
        let known = slot.frame.get() == frame && slot.key.get().is(key.text.as_bytes());
        known.then(|| slot.answer.get())
    })
}

/// Remembers what was found for a key of a frame, if it is complete in itself.
#[inline]
pub(crate) fn remember(
    frame: u64,
    key: KeyRef<'_>,
    literal: Option<&'static str>,
    found: Option<&Entry>,
) {
    let Some(answer) = Answer::of(found) else {
        return;
    };
    match (literal, Text::of(key.text.as_bytes())) {
        (Some(text), _) => LITERALS.with(|slots| slots[place(key)].set(frame, text, answer)),
        (None, Some(text)) => TEXTS.with(|slots| slots[place(key)].set(frame, text, answer)),
        (None, None) => {}
    }
}

#[inline]
fn place(key: KeyRef<'_>) -> usize {
    key.hash as usize % SLOTS
}
