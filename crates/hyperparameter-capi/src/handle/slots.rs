//! The slots of a table, and the lock-free list of those that are vacant.
//!
//! Slots live in chunks that never move and are never freed: 256 slots at first, and their number doubles each time they run out.

use std::cell::UnsafeCell;
use std::mem::MaybeUninit;
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicU64, Ordering};

use crate::abi::HP_NO_MEMORY;
use crate::failure::Failure;

pub(crate) const SLOT_BITS: u32 = 28;
/// The freelist stores a slot's number plus 1 in 32 bits, so the largest number is not used.
const SLOTS: u32 = (1 << SLOT_BITS) - 1;
const FIRST_CHUNK_BITS: u32 = 8;
const CHUNKS: usize = (SLOT_BITS - FIRST_CHUNK_BITS) as usize + 1;

pub(crate) struct Slot<T> {
    /// The atomic state that says who may access the content; see `table`.
    pub(crate) state: AtomicU64,
    /// Its own number.
    pub(crate) index: u32,
    /// While the slot is in the freelist: the number of the next one, plus 1.
    next: AtomicU32,
    pub(crate) content: UnsafeCell<MaybeUninit<T>>,
}

/// All slots of a table.
pub(crate) struct Slots<T> {
    chunks: [AtomicPtr<Slot<T>>; CHUNKS],
    /// The number of the first slot that was never used.
    unused: AtomicU32,
    /// `number of changes (32) | slot + 1 (32)`: the count prevents the ABA problem, a slot that was removed and put back in the meantime.
    freed: AtomicU64,
    /// The state of a slot that was never used.
    first_state: u64,
}

// SAFETY: content moves between threads (`T: Send`) and is read by several at once (`T: Sync`); the slot's atomic state says who may access it when, as `table` argues.
unsafe impl<T: Send + Sync> Sync for Slots<T> {}

impl<T> Slots<T> {
    pub(crate) const fn new(first_state: u64) -> Slots<T> {
        Slots {
            chunks: [const { AtomicPtr::new(ptr::null_mut()) }; CHUNKS],
            unused: AtomicU32::new(0),
            freed: AtomicU64::new(0),
            first_state,
        }
    }

    /// The slot with this number, if its chunk exists.
    #[inline]
    pub(crate) fn slot(&self, index: u32) -> Option<&Slot<T>> {
        let (chunk, offset) = place(index);
        let first = self.chunks[chunk].load(Ordering::Acquire);
        if first.is_null() {
            return None;
        }
        // SAFETY: a chunk has as many slots as `place` gives offsets for, was published initialised, and is never moved or freed.
        Some(unsafe { &*first.add(offset) })
    }

    /// A vacant slot that belongs to this thread until it is inserted or put back.
    pub(crate) fn take_vacant(&self) -> Result<&Slot<T>, Failure> {
        let mut freed = self.freed.load(Ordering::Acquire);
        while let Some(index) = (freed as u32).checked_sub(1) {
            let slot = self.slot(index).ok_or_else(no_slot)?;
            let next = slot.next.load(Ordering::Relaxed);
            let rest = changed(freed) | u64::from(next);
            match self.freed.compare_exchange_weak(
                freed,
                rest,
                Ordering::Acquire,
                Ordering::Acquire,
            ) {
                Ok(_) => return Ok(slot),
                Err(seen) => freed = seen,
            }
        }

        let mut index = self.unused.load(Ordering::Relaxed);
        loop {
            if index >= SLOTS {
                return Err(no_slot());
            }
            let (chunk, _) = place(index);
            // Before the number is taken, so that a failure does not lose one.
            self.provide(chunk)?;
            match self.unused.compare_exchange_weak(
                index,
                index + 1,
                Ordering::Relaxed,
                Ordering::Relaxed,
            ) {
                Ok(_) => return self.slot(index).ok_or_else(no_slot),
                Err(seen) => index = seen,
            }
        }
    }

    /// Puts a slot into the freelist.
    pub(crate) fn put_back(&self, slot: &Slot<T>) {
        let mut freed = self.freed.load(Ordering::Relaxed);
        loop {
            slot.next.store(freed as u32, Ordering::Relaxed);
            let head = changed(freed) | u64::from(slot.index + 1);
            // Release: the thread that takes the slot sees its `next` and its emptied content.
            match self.freed.compare_exchange_weak(
                freed,
                head,
                Ordering::Release,
                Ordering::Relaxed,
            ) {
                Ok(_) => return,
                Err(seen) => freed = seen,
            }
        }
    }

    /// Ensures that a chunk exists. If two threads create it at once, one drops its own.
    fn provide(&self, chunk: usize) -> Result<(), Failure> {
        if !self.chunks[chunk].load(Ordering::Acquire).is_null() {
            return Ok(());
        }
        let length = chunk_length(chunk);
        let mut slots: Vec<Slot<T>> = Vec::new();
        slots
            .try_reserve_exact(length)
            .map_err(|_| Failure::no_memory())?;
        let first = if chunk == 0 { 0 } else { length as u32 };
        slots.extend((first..first + length as u32).map(|index| Slot {
            state: AtomicU64::new(self.first_state),
            index,
            next: AtomicU32::new(0),
            content: UnsafeCell::new(MaybeUninit::uninit()),
        }));
        let slots = Box::into_raw(slots.into_boxed_slice());
        let published = self.chunks[chunk].compare_exchange(
            ptr::null_mut(),
            slots.cast(),
            Ordering::AcqRel,
            Ordering::Acquire,
        );
        if published.is_err() {
            // SAFETY: it came from `Box::into_raw` just above and no other thread has seen it.
            drop(unsafe { Box::from_raw(slots) });
        }
        Ok(())
    }
}

/// Chunk and offset of a slot. Chunks hold 0..256, 256..512, 512..1024 and so on, so all but the first begin at their length.
#[inline]
fn place(index: u32) -> (usize, usize) {
    // A fast path: most programs have this few handles.
    if index < 1 << FIRST_CHUNK_BITS {
        return (0, index as usize);
    }
    let top = index.ilog2();
    (
        (top - FIRST_CHUNK_BITS + 1) as usize,
        (index - (1 << top)) as usize,
    )
}

fn chunk_length(chunk: usize) -> usize {
    1 << (FIRST_CHUNK_BITS as usize + chunk.saturating_sub(1))
}

/// The freelist's count of changes, incremented.
fn changed(freed: u64) -> u64 {
    ((freed >> 32) + 1) << 32
}

#[cold]
fn no_slot() -> Failure {
    Failure::new(
        HP_NO_MEMORY,
        format!("all {SLOTS} handles of this type are in use or used up"),
    )
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;
    use std::thread;

    use super::*;

    #[test]
    fn slots_are_placed_without_gap_or_overlap() {
        let mut expected = 0;
        for chunk in 0..12 {
            for offset in 0..chunk_length(chunk) {
                assert_eq!(place(expected), (chunk, offset));
                expected += 1;
            }
        }

        let (chunk, offset) = place(SLOTS - 1);
        assert!(chunk < CHUNKS && offset < chunk_length(chunk));
        let (chunk, offset) = place((1 << SLOT_BITS) - 1);
        assert!(chunk < CHUNKS && offset < chunk_length(chunk));
    }

    /// Slots that leave and come back at once are the way to mislead a freelist.
    #[test]
    fn no_vacant_slot_is_given_to_two_threads() {
        const ROUNDS: usize = 300_000;
        let slots = Slots::<()>::new(0);
        let taken: [AtomicUsize; 64] = [const { AtomicUsize::new(0) }; 64];

        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..ROUNDS {
                        let mine = [(); 3]
                            .map(|()| slots.take_vacant().unwrap_or_else(|_| panic!("no slot")));
                        for slot in mine {
                            assert_eq!(taken[slot.index as usize].swap(1, Ordering::Relaxed), 0);
                        }
                        for slot in mine {
                            taken[slot.index as usize].store(0, Ordering::Relaxed);
                            slots.put_back(slot);
                        }
                    }
                });
            }
        });

        assert!(
            slots.unused.load(Ordering::Relaxed) <= 12,
            "slots were lost"
        );
    }
}
