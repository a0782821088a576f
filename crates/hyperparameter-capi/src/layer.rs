//! The overrides of a new frame, in either of their two forms: an array of items, or one packed buffer.

use hyperparameter::{Entry, Frame, FrameBuilder, Limits, Origin, Value};

use crate::abi::*;
use crate::item;
use crate::memory::{Caller, reservable};
use crate::packed::Records;
use crate::status::Failure;

/// One override, as both forms give it.
pub(crate) enum Record<'a> {
    Set {
        key: &'a str,
        value: Value,
        origin: Origin,
    },
    Unset {
        key: &'a str,
    },
    Define {
        text: &'a str,
        position: u32,
    },
}

/// A child of `parent` from an array of items.
pub(crate) fn child_of_items(
    caller: &Caller,
    parent: &Frame,
    items: &[hp_item],
    limits: Limits,
) -> Result<Frame, Failure> {
    let builder = builder(parent, items.len(), limits)?;
    let budget = Budget::of(limits);
    filled(
        builder,
        items.iter().map(|item| item::record(caller, item, budget)),
    )
}

/// A child of `parent` from a packed layer.
pub(crate) fn child_of_packed(
    parent: &Frame,
    layer: &[u8],
    limits: Limits,
) -> Result<Frame, Failure> {
    let budget = Budget::of(limits);
    let count = Records::new(layer, budget).count_up_to(limits.items)?;
    let builder = builder(parent, count, limits)?;
    filled(builder, Records::new(layer, budget))
}

/// A builder for so many records; refuses too many before any of them is looked at.
fn builder(parent: &Frame, count: usize, limits: Limits) -> Result<FrameBuilder, Failure> {
    if count > limits.items {
        return Err(beyond(limits.items, "items"));
    }
    // The core's own list of entries has no fallible form.
    reservable(count.saturating_mul(size_of::<Entry>()))?;
    Ok(parent.builder().limits(limits))
}

/// All of the records or none: a bad one takes the builder with it.
fn filled<'a>(
    mut builder: FrameBuilder,
    records: impl Iterator<Item = Result<Record<'a>, Failure>>,
) -> Result<Frame, Failure> {
    for record in records {
        builder = match record? {
            Record::Set { key, value, origin } => builder.set_from(key, value, origin)?,
            Record::Unset { key } => builder.unset(key)?,
            Record::Define { text, position } => builder.define_at(text, position)?,
        };
    }
    Ok(builder.build())
}

/// The caller's limits, where 0 is none.
pub(crate) fn limits(limits: Option<hp_limits>) -> Limits {
    let most = |limit: u64| match limit {
        0 => usize::MAX,
        limit => usize::try_from(limit).unwrap_or(usize::MAX),
    };
    limits.map_or(Limits::NONE, |limits| {
        Limits::NONE
            .items(most(limits.items))
            .bytes(most(limits.bytes))
    })
}

/// How many bytes a layer may hold, to refuse what alone is more before it is copied.
///
/// The sum is the core's to watch.
#[derive(Clone, Copy)]
pub(crate) struct Budget(usize);

impl Budget {
    pub(crate) const NONE: Budget = Budget(usize::MAX);

    fn of(limits: Limits) -> Budget {
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
fn beyond(limit: usize, what: &str) -> Failure {
    Failure::new(
        HP_LIMIT,
        format!("too many overrides: more than {limit} {what}, the limit"),
    )
}

/// The origin of that number.
pub(crate) fn origin(number: i32) -> Result<Origin, Failure> {
    match number {
        HP_FROM_CODE => Ok(Origin::Code),
        HP_FROM_KEYWORD => Ok(Origin::Keyword),
        HP_FROM_MAPPING => Ok(Origin::Mapping),
        HP_ASSIGNED => Ok(Origin::Assigned),
        other => Err(Failure::new(
            HP_BAD_ARGUMENT,
            format!("{other} is not an origin"),
        )),
    }
}
