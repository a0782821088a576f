//! For the tests of bindings.

use crate::abi::hp_status;
use crate::guard::guard;

/// Panics, to test that a panic does not cross the FFI boundary.
///
/// For the tests of bindings: each checks that the call returns the status and prints nothing, and that the library stays usable.
///
/// Returns `HP_PANIC`.
///
/// # Safety
/// There are no requirements.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_test_panic() -> hp_status {
    // SAFETY: the body reads and writes nothing through pointers.
    unsafe { guard(|_| panic!("hp_test_panic was called")) }
}
