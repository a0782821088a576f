//! An object of the host, represented by its token.

use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};

use hyperparameter::{Object, Value, for_capi as core};

use crate::object::released::{Node, RELEASED};

/// Whether released tokens are kept for `hp_objects_released`.
pub(crate) static COLLECTED: AtomicBool = AtomicBool::new(true);

/// The object that the core stores in place of the host's.
struct HostToken {
    token: u64,
    /// Allocated with the token, so that releasing it needs no memory; None if the host does not ask for released tokens, or after the drop.
    node: Option<Box<Node>>,
}

impl Drop for HostToken {
    fn drop(&mut self) {
        if let Some(node) = self.node.take() {
            let node = Box::into_raw(node);
            RELEASED.push_chain(node, node);
        }
    }
}

/// An object that represents the host's token.
///
/// # Errors
/// If the token is 0.
pub(crate) fn object(token: i64, type_name: &str) -> Result<Object, String> {
    if token == 0 {
        return Err(format!(
            "an object of type \"{type_name}\" has the token 0, which stands for objects of others"
        ));
    }
    let token = token as u64;
    let node = COLLECTED.load(Ordering::Relaxed).then(|| {
        Box::new(Node {
            token,
            next: ptr::null_mut(),
        })
    });
    Ok(Object::new(type_name, HostToken { token, node }))
}

/// A copy of a value, with stand-ins for its objects, which do not delay their release.
pub(crate) fn stand_in(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let token = token(object) as u64;
            let host = HostToken { token, node: None };
            Value::Object(Object::new(object.type_name(), host))
        }
        Value::List(items) if core::holds_object(value) => {
            Value::List(items.iter().map(stand_in).collect())
        }
        Value::Map(map) if core::holds_object(value) => core::map_with_values(map, stand_in),
        other => other.clone(),
    }
}

/// The token of an object, or 0 if another language in this process stored it.
pub(crate) fn token(object: &Object) -> i64 {
    object
        .downcast_ref::<HostToken>()
        .map_or(0, |host| host.token as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_of_others_has_no_token() {
        assert_eq!(token(&Object::new("Model", 7_u8)), 0);
    }
}
