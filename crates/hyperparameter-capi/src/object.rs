//! Objects of the host language, represented by tokens, which are returned to the host once they are no longer in use.
//!
//! The library never calls the host.
//! When the last frame with an object is dropped, on any thread, its token is pushed to a lock-free stack, which the host drains at its convenience.

pub(crate) mod released;
pub(crate) mod token;

use std::sync::atomic::{AtomicBool, Ordering};

use crate::abi::*;
use crate::failure::Failure;
use crate::guard::guard;
use crate::object::released::RELEASED;
use crate::object::token::COLLECTED;

static CLAIMED: AtomicBool = AtomicBool::new(false);
/// Claims the tokens of objects for the caller, once in a process.
///
/// Tokens have a meaning only for the host that created them, and a process has one list of released tokens.
/// A host that stores objects calls this first; a second host in the same process (another copy of a binding, another interpreter) is refused, and should refuse to load.
///
/// - `releases`: 1 for a host that calls `hp_objects_released`; 0 for one that manages the lifetime of its objects itself: then released tokens are not collected.
///
/// Returns `HP_BAD_ARGUMENT` when the tokens are claimed already, or `releases` is neither 0 nor 1.
#[unsafe(no_mangle)]
pub extern "C" fn hp_objects_claim(releases: i32) -> hp_status {
    // SAFETY: no pointer is passed.
    unsafe {
        guard(|_| {
            if !matches!(releases, 0 | 1) {
                return Err(Failure::new(
                    HP_BAD_ARGUMENT,
                    format!("\"releases\" is 0 or 1, not {releases}"),
                ));
            }
            if CLAIMED.swap(true, Ordering::Relaxed) {
                return Err(Failure::new(
                    HP_BAD_ARGUMENT,
                    "objects are claimed already, by another host in this process".to_owned(),
                ));
            }
            COLLECTED.store(releases == 1, Ordering::Relaxed);
            Ok(HP_OK)
        })
    }
}

/// Returns the tokens of objects that no frame and no value refers to any more, and removes them from the list.
///
/// Call it again while `count` equals `capacity`: the other tokens are still in the list, in no particular order.
/// A token is returned exactly once for each time it was stored; if two threads call this at once, each token is returned to one of them.
///
/// - `tokens`: receives the tokens, at most `capacity`.
/// - `count`: receives how many there are.
///
/// # Safety
/// Pointers are valid as the conventions of the header say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_objects_released(
    tokens: *mut u64,
    capacity: u64,
    count: *mut u64,
) -> hp_status {
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let tokens = caller.buffer("tokens", tokens, capacity)?;
            let count = caller.out("count", count)?;
            let drained =
                RELEASED.drain(tokens.capacity(), |index, token| tokens.set(index, token));
            count.write(drained as u64);
            Ok(HP_OK)
        })
    }
}
