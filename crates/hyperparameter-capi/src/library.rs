//! The versions of the library and of its interface.

use crate::abi::*;
use crate::guard::guard;

/// Returns the version of the interface that the library was built with.
///
/// A caller compares it with its own `HP_ABI_VERSION` before it calls anything else.
#[unsafe(no_mangle)]
pub extern "C" fn hp_abi_version() -> u32 {
    HP_ABI_VERSION
}

/// Returns the version of the library, such as `0.1.0`.
///
/// - `text`, `length`: receive a static string, which is never freed.
///
/// # Safety
/// Pointers are valid as the conventions of the header say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_version(text: *mut *const u8, length: *mut u64) -> hp_status {
    const VERSION: &str = env!("CARGO_PKG_VERSION");
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let text = caller.out("text", text)?;
            let length = caller.out("length", length)?;
            text.write(VERSION.as_ptr());
            length.write(VERSION.len() as u64);
            Ok(HP_OK)
        })
    }
}
