//! A lock-free table from handles to the things that they represent.
//!
//! A handle is `generation (32 bits) | type tag (4) | slot (28)`, so `0x00000001_1_0000000` is the first frame of a process.
//! Each slot has its generation and the number of threads that use it in one atomic word:
//!
//! ```text
//! state = generation (32) | LIVE | CONDEMNED | users (30)
//!
//! vacant --insert--> LIVE --free--> CONDEMNED --the last user leaves--> vacant, next generation
//! ```
//!
//! A read is one `fetch_add`, a comparison and one `fetch_sub`.
//! Freeing while others read only condemns: the last user takes the content out, makes the slot vacant, and then drops the content, so that a destructor may call in.
//! A slot whose generations are used up is retired; a generation is never reused, so an old handle never becomes valid again.
//!
//! No operation waits, so after a fork at any time the table in the child works.
//! Content that a thread of the parent was using at the fork is never dropped in the child.

use std::ops::Deref;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::abi::hp_handle;
use crate::failure::Failure;
use crate::handle::slots::{SLOT_BITS, Slot, Slots};

const TAG_BITS: u32 = 4;

const LIVE: u64 = 1 << 31;
const CONDEMNED: u64 = 1 << 30;
const USERS: u64 = CONDEMNED - 1;
const GENERATION_SHIFT: u32 = 32;
const LAST_GENERATION: u64 = u32::MAX as u64;

/// A table of things of one type.
pub(crate) struct Table<T> {
    tag: u64,
    slots: Slots<T>,
}

impl<T> Table<T> {
    pub(crate) const fn new(tag: u64) -> Table<T> {
        Table {
            tag,
            slots: Slots::new(1 << GENERATION_SHIFT),
        }
    }

    pub(crate) fn insert(&self, content: T) -> Result<hp_handle, Failure> {
        let slot = self.slots.take_vacant()?;
        // SAFETY: the slot was vacant and in the freelist or never used, and this thread alone took it from there; others touch the content only of a slot that is LIVE or that they took.
        unsafe { (*slot.content.get()).write(content) };
        // Release: a thread that sees LIVE sees the content.
        let state = slot.state.fetch_or(LIVE, Ordering::Release);
        let generation = state >> GENERATION_SHIFT;
        Ok(generation << GENERATION_SHIFT | self.tag << SLOT_BITS | u64::from(slot.index))
    }

    #[inline]
    pub(crate) fn get(&self, handle: hp_handle) -> Option<Use<'_, T>> {
        let slot = self.find(handle)?;
        // Acquire: pairs with the release in `insert`.
        let state = slot.state.fetch_add(1, Ordering::Acquire);
        let user = Use { table: self, slot };
        // Dropping the `Use` decrements the count, and takes the content out if it was the last.
        is_live(state, handle).then_some(user)
    }

    pub(crate) fn free(&self, handle: hp_handle) -> Option<()> {
        let slot = self.find(handle)?;
        // If several threads free the same handle, only one finds LIVE; it becomes a user, which keeps the content alive until it is done.
        slot.state
            .fetch_update(Ordering::AcqRel, Ordering::Relaxed, |state| {
                is_live(state, handle).then(|| (state & !LIVE | CONDEMNED) + 1)
            })
            .ok()?;
        drop(Use { table: self, slot });
        Some(())
    }

    /// The handle and where its state is, for a caller that will check it often.
    pub(crate) fn known(&self, handle: hp_handle) -> Option<Known<'_>> {
        let state = &self.find(handle)?.state;
        Some(Known { handle, state })
    }

    #[inline]
    fn find(&self, handle: hp_handle) -> Option<&Slot<T>> {
        let index = (handle as u32) & (u32::MAX >> TAG_BITS);
        if (handle >> SLOT_BITS) & ((1 << TAG_BITS) - 1) != self.tag {
            return None;
        }
        self.slots.slot(index)
    }
}

/// A thread's use of the content behind a handle, which stays alive until the last use ends.
pub(crate) struct Use<'a, T> {
    table: &'a Table<T>,
    slot: &'a Slot<T>,
}

impl<T> Deref for Use<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: a `Use` is handed out only for a slot that was LIVE when its user count was raised, and content is taken out only when the count is 0 again.
        unsafe { (*self.slot.content.get()).assume_init_ref() }
    }
}

impl<T> Drop for Use<'_, T> {
    #[inline]
    fn drop(&mut self) {
        // Release: all reads of the content happen before it is taken out.
        let state = self.slot.state.fetch_sub(1, Ordering::Release) - 1;
        if state & (CONDEMNED | USERS) == CONDEMNED {
            self.reclaim(state);
        }
    }
}

impl<T> Use<'_, T> {
    /// Takes the content out of a condemned slot without users, and drops it.
    #[cold]
    fn reclaim(&self, state: u64) {
        let generation = state >> GENERATION_SHIFT;
        let retired = generation == LAST_GENERATION;
        // A retired slot keeps its last generation and is never LIVE again.
        let vacant = if retired { generation } else { generation + 1 } << GENERATION_SHIFT;
        // A thread with a stale handle may have been a user in between: if it has left, it tries this too and one of the two succeeds; if not, it will do it.
        // Acquire: pairs with the release of every user's `fetch_sub`.
        let claimed =
            self.slot
                .state
                .compare_exchange(state, vacant, Ordering::AcqRel, Ordering::Relaxed);
        if claimed.is_err() {
            return;
        }
        // SAFETY: the exchange succeeded for one thread only, when there were no users, and cleared both LIVE and CONDEMNED: no other thread accesses the content until the slot is inserted into again, which needs `put_back` below first.
        let content = unsafe { (*self.slot.content.get()).assume_init_read() };
        if !retired {
            self.table.slots.put_back(self.slot);
        }
        // Last, because a destructor may call in and use the table.
        drop(content);
    }
}

/// A handle whose type and slot were checked. Slots never move, so what is left to check
/// is the slot's state.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    handle: hp_handle,
    state: &'a AtomicU64,
}

impl Known<'_> {
    /// Whether it is this handle, and valid at this moment.
    #[inline]
    pub(crate) fn is_live(self, handle: hp_handle) -> bool {
        // Acquire: later reads are not moved before this check.
        self.handle == handle && is_live(self.state.load(Ordering::Acquire), handle)
    }
}

/// Whether a slot in this state is live for a handle, whatever its count of users.
#[inline]
fn is_live(state: u64, handle: hp_handle) -> bool {
    state & !(USERS | CONDEMNED) == (handle >> GENERATION_SHIFT) << GENERATION_SHIFT | LIVE
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, AtomicUsize};
    use std::thread;

    use super::*;

    /// Counts how many are alive, and notices being dropped twice.
    struct Counted(Arc<AtomicUsize>, u64);

    const ALIVE: u64 = 0x5eed_5eed_5eed_5eed;

    impl Counted {
        fn new(alive: &Arc<AtomicUsize>) -> Counted {
            alive.fetch_add(1, Ordering::SeqCst);
            Counted(Arc::clone(alive), ALIVE)
        }
    }

    impl Drop for Counted {
        fn drop(&mut self) {
            assert_eq!(self.1, ALIVE, "dropped twice, or torn");
            self.1 = 0;
            self.0.fetch_sub(1, Ordering::SeqCst);
        }
    }

    fn inserted<T>(table: &Table<T>, content: T) -> hp_handle {
        table
            .insert(content)
            .unwrap_or_else(|_| panic!("the table takes no more"))
    }

    #[test]
    fn a_handle_finds_what_was_inserted() {
        let table = Table::new(3);
        let handles: Vec<_> = (0..5000).map(|number| inserted(&table, number)).collect();

        for (number, handle) in handles.iter().enumerate() {
            assert_eq!(table.get(*handle).map(|found| *found), Some(number));
        }
    }

    #[test]
    fn a_freed_handle_is_stale_for_ever() {
        let table = Table::new(3);
        let first = inserted(&table, 1);

        let known = table.known(first).unwrap();

        assert!(known.is_live(first));
        assert!(table.free(first).is_some());
        assert!(!known.is_live(first));
        let second = inserted(&table, 2);

        assert_eq!(first as u32, second as u32, "the slot is used again");
        assert_ne!(first, second);
        assert!(!known.is_live(first) && !known.is_live(second));
        assert!(table.get(first).is_none());
        assert!(table.free(first).is_none());
        assert_eq!(table.get(second).map(|found| *found), Some(2));
    }

    #[test]
    fn forged_handles_are_stale() {
        let table = Table::new(3);
        let handle = inserted(&table, 1);

        for bit in 0..64 {
            assert!(table.get(handle ^ 1 << bit).is_none(), "bit {bit}");
            assert!(table.free(handle ^ 1 << bit).is_none(), "bit {bit}");
        }
        assert!(table.get(0).is_none());
        assert!(table.get(u64::MAX).is_none());
        assert_eq!(table.get(handle).map(|found| *found), Some(1));
    }

    #[test]
    fn the_next_generation_is_not_valid_before_it_is_inserted() {
        let table = Table::new(3);
        let handle = inserted(&table, 1);
        assert!(table.free(handle).is_some());

        let next = handle + (1 << GENERATION_SHIFT);

        assert!(table.get(next).is_none());
        assert!(table.free(next).is_none());
        assert_eq!(inserted(&table, 2), next);
    }

    #[test]
    fn a_slot_whose_generations_are_used_up_is_retired() {
        let alive = Arc::new(AtomicUsize::new(0));
        let table = Table::new(3);
        let handle = inserted(&table, Counted::new(&alive));
        assert!(table.free(handle).is_some());
        let slot = table.slots.slot(0).unwrap();
        slot.state
            .store(LAST_GENERATION << GENERATION_SHIFT, Ordering::SeqCst);

        let last = inserted(&table, Counted::new(&alive));
        assert_eq!(last >> GENERATION_SHIFT, LAST_GENERATION);
        assert!(table.free(last).is_some());

        assert_eq!(alive.load(Ordering::SeqCst), 0);
        assert!(table.get(last).is_none());
        assert!(table.free(last).is_none());
        let other = inserted(&table, Counted::new(&alive));
        assert_eq!(
            other as u32 & (u32::MAX >> TAG_BITS),
            1,
            "the slot is not used again"
        );
    }

    #[test]
    fn what_is_freed_while_used_goes_with_its_last_user() {
        let alive = Arc::new(AtomicUsize::new(0));
        let table = Table::new(3);
        let handle = inserted(&table, Counted::new(&alive));
        let first = table.get(handle).unwrap();
        let second = table.get(handle).unwrap();

        assert!(table.free(handle).is_some());

        assert!(table.get(handle).is_none());
        drop(first);
        assert_eq!(alive.load(Ordering::SeqCst), 1);
        assert_eq!(second.1, ALIVE);
        drop(second);
        assert_eq!(alive.load(Ordering::SeqCst), 0);
    }

    #[test]
    fn a_destructor_may_use_the_table() {
        static TABLE: Table<Inserting> = Table::new(3);
        static LEFT: AtomicU64 = AtomicU64::new(0);
        struct Inserting(bool);
        impl Drop for Inserting {
            fn drop(&mut self) {
                if self.0 {
                    LEFT.store(inserted(&TABLE, Inserting(false)), Ordering::SeqCst);
                }
            }
        }
        let handle = inserted(&TABLE, Inserting(true));

        assert!(TABLE.free(handle).is_some());

        let left = LEFT.load(Ordering::SeqCst);
        assert!(TABLE.get(left).is_some());
        assert!(TABLE.free(left).is_some());
    }

    /// Threads insert, read, free each other's handles and their own twice; at the end everything was dropped once.
    #[test]
    fn threads_that_insert_read_and_free_at_once_lose_and_double_nothing() {
        const ROUNDS: u64 = if cfg!(miri) { 50 } else { 100_000 };
        let alive = Arc::new(AtomicUsize::new(0));
        let table = Table::new(3);
        let shared: [AtomicU64; 4] = Default::default();

        thread::scope(|scope| {
            for seed in 1..=4_u64 {
                let (table, shared, alive) = (&table, &shared, &alive);
                scope.spawn(move || {
                    let mut random = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
                    for _ in 0..ROUNDS {
                        random ^= random << 13;
                        random ^= random >> 7;
                        random ^= random << 17;
                        let place = &shared[(random >> 8) as usize % shared.len()];
                        match random % 4 {
                            0 => {
                                let old = place
                                    .swap(inserted(table, Counted::new(alive)), Ordering::AcqRel);
                                table.free(old);
                            }
                            1 => {
                                let handle = place.load(Ordering::Acquire);
                                table.free(handle);
                                assert!(table.free(handle).is_none());
                            }
                            _ => {
                                let handle = place.load(Ordering::Acquire);
                                if let Some(found) = table.get(handle) {
                                    assert_eq!(found.1, ALIVE);
                                }
                            }
                        }
                    }
                });
            }
        });
        for place in &shared {
            table.free(place.load(Ordering::Acquire));
        }

        assert_eq!(alive.load(Ordering::SeqCst), 0);
    }
}
