//! Overrides in scopes that are open: `assign`, and the `set` of a block of `with_params!`.

use crate::context::scope::ScopeGuard;
use crate::context::{current, replace_current, with_context};
use crate::error::{Error, ErrorKind};
use crate::frame::Frame;
use crate::into_value::IntoValue;
use crate::key::{AsKey, Key};
use crate::layer::{Layer, entry, stored};
use crate::origin::Origin;
use crate::value::Value;

/// Changes a parameter in the innermost open scope, until that scope ends.
///
/// Scopes further out keep their value, and so do tasks and threads started
/// earlier. [`enter`](crate::enter), [`with_frame`](crate::with_frame), a block of [`with_params!`](crate::with_params)
/// that overrides, and a future of [`task::in_frame`](crate::task::in_frame) are
/// scopes.
///
/// # Errors
/// An invalid key, a value that cannot be stored exactly, or
/// [`ErrorKind::Scope`] if no scope is open: nothing would undo the assignment.
///
/// ```
/// use hyperparameter::{assign, current, enter};
///
/// let scope = enter(current());
/// assign("train.lr", 0.1)?;
/// assert_eq!(current().get::<f64>("train.lr")?, Some(0.1));
/// drop(scope);
/// assert_eq!(current().get::<f64>("train.lr")?, None);
/// # Ok::<(), hyperparameter::Error>(())
/// ```
pub fn assign(key: impl AsKey, value: impl IntoValue) -> Result<(), Error> {
    let key = key.to_key()?;
    let value = stored(&key, value)?;
    if !with_context(|context| context.has_scope()) {
        return Err(no_scope(&key));
    }
    if let Value::Map(map) = &value {
        let layer = Layer::below(&key, map, Origin::Assigned)?;
        replace_current(current().under(layer));
        return Ok(());
    }
    let mut entry = Some(entry(key, value, Origin::Assigned)?);
    let ended = with_context(|context| context.current.insert(&mut entry));
    drop((ended, entry));
    Ok(())
}

#[cold]
fn no_scope(key: &Key) -> Error {
    Error::about(
        ErrorKind::Scope,
        key.as_str(),
        format!(
            "cannot assign {key}: no scope is open, so nothing would undo the assignment; open a scope, as in with_params! {{ set {key} = ..; }}, or use base"
        ),
    )
}

/// Sets a key for the rest of the block whose scope this is: as [`override_in`], but where no
/// scope is open inside, the block's own frame gets one more entry.
pub(crate) fn set_in(scope: Option<&ScopeGuard>, key: Key, value: Value) -> Result<(), Error> {
    if let Value::Map(map) = &value {
        return override_in(scope, Layer::below(&key, map, Origin::Code)?);
    }
    let mut entry = Some(entry(key, value, Origin::Code)?);
    let ended = with_context(|context| {
        let inside = context.inside(scope.map(|guard| guard.scope))?;
        (inside == context.open.len()).then(|| context.current.insert(&mut entry))
    });
    if ended.is_none() {
        if let Some(entry) = entry {
            return override_in(scope, entry.into());
        }
    }
    Ok(())
}

/// Overrides for the rest of the block whose scope this is, also in scopes that
/// were opened inside it since: the block's later statements see them.
pub(crate) fn override_in(scope: Option<&ScopeGuard>, layer: Layer) -> Result<(), Error> {
    let (current, inside, open) = with_context(|context| {
        let inside = context.inside(scope.map(|guard| guard.scope));
        (context.current.clone(), inside, context.open.len())
    });
    let inside = inside.ok_or_else(ended)?;
    if inside < open {
        override_inside(inside, &layer);
    } else {
        replace_current(current.under(layer));
    }
    Ok(())
}

/// Overrides in the current frame, and in those that the open scopes from `inside` on
/// will restore.
#[cold]
fn override_inside(inside: usize, layer: &Layer) {
    let mut frames: Vec<Frame> = with_context(|context| {
        let before = context.open[inside..].iter().map(|open| &open.before);
        before.chain([&context.current]).cloned().collect()
    });
    // The context holds the frames on until all are exchanged: what is let go of may
    // run code of the user, which may leave scopes.
    for frame in &mut frames {
        *frame = frame.under(layer.clone());
    }
    with_context(|context| {
        let before = context.open[inside..]
            .iter_mut()
            .map(|open| &mut open.before);
        let places = before.chain([&mut context.current]);
        for (place, frame) in places.zip(&mut frames) {
            std::mem::swap(place, frame);
        }
    });
    drop(frames);
}

#[cold]
fn ended() -> Error {
    Error::new(
        ErrorKind::Scope,
        "cannot override in this block: its scope has ended, because an outer scope was left",
    )
}
