//! The overrides of a new frame, in either of their two forms: an array of items, or one packed buffer.

pub(crate) mod budget;
pub(crate) mod item;
pub(crate) mod packed;
pub(crate) mod record;

use hyperparameter::{Entry, Frame, FrameBuilder, Limits};

use crate::abi::*;
use crate::failure::Failure;
use crate::layer::budget::{Budget, beyond};
use crate::layer::packed::Records;
use crate::layer::record::Record;
use crate::memory::{Caller, reservable};

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

/// A builder for this many records; refuses too many before it reads any of them.
fn builder(parent: &Frame, count: usize, limits: Limits) -> Result<FrameBuilder, Failure> {
    if count > limits.items {
        return Err(beyond(limits.items, "items"));
    }
    // The core's list of entries has no fallible allocation.
    reservable(count.saturating_mul(size_of::<Entry>()))?;
    let mut builder = parent.builder();
    builder.limits(limits);
    Ok(builder)
}

/// All of the records or none: an invalid one drops the builder.
fn filled<'a>(
    mut builder: FrameBuilder,
    records: impl Iterator<Item = Result<Record<'a>, Failure>>,
) -> Result<Frame, Failure> {
    for record in records {
        match record? {
            Record::Set { key, value, origin } => builder.set_from(key, value, origin)?,
            Record::Unset { key } => builder.unset(key)?,
            Record::Define { text, position } => builder.define_at(text, position)?,
        };
    }
    Ok(builder.into())
}

/// The caller's limits; 0 means no limit.
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
