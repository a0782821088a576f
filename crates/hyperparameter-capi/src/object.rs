//! Objects of the host language: tokens that go in with a value and come out again when nobody holds it any more.
//!
//! The library never calls the host.
//! When the last frame with an object goes, on whichever thread, its token joins a lock-free stack, and the host drains that when it suits it.

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
/// Tokens mean something only to the host that made them, and there is one list of released ones.
/// A host that stores objects claims them first; a second host in the same process (another copy of a binding, another interpreter) is refused, and should refuse to load.
///
/// - `releases`: 1 for a host that asks `hp_objects_released` which tokens are released; 0 for one that does not, because it keeps its objects alive by other means: then released tokens are not collected.
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

/// Takes the tokens of objects that no frame and no value holds any more.
///
/// Call it again while `count` equals `capacity`: what did not fit waits, in no particular order.
/// A token comes out exactly once for each time it went in; two threads that ask at once share the tokens among them.
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
