//! Tagged values, and the values of this crate that they mean.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use hyperparameter::{Map, Object, Value};

use crate::step::{Empty, Node, Times};

/// The host objects of one case: the same name is the same object in every actor.
#[derive(Default)]
pub(crate) struct Objects(Mutex<HashMap<String, Object>>);

impl Objects {
    fn named(&self, name: &str) -> Value {
        Value::Object(
            self.lock()
                .entry(name.to_owned())
                .or_insert_with(|| Object::new("Host", name.to_owned()))
                .clone(),
        )
    }

    pub(crate) fn value(&self, node: &Node) -> Result<Value, String> {
        fn spelled<T: std::str::FromStr>(text: &str) -> Result<T, String> {
            text.parse()
                .map_err(|_| format!("this host has no such value: {text:?}"))
        }
        Ok(match node {
            Node::Null(_) => Value::Null,
            Node::Bool(text) => Value::Bool(spelled(text)?),
            Node::Int(text) => Value::Int(spelled(text)?),
            Node::Float(text) => Value::Float(spelled(text)?),
            Node::Text(text) => Value::Text(text.as_str().into()),
            Node::Bytes(digits) => Value::Bytes(bytes(digits)?.into()),
            Node::List(items) => Value::List(
                items
                    .iter()
                    .map(|item| self.value(item))
                    .collect::<Result<_, _>>()?,
            ),
            Node::Nested(Times(depth)) => (0..*depth).fold(Value::Null, |inner, level| {
                Value::List(if level == 0 {
                    [].into()
                } else {
                    [inner].into()
                })
            }),
            Node::Map(pairs) => {
                let entries: Result<Vec<_>, String> = pairs
                    .iter()
                    .map(|(key, node)| Ok((key.as_str(), self.value(node)?)))
                    .collect();
                Value::Map(Map::new(entries?).map_err(|error| error.to_string())?)
            }
            Node::Object(name) => self.named(name),
            Node::Mapping(_) => return Err("a mapping is not a value".into()),
        })
    }

    /// Nested mappings written out as paths, as a host does that has no mapping of mixed kinds.
    pub(crate) fn flatten(
        &self,
        outer: Option<&str>,
        pairs: &[(String, Node)],
        into: &mut Vec<(String, Value)>,
    ) -> Result<(), String> {
        for (key, node) in pairs {
            let path = match outer {
                Some(outer) => format!("{outer}.{key}"),
                None => key.clone(),
            };
            match node {
                Node::Mapping(pairs) => self.flatten(Some(&path), pairs, into)?,
                node => into.push((path, self.value(node)?)),
            }
        }
        Ok(())
    }

    /// The spelling of a value that was read.
    pub(crate) fn tagged(&self, value: &Value) -> Result<Node, String> {
        Ok(match value {
            Value::Null => Node::Null(Empty),
            Value::Bool(holds) => Node::Bool(holds.to_string()),
            Value::Int(number) => Node::Int(number.to_string()),
            Value::Float(number) => Node::Float(format!("{number:?}").to_lowercase()),
            Value::Text(text) => Node::Text(text.to_string()),
            Value::Bytes(bytes) => {
                Node::Bytes(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
            }
            Value::List(items) => Node::List(
                items
                    .iter()
                    .map(|item| self.tagged(item))
                    .collect::<Result<_, _>>()?,
            ),
            Value::Object(object) => {
                let objects = self.lock();
                let named = objects.iter().find(|(_, other)| *other == object);
                let (name, _) = named.ok_or(format!("no object of this case: {object:?}"))?;
                Node::Object(name.clone())
            }
            Value::Map(map) => Node::Map(
                map.entries()
                    .iter()
                    .map(|(key, value)| Ok((key.to_string(), self.tagged(value)?)))
                    .collect::<Result<_, String>>()?,
            ),
            other => return Err(format!("a case has no such value: {other:?}")),
        })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Object>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn bytes(digits: &str) -> Result<Vec<u8>, String> {
    (0..digits.len())
        .step_by(2)
        .map(|at| {
            let pair = digits
                .get(at..at + 2)
                .ok_or("an odd number of hexadecimal digits")?;
            u8::from_str_radix(pair, 16).map_err(|error| error.to_string())
        })
        .collect()
}
