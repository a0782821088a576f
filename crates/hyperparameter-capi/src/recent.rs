//! A cache of this thread's recent reads of numbers, by the handle of their frame.
//!
//! A handle always represents the same frame, and a frame never changes, so a cached read is
//! correct as long as its handles are valid, which each read checks. The cache does not keep
//! frames alive: it stores only numbers, and that a parameter is absent.

use std::cell::Cell;

use hyperparameter::for_capi::Text;

use crate::abi::*;
use crate::handle;
use crate::handle::table::Known;
use crate::value::write::NOTHING;

/// The number of cache slots for each type of key; two reads that share a slot evict each other.
const SLOTS: usize = 64;

/// A number, bool or null that was read, or that the parameter is absent.
#[derive(Clone, Copy)]
pub(crate) struct Answer {
    /// `HP_UNSET` if the parameter is absent.
    kind: i32,
    integer: i64,
    number: f64,
}

impl Answer {
    pub(crate) const ABSENT: Answer = Answer::empty(HP_UNSET);

    const fn empty(kind: i32) -> Answer {
        Answer {
            kind,
            integer: 0,
            number: 0.0,
        }
    }

    /// A value as a cache entry, if it owns no memory.
    pub(crate) fn of(value: &hp_value) -> Option<Answer> {
        matches!(value.kind, HP_NULL | HP_BOOL | HP_INT | HP_FLOAT).then_some(Answer {
            kind: value.kind,
            integer: value.integer,
            number: value.number,
        })
    }

    /// The value, if the parameter is not absent.
    #[inline]
    pub(crate) fn value(self) -> Option<hp_value> {
        (self.kind != HP_UNSET).then_some(hp_value {
            kind: self.kind,
            integer: self.integer,
            number: self.number,
            ..NOTHING
        })
    }
}

struct Slot<K> {
    frame: Cell<Option<Known<'static>>>,
    want: Cell<i32>,
    key: Cell<K>,
    answer: Cell<Answer>,
}

impl<K: Copy> Slot<K> {
    const fn new(key: K) -> Slot<K> {
        Slot {
            frame: Cell::new(None),
            want: Cell::new(0),
            key: Cell::new(key),
            // All zeros: other bytes would be part of the library's file, and copied for each thread.
            answer: Cell::new(Answer::empty(HP_NULL)),
        }
    }

    #[inline]
    fn find(&self, frame: hp_handle, want: i32, is_key: impl FnOnce(K) -> bool) -> Option<Answer> {
        let known =
            is_live(self.frame.get(), frame) && self.want.get() == want && is_key(self.key.get());
        known.then(|| self.answer.get())
    }

    fn set(&self, frame: hp_handle, want: i32, key: K, answer: Answer) {
        self.frame.set(handle::known_frame(frame));
        self.want.set(want);
        self.key.set(key);
        self.answer.set(answer);
    }
}

thread_local! {
    // Have no destructors, so they are usable while a thread ends.
    static BY_TEXT: [Slot<Text>; SLOTS] = const { [const { Slot::new(Text::NONE) }; SLOTS] };
    static BY_KEY: [Slot<Option<Known<'static>>>; SLOTS] = const { [const { Slot::new(None) }; SLOTS] };
}

/// The cached read of a frame by this string, if the frame's handle is still valid. A hit implies that the string is a valid key.
#[inline]
pub(crate) fn by_text(frame: hp_handle, text: &[u8], want: i32) -> Option<Answer> {
    BY_TEXT.with(|slots| slots[place_of(text)].find(frame, want, |known| known.is(text)))
}

/// The cached read of a frame by a prepared key, if both handles are still valid.
#[inline]
pub(crate) fn by_key(frame: hp_handle, key: hp_handle, want: i32) -> Option<Answer> {
    BY_KEY.with(|slots| slots[key as usize % SLOTS].find(frame, want, |known| is_live(known, key)))
}

pub(crate) fn remember_text(frame: hp_handle, text: &[u8], want: i32, answer: Answer) {
    if let Some(key) = Text::of(text) {
        BY_TEXT.with(|slots| slots[place_of(text)].set(frame, want, key, answer));
    }
}

pub(crate) fn remember_key(frame: hp_handle, key: hp_handle, want: i32, answer: Answer) {
    let known = handle::known_key(key);
    BY_KEY.with(|slots| slots[key as usize % SLOTS].set(frame, want, known, answer));
}

#[inline]
fn is_live(known: Option<Known<'_>>, handle: hp_handle) -> bool {
    known.is_some_and(|known| known.is_live(handle))
}

#[inline]
fn place_of(text: &[u8]) -> usize {
    Text::slot(text) % SLOTS
}
