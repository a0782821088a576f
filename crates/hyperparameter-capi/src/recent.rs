//! A cache of this thread's recent reads of numbers, by the handle of their frame.
//!
//! A handle always represents the same frame, and a frame never changes, so a cached read is
//! correct as long as its handles are valid, which each read checks. The cache does not keep
//! frames alive: it stores only numbers, and that a parameter is absent.

use std::cell::Cell;

use hyperparameter::for_capi::Text;

use crate::abi::*;
use crate::handle;
use crate::value::write::NOTHING;

/// The number of cache slots for each type of key; two reads that share a slot evict each other.
const SLOTS: usize = 64;

/// A number, bool or null that was read, or that the parameter is absent.
#[derive(Clone, Copy)]
pub(crate) struct Answer(Option<Number>);

#[derive(Clone, Copy)]
struct Number {
    kind: i32,
    integer: i64,
    number: f64,
}

impl Answer {
    pub(crate) const ABSENT: Answer = Answer(None);

    /// A value as a cache entry, if it owns no memory.
    pub(crate) fn of(value: &hp_value) -> Option<Answer> {
        matches!(value.kind, HP_NULL | HP_BOOL | HP_INT | HP_FLOAT).then_some(Answer(Some(
            Number {
                kind: value.kind,
                integer: value.integer,
                number: value.number,
            },
        )))
    }

    /// The value, if the parameter is not absent.
    #[inline]
    pub(crate) fn value(self) -> Option<hp_value> {
        self.0.map(|found| hp_value {
            kind: found.kind,
            integer: found.integer,
            number: found.number,
            ..NOTHING
        })
    }
}

struct Slot<K> {
    frame: Cell<hp_handle>,
    want: Cell<i32>,
    key: Cell<K>,
    answer: Cell<Answer>,
}

impl<K: Copy> Slot<K> {
    const fn new(key: K) -> Slot<K> {
        Slot {
            // No handle is 0.
            frame: Cell::new(0),
            want: Cell::new(0),
            key: Cell::new(key),
            answer: Cell::new(Answer::ABSENT),
        }
    }

    #[inline]
    fn find(&self, frame: hp_handle, want: i32, is_key: impl FnOnce(K) -> bool) -> Option<Answer> {
        let known = self.frame.get() == frame && self.want.get() == want && is_key(self.key.get());
        known.then(|| self.answer.get())
    }

    fn set(&self, frame: hp_handle, want: i32, key: K, answer: Answer) {
        self.frame.set(frame);
        self.want.set(want);
        self.key.set(key);
        self.answer.set(answer);
    }
}

thread_local! {
    // Have no destructors, so they are usable while a thread ends.
    static BY_TEXT: [Slot<Text>; SLOTS] = const { [const { Slot::new(Text::NONE) }; SLOTS] };
    static BY_KEY: [Slot<hp_handle>; SLOTS] = const { [const { Slot::new(0) }; SLOTS] };
}

/// The cached read of a frame by this string, if the frame's handle is still valid. A hit implies that the string is a valid key.
#[inline]
pub(crate) fn by_text(frame: hp_handle, text: &[u8], want: i32) -> Option<Answer> {
    BY_TEXT
        .with(|slots| slots[place_of(text)].find(frame, want, |key| key.is(text)))
        .filter(|_| handle::is_frame(frame))
}

/// The cached read of a frame by a prepared key, if both handles are still valid.
#[inline]
pub(crate) fn by_key(frame: hp_handle, key: hp_handle, want: i32) -> Option<Answer> {
    BY_KEY
        .with(|slots| slots[key as usize % SLOTS].find(frame, want, |known| known == key))
        .filter(|_| handle::is_frame(frame) && handle::is_key(key))
}

pub(crate) fn remember_text(frame: hp_handle, text: &[u8], want: i32, answer: Answer) {
    if let Some(key) = Text::of(text) {
        BY_TEXT.with(|slots| slots[place_of(text)].set(frame, want, key, answer));
    }
}

pub(crate) fn remember_key(frame: hp_handle, key: hp_handle, want: i32, answer: Answer) {
    BY_KEY.with(|slots| slots[key as usize % SLOTS].set(frame, want, key, answer));
}

#[inline]
fn place_of(text: &[u8]) -> usize {
    Text::slot(text) % SLOTS
}
