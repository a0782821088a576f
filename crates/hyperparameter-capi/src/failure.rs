//! Why a function failed, and this thread's last failure.

use std::borrow::Cow;
use std::cell::RefCell;

use hyperparameter::for_capi::{self as core, shown};
use hyperparameter::{Error, ErrorKind, Value};

use crate::abi::*;
use crate::object::token;

/// A failure: the status that the function returns, and a report for the functions in `error`.
///
/// Boxed, so that results of successful calls fit into registers.
pub(crate) struct Failure(Box<Inner>);

struct Inner {
    status: hp_status,
    report: Report,
}

/// The message of a failure, and its details.
pub(crate) struct Report {
    pub(crate) message: Cow<'static, str>,
    pub(crate) key: Option<Box<str>>,
    /// Objects in it are stand-ins for those of frames, so that they do not delay a release.
    pub(crate) value: Option<Value>,
    pub(crate) origin: Option<Box<str>>,
    pub(crate) wanted: Option<Box<str>>,
}

impl Report {
    const NONE: Report = Report {
        message: Cow::Borrowed(""),
        key: None,
        value: None,
        origin: None,
        wanted: None,
    };
}

/// A status to return, or a failure to report.
pub(crate) type Answer = Result<hp_status, Failure>;

impl Failure {
    #[cold]
    pub(crate) fn new(status: hp_status, message: impl Into<Cow<'static, str>>) -> Failure {
        let message = message.into();
        let report = Report {
            message,
            ..Report::NONE
        };
        Failure(Box::new(Inner { status, report }))
    }

    #[cold]
    pub(crate) fn no_memory() -> Failure {
        // A literal, because memory is short at this point.
        Failure::new(
            HP_NO_MEMORY,
            "no memory for something as large as was asked for",
        )
    }

    /// The same failure, about the value to be set as `key`.
    #[cold]
    pub(crate) fn of_value(mut self, key: &str) -> Failure {
        let report = &mut self.0.report;
        report.message = format!("cannot set {}: {}", shown(key), report.message).into();
        report.key = core::check_key(key).is_ok().then(|| key.into());
        self
    }

    /// Stores the report for this thread and returns the status.
    #[cold]
    pub(crate) fn report(self) -> hp_status {
        // A thread-local destructor may call in after this one was destroyed: then there is a status but no message.
        let Inner { status, report } = *self.0;
        let _ = LAST.try_with(|last| last.replace(report));
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
            // A kind that this interface has no number for.
            _ => HP_BAD_ARGUMENT,
        };
        let report = Report {
            message: error.to_string().into(),
            key: error.key().map(Box::from),
            value: error.value().map(token::stand_in),
            origin: core::provenance(&error).map(Box::from),
            wanted: error.wanted().map(Box::from),
        };
        Failure(Box::new(Inner { status, report }))
    }
}

thread_local! {
    static LAST: RefCell<Report> = const { RefCell::new(Report::NONE) };
}

/// Runs `look` on this thread's last report, or on an empty one if it was already destroyed at the thread's end.
pub(crate) fn with_last<R>(look: impl Fn(&Report) -> R) -> R {
    LAST.try_with(|last| look(&last.borrow()))
        .unwrap_or_else(|_| look(&Report::NONE))
}
