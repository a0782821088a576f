//! For the tests of bindings.

use crate::abi::hp_status;
use crate::guard::guard;

/// Panics inside, to show that a panic stays inside.
///
/// For the tests of bindings: every language checks that it gets the status, that nothing is printed, and that the library works on.
///
/// Returns `HP_PANIC`.
///
/// # Safety
/// Nothing is asked of the caller.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_test_panic() -> hp_status {
    // SAFETY: the body reads and writes nothing through pointers.
    unsafe { guard(|_| panic!("hp_test_panic was called")) }
}
