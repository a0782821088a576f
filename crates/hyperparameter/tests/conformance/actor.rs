//! What an actor does: one step after another, in a context of its own.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use hyperparameter::{
    Error, ErrorKind, FrameBuilder, FromValue, Key, Object, Origin, ScopeGuard, Value, assign,
    current, enter, frozen,
};

use crate::vector::{Class, Enter, Expect, Node, Read, Source, Step};

/// What came of a step.
#[derive(Debug)]
pub(crate) enum Outcome {
    Done,
    /// The parameter is missing: a reader gets its default.
    Default,
    Value(Value),
    Keys(Vec<String>),
    Items(Vec<(String, Value)>),
    Error(
        ErrorKind,
        #[expect(dead_code, reason = "shown when a case fails")] String,
    ),
}

impl From<Error> for Outcome {
    fn from(error: Error) -> Outcome {
        Outcome::Error(error.kind(), error.to_string())
    }
}

/// The host objects of one case: the same name is the same object in every actor.
#[derive(Default)]
pub(crate) struct Objects(Mutex<HashMap<String, Object>>);

impl Objects {
    fn named(&self, name: &str) -> Value {
        let mut objects = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Value::Object(
            objects
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
            Node::Object(name) => self.named(name),
            Node::Mapping(_) => return Err("a mapping is not a value".into()),
        })
    }

    /// Nested mappings written out as paths, as a host does that has no mapping of mixed kinds.
    fn flatten(
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

    /// Why `outcome` is not what was expected, if it is not.
    pub(crate) fn check(&self, expect: Option<&Expect>, outcome: &Outcome) -> Result<(), String> {
        let agrees = match (expect, outcome) {
            (None, Outcome::Done) => true,
            (Some(Expect::Error(class)), Outcome::Error(kind, _)) => *kind == kind_of(*class),
            (Some(Expect::Default(_)), Outcome::Default) => true,
            (Some(Expect::Keys(keys)), Outcome::Keys(found)) => keys == found,
            (Some(Expect::Items(items)), Outcome::Items(found)) => {
                items.len() == found.len()
                    && items
                        .iter()
                        .zip(found)
                        .all(|((key, node), (found_key, value))| {
                            key == found_key
                                && self
                                    .value(node)
                                    .is_ok_and(|expected| same(&expected, value))
                        })
            }
            (Some(expect), Outcome::Value(value)) => match value_of(expect) {
                Some(node) => same(&self.value(&node)?, value),
                None => false,
            },
            _ => false,
        };
        if agrees {
            return Ok(());
        }
        Err(format!("expected {expect:?}, got {outcome:?}"))
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

fn kind_of(class: Class) -> ErrorKind {
    match class {
        Class::Missing => ErrorKind::Missing,
        Class::InvalidKey => ErrorKind::InvalidKey,
        Class::Conversion => ErrorKind::Conversion,
        Class::Definition => ErrorKind::Definition,
        Class::Scope => ErrorKind::Scope,
    }
}

fn value_of(expect: &Expect) -> Option<Node> {
    Some(match expect.clone() {
        Expect::Null(text) => Node::Null(text),
        Expect::Bool(text) => Node::Bool(text),
        Expect::Int(text) => Node::Int(text),
        Expect::Float(text) => Node::Float(text),
        Expect::Text(text) => Node::Text(text),
        Expect::Bytes(text) => Node::Bytes(text),
        Expect::List(items) => Node::List(items),
        Expect::Object(name) => Node::Object(name),
        Expect::Default(_) | Expect::Error(_) | Expect::Keys(_) | Expect::Items(_) => return None,
    })
}

/// Equality that tells kinds apart, and floats by their bits; every NaN is one.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Float(left), Value::Float(right)) => {
            left.to_bits() == right.to_bits() || (left.is_nan() && right.is_nan())
        }
        (Value::List(left), Value::List(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right.iter())
                    .all(|(left, right)| same(left, right))
        }
        _ => left.kind() == right.kind() && left == right,
    }
}

/// The scopes an actor has open, innermost last.
#[derive(Default)]
pub(crate) struct Actor(Vec<(String, ScopeGuard)>);

impl Drop for Actor {
    fn drop(&mut self) {
        while self.0.pop().is_some() {}
    }
}

impl Actor {
    /// Does one step other than those that start and end actors.
    pub(crate) fn perform(&mut self, step: &Step, objects: &Objects) -> Result<Outcome, String> {
        let outcome = match step {
            Step::Enter(it) => self.enter(it, objects)?,
            Step::Exit(it) => {
                let open = self.0.iter().rposition(|(name, _)| *name == it.scope);
                let (_, guard) = self
                    .0
                    .remove(open.ok_or(format!("the scope {} is not open", it.scope))?);
                guard.leave().into()
            }
            Step::Read(it) => read(it)?,
            Step::Require(it) => current()
                .require::<Value>(&it.key)
                .map(Outcome::Value)
                .into(),
            Step::Contains(it) => current()
                .contains(&it.key)
                .map(Value::Bool)
                .map(Outcome::Value)
                .into(),
            Step::Truth(it) => current()
                .truth(&it.key)
                .map(Value::Bool)
                .map(Outcome::Value)
                .into(),
            Step::Assign(it) => assign(&it.key, objects.value(&it.value)?).into(),
            Step::Keys(it) => keys(&it.prefix).map(Outcome::Keys).into(),
            Step::Items(it) => items(&it.prefix).map(Outcome::Items).into(),
            Step::Freeze(_) => {
                frozen();
                Outcome::Done
            }
            Step::Spawn(_) | Step::Join(_) => {
                return Err("the schedule starts and ends actors".into());
            }
        };
        Ok(outcome)
    }

    fn enter(&mut self, it: &Enter, objects: &Objects) -> Result<Outcome, String> {
        let mut layers = Vec::new();
        for source in &it.sources {
            layers.push(match source {
                Source::Define(text) => Layer::Define(text),
                Source::Mapping(pairs) => {
                    let mut flat = Vec::new();
                    objects.flatten(None, pairs, &mut flat)?;
                    Layer::Pairs(flat)
                }
                Source::Untyped(pairs) => Layer::Pairs(
                    pairs
                        .iter()
                        .map(|(key, text)| (key.clone(), Value::untyped(text.as_str())))
                        .collect(),
                ),
            });
        }
        let mut keywords = Vec::new();
        objects.flatten(None, &it.keywords, &mut keywords)?;
        layers.push(Layer::Keywords(keywords));

        let built = layers
            .into_iter()
            .try_fold(current().builder(), |builder, layer| layer.add_to(builder));
        Ok(match built {
            Ok(builder) => {
                self.0.push((it.scope.clone(), enter(builder.build())));
                Outcome::Done
            }
            Err(error) => error.into(),
        })
    }
}

enum Layer<'a> {
    Define(&'a str),
    Pairs(Vec<(String, Value)>),
    Keywords(Vec<(String, Value)>),
}

impl Layer<'_> {
    fn add_to(self, builder: FrameBuilder) -> Result<FrameBuilder, Error> {
        match self {
            Layer::Define(text) => builder.add_source(text),
            Layer::Pairs(pairs) => builder.add_source(pairs),
            Layer::Keywords(pairs) => pairs
                .into_iter()
                .try_fold(builder, |builder, (key, value)| {
                    builder.set_from(key, value, Origin::Keyword)
                }),
        }
    }
}

/// Typed reads go through `Option`, so that null is null in every language.
fn read(it: &Read) -> Result<Outcome, String> {
    fn typed<T: FromValue>(key: &str, value: impl Fn(T) -> Value) -> Outcome {
        match current().get::<Option<T>>(key) {
            Ok(Some(Some(read))) => Outcome::Value(value(read)),
            Ok(Some(None)) => Outcome::Value(Value::Null),
            Ok(None) => Outcome::Default,
            Err(error) => error.into(),
        }
    }
    Ok(match it.default {
        Node::Null(_) => match current().get::<Value>(&it.key) {
            Ok(Some(value)) => Outcome::Value(value),
            Ok(None) => Outcome::Default,
            Err(error) => error.into(),
        },
        Node::Bool(_) => typed(&it.key, Value::Bool),
        Node::Int(_) => typed(&it.key, Value::Int),
        Node::Float(_) => typed(&it.key, Value::Float),
        Node::Text(_) => typed(&it.key, |text: String| Value::Text(text.into())),
        Node::Bytes(_) => typed(&it.key, |bytes: Vec<u8>| Value::Bytes(bytes.into())),
        Node::List(_) => typed(&it.key, |items: Vec<Value>| Value::List(items.into())),
        Node::Object(_) => match current().get::<Value>(&it.key) {
            Ok(Some(value @ Value::Object(_))) => Outcome::Value(value),
            Ok(Some(other)) => {
                return Err(format!(
                    "there is no typed read of a host object, and this is {other:?}"
                ));
            }
            Ok(None) => Outcome::Default,
            Err(error) => error.into(),
        },
        Node::Mapping(_) => return Err("a mapping is not a default".into()),
    })
}

fn keys(prefix: &str) -> Result<Vec<String>, Error> {
    let keys: Vec<Key> = current().keys(prefix)?;
    Ok(keys.iter().map(|key| key.as_str().to_owned()).collect())
}

fn items(prefix: &str) -> Result<Vec<(String, Value)>, Error> {
    let frame = current();
    keys(prefix)?
        .into_iter()
        .map(|key| Ok((key.clone(), frame.require::<Value>(&key)?)))
        .collect()
}

impl From<Result<Outcome, Error>> for Outcome {
    fn from(result: Result<Outcome, Error>) -> Outcome {
        result.unwrap_or_else(Outcome::from)
    }
}

impl From<Result<(), Error>> for Outcome {
    fn from(result: Result<(), Error>) -> Outcome {
        result.map(|()| Outcome::Done).into()
    }
}
