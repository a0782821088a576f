//! What this thread has read lately, and found.
//!
//! A program reads the same few keys again and again. A read that was made before, of
//! this frame, costs a look at memory of this thread alone: how many overrides and
//! parameters there are does not matter. Each frame has a number of its own, and never
//! changes, so that an answer is right for ever. Where the string of a literal key lies
//! tells it from all others; the string of a computed key is compared, and not hashed.
//!
//! ```text
//! slots: [.., {frame: 7, key: "train.lr" at 0x5581.., answer: Float(0.1)},
//!         .., {frame: 6, key: "seed" at 0x5582.., answer: Missing}, ..]
//! ```
//!
//! Here `train.lr` of frame 7 is answered, and `seed` of frame 7 is looked up. Nothing is
//! kept alive: an answer is a number, or that there is none; of a string, bytes, a list or
//! an object it is where in the frame it lies.

use std::cell::Cell;

use crate::entry::Entry;
use crate::frame::location::Location;
use crate::key::{AsKey, KeyRef};
use crate::value::Value;

/// How many answers a thread keeps of either sort of key; two keys that share a slot
/// take turns.
const SLOTS: usize = 64;

/// What a key was found to be set to.
#[derive(Clone, Copy)]
pub enum Answer {
    Missing,
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    /// A value that belongs to its frame, at a [`Location::Own`]. The fields are those of the
    /// location: a [`Location`] in their place would make reads of numbers take it apart.
    Own {
        level: u8,
        index: u8,
    },
    /// The same at a [`Location::Trie`].
    Trie {
        path: u64,
    },
}

impl Answer {
    fn of(found: Option<(&Entry, Location)>) -> Answer {
        let Some((entry, location)) = found else {
            return Answer::Missing;
        };
        match entry.value {
            Value::Null => Answer::Null,
            Value::Bool(value) => Answer::Bool(value),
            Value::Int(value) => Answer::Int(value),
            Value::Float(value) => Answer::Float(value),
            _ => match location {
                Location::Own { level, index } => Answer::Own { level, index },
                Location::Trie { path } => Answer::Trie { path },
            },
        }
    }

    /// The value, if there is one that is complete in itself.
    pub(crate) fn value(self) -> Option<Value> {
        match self {
            Answer::Missing | Answer::Own { .. } | Answer::Trie { .. } => None,
            Answer::Null => Some(Value::Null),
            Answer::Bool(value) => Some(Value::Bool(value)),
            Answer::Int(value) => Some(Value::Int(value)),
            Answer::Float(value) => Some(Value::Float(value)),
        }
    }

    /// Where the value lies, if it belongs to its frame.
    #[inline]
    pub(crate) fn location(self) -> Option<Location> {
        match self {
            Answer::Own { level, index } => Some(Location::Own { level, index }),
            Answer::Trie { path } => Some(Location::Trie { path }),
            _ => None,
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
// In this order: a copy is compared at once, by words that begin where those of the copying do.
#[repr(C)]
pub struct Text {
    bytes: [u8; Text::LONGEST],
    length: u8,
}

impl Text {
    const LONGEST: usize = 47;
    /// Odd, and of irregular bits.
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
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

    /// Which of 64 slots is for a string. Less work than the hash of a key, and not as even:
    /// strings that share a slot take turns.
    #[inline(always)]
    pub fn slot(text: &[u8]) -> usize {
        let words = match (text.len(), text.first_chunk(), text.last_chunk()) {
            (..=16, Some(first), Some(last)) => {
                u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(29)
            }
            _ => Text::fold(text),
        };
        // The upper bits depend on all others.
        (words.wrapping_mul(Text::FACTOR) >> (u64::BITS - 6)) as usize
    }

    /// The words of a string that is shorter than one, or longer than two.
    #[inline(never)]
    fn fold(text: &[u8]) -> u64 {
        let words = text.chunks_exact(8);
        let rest = words.remainder().iter();
        let rest = rest.fold(0, |rest, byte| rest << 8 | u64::from(*byte));
        let words = words.filter_map(<[u8]>::first_chunk);
        words.fold(rest, |folded, word| {
            folded.wrapping_mul(Text::FACTOR) ^ u64::from_le_bytes(*word)
        })
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

/// What `read` makes of the answer that was remembered for a key of the frame with this
/// number. It reads the answer where it lies: a copy would be written by other widths than
/// it is read by, which the processor waits for.
#[inline(always)]
pub(crate) fn find<K: AsKey, R>(
    frame: u64,
    key: &K,
    read: impl FnOnce(Answer) -> Option<R>,
) -> Option<R> {
    match key.as_literal() {
        Some(literal) => LITERALS.with(|slots| {
            let slot = &slots[of_literal(key.lookup())];
            let known = slot.frame.get() == frame && std::ptr::eq(slot.key.get(), literal);
            if known { read(slot.answer.get()) } else { None }
        }),
        // Nearly every `Key` is a literal, whose read should not save registers for this.
        None if K::IS_KEY => find_text_apart(frame, key.text(), read),
        None => find_text(frame, key.text()).and_then(read),
    }
}

#[inline(never)]
fn find_text_apart<R>(frame: u64, text: &str, read: impl FnOnce(Answer) -> Option<R>) -> Option<R> {
    find_text(frame, text).and_then(read)
}

#[inline(always)]
fn find_text(frame: u64, text: &str) -> Option<Answer> {
    let text = text.as_bytes();
    TEXTS.with(|slots| {
        let slot = &slots[Text::slot(text) % SLOTS];
        let known = slot.frame.get() == frame && slot.key.get().is(text);
        known.then(|| slot.answer.get())
    })
}

/// Remembers what was found for a key of a frame, and where.
#[inline]
pub(crate) fn remember(
    frame: u64,
    key: KeyRef<'_>,
    literal: Option<&'static str>,
    found: Option<(&Entry, Location)>,
) {
    let answer = Answer::of(found);
    let bytes = key.text.as_bytes();
    if let Some(literal) = literal {
        LITERALS.with(|slots| slots[of_literal(key)].set(frame, literal, answer));
    } else if let Some(text) = Text::of(bytes) {
        TEXTS.with(|slots| slots[Text::slot(bytes) % SLOTS].set(frame, text, answer));
    }
}

#[inline]
fn of_literal(key: KeyRef<'_>) -> usize {
    key.hash as usize % SLOTS
}
