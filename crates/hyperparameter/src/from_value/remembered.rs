//! Lists that strings spell, remembered once they were read.
//!
//! `weights=[0.1, 0.2, …]` with a hundred numbers takes 27 µs to take apart, and should cost at the second read what a
//! list of numbers costs. A thread keeps the last few lists with a copy of their strings, which
//! are compared: nothing of a frame is kept alive, and no memory that threads share is written.
//!
//! At most [`SLOTS`] strings of [`LONGEST`] bytes, with their lists, are kept.

use std::any::Any;
use std::cell::RefCell;

use crate::error::Error;

/// Two strings that share a slot take turns.
const SLOTS: usize = 16;

/// Longer strings are taken apart at each read.
const LONGEST: usize = 64 * 1024;

struct Remembered {
    text: Box<str>,
    /// A vector of the type that was read.
    list: Box<dyn Any>,
}

thread_local! {
    static LISTS: RefCell<[Option<Remembered>; SLOTS]> = const { RefCell::new([const { None }; SLOTS]) };
}

/// The list that `text` spells, as `read` takes it apart at the first time.
pub(crate) fn list<T: Clone + 'static>(
    text: &str,
    read: impl FnOnce() -> Result<Vec<T>, Error>,
) -> Result<Vec<T>, Error> {
    let slot = slot(text);
    // None also where the thread is ending.
    let known = LISTS.try_with(|lists| {
        let lists = lists.borrow();
        let known = lists[slot].as_ref().filter(|known| *known.text == *text)?;
        known.list.downcast_ref::<Vec<T>>().cloned()
    });
    match known {
        Ok(Some(list)) => Ok(list),
        _ => anew(slot, text, read()?),
    }
}

#[cold]
fn anew<T: Clone + 'static>(slot: usize, text: &str, list: Vec<T>) -> Result<Vec<T>, Error> {
    if text.len() <= LONGEST {
        let remembered = Remembered {
            text: text.into(),
            list: Box::new(list.clone()),
        };
        let replaced = LISTS.try_with(|lists| lists.borrow_mut()[slot].replace(remembered));
        drop(replaced);
    }
    Ok(list)
}

/// By the place of the string, which differs between parameters whose strings are alike.
fn slot(text: &str) -> usize {
    // Odd, and of irregular bits; the upper bits depend on all others.
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    ((text.as_ptr() as u64).wrapping_mul(FACTOR) >> (u64::BITS - SLOTS.ilog2())) as usize
}
