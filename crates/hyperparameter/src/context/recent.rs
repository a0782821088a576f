//! What this thread has read lately, and found, in the frame that is current.
//!
//! A program reads the same few literal keys again and again. Where such a key's
//! text lies tells it from all others, so that a read that was made before, in this
//! frame, costs a look at memory of this thread alone: no text is compared, and how
//! many overrides and parameters there are does not matter.
//!
//! ```text
//! moment: 7                      the frame has changed so often
//! slots:  [.., {moment: 7, key: "train.lr" at 0x5581.., answer: Float(0.1)},
//!          .., {moment: 6, key: "seed" at 0x5582.., answer: Missing}, ..]
//! ```
//!
//! Here `train.lr` is answered, and `seed` is looked up anew, because the frame
//! has changed since. Nothing is kept alive: an answer is a number, or that there
//! is none. Text, bytes, lists and objects are looked up each time.

use std::cell::Cell;

use crate::entry::Entry;
use crate::key::Literal;
use crate::value::Value;

/// How many answers a thread keeps; two keys that share a slot take turns.
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

struct Slot {
    moment: Cell<u64>,
    key: Cell<&'static str>,
    answer: Cell<Answer>,
}

struct Recent {
    /// Counts the changes of the current frame.
    moment: Cell<u64>,
    slots: [Slot; SLOTS],
}

thread_local! {
    // Without a destructor: it costs nothing to reach, and is there as long as the thread is.
    static RECENT: Recent = const {
        Recent {
            moment: Cell::new(1),
            slots: [const {
                Slot {
                    moment: Cell::new(0),
                    key: Cell::new(""),
                    answer: Cell::new(Answer::Missing),
                }
            }; SLOTS],
        }
    };
}

/// The answer to a key that was read since the current frame became current.
#[inline]
pub(crate) fn find(key: Literal) -> Option<Answer> {
    RECENT.with(|recent| {
        let slot = recent.slot(key);
        let known =
            slot.moment.get() == recent.moment.get() && std::ptr::eq(slot.key.get(), key.text);
        known.then(|| slot.answer.get())
    })
}

/// Keeps what was found for a key in the current frame, if it is complete in itself.
#[inline]
pub(crate) fn remember(key: Literal, found: Option<&Entry>) {
    let answer = match found.map(Entry::value) {
        None => Answer::Missing,
        Some(Value::Null) => Answer::Null,
        Some(Value::Bool(value)) => Answer::Bool(*value),
        Some(Value::Int(value)) => Answer::Int(*value),
        Some(Value::Float(value)) => Answer::Float(*value),
        Some(_) => return,
    };
    RECENT.with(|recent| {
        let slot = recent.slot(key);
        slot.moment.set(recent.moment.get());
        slot.key.set(key.text);
        slot.answer.set(answer);
    });
}

/// Lets all answers be of the past: another frame is current.
#[inline]
pub(crate) fn forget() {
    RECENT.with(|recent| recent.moment.set(recent.moment.get() + 1));
}

impl Recent {
    #[inline]
    fn slot(&self, key: Literal) -> &Slot {
        &self.slots[key.hash as usize % SLOTS]
    }
}
