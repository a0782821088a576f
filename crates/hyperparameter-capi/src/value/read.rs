//! Reads values that are inputs.

use std::sync::Arc;

use hyperparameter::Value;

use crate::abi::*;
use crate::failure::Failure;
use crate::handle;
use crate::layer::budget::Budget;
use crate::memory::{Caller, reservable, utf8};
use crate::object::token;
use crate::value::list::OpenLists;

/// Reads a value that is an input; if it has an owner, that owner's value.
pub(crate) fn part(caller: &Caller, value: &hp_value) -> Result<Value, Failure> {
    match value.owner {
        0 => read(caller, value, Budget::NONE),
        owner => Ok(handle::value(owner)?.clone()),
    }
}

/// Reads a value and everything that it points to.
pub(crate) fn read(caller: &Caller, value: &hp_value, budget: Budget) -> Result<Value, Failure> {
    let mut lists = OpenLists::new();
    // The elements that are left to read of each open list and mapping.
    let mut rest = Vec::new();
    let mut next = value;
    loop {
        let whole = match next.kind {
            HP_LIST | HP_MAP => {
                let inner = elements(caller, next, budget)?;
                rest.push(inner.iter());
                match next.kind {
                    HP_LIST => lists.open(inner.len())?,
                    _ => lists.open_map(pairs(inner)?)?,
                }
            }
            _ => lists.add(leaf(caller, next, budget)?)?,
        };
        if let Some(whole) = whole {
            return Ok(whole);
        }
        while rest.last().is_some_and(|rest| rest.len() == 0) {
            rest.pop();
        }
        if lists.wants_key() {
            let key = element(&mut rest)?;
            if key.kind != HP_TEXT {
                return Err(Failure::new(
                    HP_BAD_ARGUMENT,
                    format!("a key of a mapping is of kind {HP_TEXT}, not {}", key.kind),
                ));
            }
            lists.key(text(caller, key, budget)?);
        }
        next = element(&mut rest)?;
    }
}

/// The number of entries in an array in which keys and values alternate.
fn pairs(elements: &[hp_value]) -> Result<usize, Failure> {
    if elements.len() % 2 == 1 {
        return Err(Failure::new(
            HP_BAD_ARGUMENT,
            format!(
                "a mapping has keys and values in turn, not {} of them",
                elements.len()
            ),
        ));
    }
    Ok(elements.len() / 2)
}

/// The next element of the innermost list; there is one, because complete lists were closed.
fn element<'a>(rest: &mut [std::slice::Iter<'a, hp_value>]) -> Result<&'a hp_value, Failure> {
    let next = rest.last_mut().and_then(Iterator::next);
    next.ok_or_else(|| Failure::new(HP_PANIC, "a list has fewer elements than it says"))
}

fn leaf(caller: &Caller, value: &hp_value, budget: Budget) -> Result<Value, Failure> {
    Ok(match value.kind {
        HP_NULL => Value::Null,
        HP_BOOL => match value.integer {
            0 => Value::Bool(false),
            1 => Value::Bool(true),
            other => {
                return Err(Failure::new(
                    HP_BAD_ARGUMENT,
                    format!("a bool is 0 or 1, not {other}"),
                ));
            }
        },
        HP_INT => Value::Int(value.integer),
        HP_FLOAT => Value::Float(value.number),
        HP_TEXT => Value::Text(text(caller, value, budget)?),
        HP_UNTYPED => Value::Untyped(text(caller, value, budget)?),
        HP_BYTES => {
            budget.covers(value.length)?;
            let bytes = caller.bytes("data", value.data, value.length)?;
            reservable(bytes.len())?;
            Value::Bytes(Arc::from(bytes))
        }
        HP_OBJECT => {
            budget.covers(value.length)?;
            let name = caller.text("the type name of an object", value.data, value.length)?;
            reservable(name.len())?;
            Value::Object(
                token::object(value.integer, name)
                    .map_err(|why| Failure::new(HP_BAD_ARGUMENT, why))?,
            )
        }
        other => return Err(unknown(other)),
    })
}

fn text(caller: &Caller, value: &hp_value, budget: Budget) -> Result<Arc<str>, Failure> {
    budget.covers(value.length)?;
    let bytes = caller.bytes("data", value.data, value.length)?;
    // Before the string is checked for UTF-8, which is slow for a large one.
    reservable(bytes.len())?;
    Ok(Arc::from(utf8("data", bytes)?))
}

fn elements<'a>(
    caller: &'a Caller,
    list: &hp_value,
    budget: Budget,
) -> Result<&'a [hp_value], Failure> {
    budget.covers(list.length)?;
    caller.values("data", list.data, list.length)
}

#[cold]
fn unknown(kind: i32) -> Failure {
    Failure::new(HP_BAD_ARGUMENT, format!("{kind} is not a kind of value"))
}
