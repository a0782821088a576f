//! A layer as an array of `hp_item`, as a program in C writes it.

use std::sync::Arc;

use hyperparameter::Value;

use crate::abi::*;
use crate::layer::{Budget, Record, origin};
use crate::list::OpenLists;
use crate::memory::{Caller, reservable, utf8};
use crate::object;
use crate::status::Failure;

/// Reads one item.
pub(crate) fn record<'a>(
    caller: &'a Caller,
    item: &hp_item,
    budget: Budget,
) -> Result<Record<'a>, Failure> {
    let value = &item.value;
    if item.key.is_null() {
        if value.kind != HP_UNTYPED {
            return Err(Failure::new(
                HP_BAD_ARGUMENT,
                format!(
                    "the pointer \"key\" is NULL, which is for definitions of kind {HP_UNTYPED}, beside a value of kind {}",
                    value.kind
                ),
            ));
        }
        budget.covers(value.length)?;
        let bytes = caller.bytes("a definition", value.data, value.length)?;
        reservable(bytes.len())?;
        let text = utf8("a definition", bytes)?;
        return Ok(Record::Define {
            text,
            position: item.position,
        });
    }
    let key = caller.key("key", item.key, item.key_length)?;
    let origin = origin(item.origin)?;
    let value = read(caller, value, budget).map_err(|failure| failure.of_value(key))?;
    Ok(Record::Set { key, value, origin })
}

fn read(caller: &Caller, value: &hp_value, budget: Budget) -> Result<Value, Failure> {
    if value.kind != HP_LIST {
        return leaf(caller, value, budget);
    }
    let mut lists = OpenLists::new();
    // What is left to read of each open list.
    let mut rest = vec![elements(caller, value, budget)?.iter()];
    let mut whole = lists.open(rest[0].len())?;
    loop {
        if let Some(whole) = whole {
            return Ok(whole);
        }
        whole = match rest.last_mut().and_then(Iterator::next) {
            Some(list) if list.kind == HP_LIST => {
                let inner = elements(caller, list, budget)?.iter();
                let whole = lists.open(inner.len())?;
                rest.push(inner);
                whole
            }
            Some(value) => lists.add(leaf(caller, value, budget)?)?,
            None => {
                rest.pop();
                None
            }
        };
    }
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
            Value::Object(object::object(value.integer, name)?)
        }
        other => return Err(unknown(other)),
    })
}

fn text(caller: &Caller, value: &hp_value, budget: Budget) -> Result<Arc<str>, Failure> {
    budget.covers(value.length)?;
    let bytes = caller.bytes("data", value.data, value.length)?;
    // Before the text is looked through, which takes its time when it is large.
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
