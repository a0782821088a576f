//! The limit on the bytes of a layer.

use hyperparameter::Limits;

use crate::abi::HP_LIMIT;
use crate::failure::Failure;

/// The limit on the bytes of a layer, to refuse a single larger item before it is copied.
///
/// The core checks the sum.
#[derive(Clone, Copy)]
pub(crate) struct Budget(usize);

impl Budget {
    pub(crate) const NONE: Budget = Budget(usize::MAX);

    pub(crate) fn of(limits: Limits) -> Budget {
        Budget(limits.bytes)
    }

    #[inline]
    pub(crate) fn covers(self, bytes: u64) -> Result<(), Failure> {
        if bytes > self.0 as u64 && self.0 != usize::MAX {
            return Err(beyond(self.0, "bytes"));
        }
        Ok(())
    }
}

#[cold]
pub(crate) fn beyond(limit: usize, what: &str) -> Failure {
    Failure::new(
        HP_LIMIT,
        format!("too many overrides: more than {limit} {what}, the limit"),
    )
}
