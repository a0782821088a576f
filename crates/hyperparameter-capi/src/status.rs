//! Failures, and the message of a thread's last one.

use std::borrow::Cow;
use std::cell::RefCell;

use hyperparameter::__private::shown;
use hyperparameter::{Error, ErrorKind};

use crate::abi::*;
use crate::guard::guard;

/// Why a function failed: the status it answers and the message that can be asked for.
///
/// Boxed, so that the results of what succeeds fit into registers.
pub(crate) struct Failure(Box<Inner>);

struct Inner {
    status: hp_status,
    message: Cow<'static, str>,
}

/// A status to answer, or a failure to report.
pub(crate) type Answer = Result<hp_status, Failure>;

impl Failure {
    #[cold]
    pub(crate) fn new(status: hp_status, message: impl Into<Cow<'static, str>>) -> Failure {
        let message = message.into();
        Failure(Box::new(Inner { status, message }))
    }

    #[cold]
    pub(crate) fn no_memory() -> Failure {
        // A literal: this is no moment to ask for much memory.
        Failure::new(
            HP_NO_MEMORY,
            "no memory for something as large as was asked for",
        )
    }

    /// The same failure of the value that was to be set as `key`.
    #[cold]
    pub(crate) fn of_value(mut self, key: &str) -> Failure {
        self.0.message = format!("cannot set {}: {}", shown(key), self.0.message).into();
        self
    }

    /// Keeps the message for this thread and gives the status.
    #[cold]
    pub(crate) fn report(self) -> hp_status {
        // A destructor of thread-local data may call in after ours has run: then there is a status and no message.
        let Inner { status, message } = *self.0;
        let _ = LAST.try_with(|last| last.replace(message));
        status
    }
}

impl From<Error> for Failure {
    #[cold]
    fn from(error: Error) -> Failure {
        let status = match error.kind() {
            ErrorKind::InvalidKey => HP_INVALID_KEY,
            ErrorKind::Missing => HP_MISSING,
            ErrorKind::Conversion => HP_CONVERSION,
            ErrorKind::Definition => HP_DEFINITION,
            ErrorKind::Limit => HP_LIMIT,
            ErrorKind::Scope => HP_SCOPE,
            // A kind that this interface has no number for yet.
            _ => HP_BAD_ARGUMENT,
        };
        Failure::new(status, error.to_string())
    }
}

thread_local! {
    static LAST: RefCell<Cow<'static, str>> = const { RefCell::new(Cow::Borrowed("")) };
}

/// Copies the message of this thread's last failure.
///
/// A success does not clear the message, so ask only after a failure.
/// The message is UTF-8 without a terminating NUL.
/// Call it with capacity 0 to learn the length, or with a buffer of some hundred bytes to have it at once.
///
/// - `buffer`: the caller's; written, at most `capacity` bytes; may be NULL when `capacity` is 0.
///   A message that does not fit is cut after a whole character, and the up to three bytes left over are set to 0.
/// - `length`: the caller's; receives the length of the whole message; may not be NULL.
///
/// Threads: any; each has its own message.
/// Answers `HP_OK`, `HP_BAD_ARGUMENT` or `HP_TOO_LONG` (a capacity that no buffer has).
///
/// # Safety
/// `buffer` is valid for writes of `capacity` bytes, `length` for one write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_error_message(
    buffer: *mut u8,
    capacity: u64,
    length: *mut u64,
) -> hp_status {
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let buffer = caller.buffer("buffer", buffer, capacity)?;
            let length = caller.out("length", length)?;
            let message = LAST
                .try_with(|last| last.borrow().clone())
                .unwrap_or_default();

            let mut cut = message.len().min(buffer.capacity());
            while !message.is_char_boundary(cut) {
                cut -= 1;
            }
            buffer.copy_from(&message.as_bytes()[..cut]);
            if cut < message.len() {
                buffer.fill_after(cut, 0);
            }
            length.write(message.len() as u64);
            Ok(HP_OK)
        })
    }
}
