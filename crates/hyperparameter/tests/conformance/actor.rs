//! What an actor does: one step after another, in a context of its own.

use hyperparameter::{
    Error, ErrorKind, FrameBuilder, FromValue, Key, Origin, ScopeGuard, Value, assign, current,
    enter, frozen,
};
use serde::Serialize;

use crate::step::{Class, Empty, Enter, Node, Read, Source, Step};
use crate::tagged::Objects;

/// What came of a step, as the protocol's answer says it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    Done(Empty),
    /// The parameter is missing: a reader gets its default.
    Default(Empty),
    Keys(Vec<String>),
    Items(Vec<(String, Node)>),
    #[serde(untagged)]
    Value(Node),
    #[serde(untagged)]
    Error {
        error: Class,
        message: String,
    },
}

impl From<Error> for Outcome {
    fn from(error: Error) -> Outcome {
        Outcome::Error {
            error: class_of(error.kind()),
            message: error.to_string(),
        }
    }
}

fn class_of(kind: ErrorKind) -> Class {
    match kind {
        ErrorKind::Missing => Class::Missing,
        ErrorKind::InvalidKey => Class::InvalidKey,
        ErrorKind::Conversion => Class::Conversion,
        ErrorKind::Definition => Class::Definition,
        ErrorKind::Scope => Class::Scope,
        ErrorKind::Limit => Class::Limit,
        _ => Class::Other,
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
            Step::Read(it) => read(it, objects)?,
            Step::Require(it) => match current().require::<Value>(&it.key) {
                Ok(value) => Outcome::Value(objects.tagged(&value)?),
                Err(error) => error.into(),
            },
            Step::Contains(it) => current().contains(&it.key).map(condition).into(),
            Step::Truth(_) => return Err("a parameter has no truth".into()),
            Step::Assign(it) => assign(&it.key, objects.value(&it.value)?).into(),
            Step::Keys(it) => keys(&it.prefix).map(Outcome::Keys).into(),
            Step::Items(it) => match items(&it.prefix) {
                Ok(items) => Outcome::Items(
                    items
                        .into_iter()
                        .map(|(key, value)| Ok((key, objects.tagged(&value)?)))
                        .collect::<Result<_, String>>()?,
                ),
                Err(error) => error.into(),
            },
            Step::Freeze(_) => {
                frozen();
                Outcome::Done(Empty)
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
                Outcome::Done(Empty)
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

fn condition(holds: bool) -> Outcome {
    Outcome::Value(Node::Bool(holds.to_string()))
}

/// Typed reads go through `Option`, so that null is null in every language.
fn read(it: &Read, objects: &Objects) -> Result<Outcome, String> {
    fn typed<T: FromValue>(key: &str, value: impl Fn(T) -> Value) -> Result<Option<Value>, Error> {
        let read = current().get::<Option<T>>(key)?;
        Ok(read.map(|found| found.map_or(Value::Null, value)))
    }
    let read = match it.default {
        Node::Null(_) => current().get::<Value>(&it.key),
        Node::Bool(_) => typed(&it.key, Value::Bool),
        Node::Int(_) => typed(&it.key, Value::Int),
        Node::Float(_) => typed(&it.key, Value::Float),
        Node::Text(_) => typed(&it.key, |text: String| Value::Text(text.into())),
        Node::Bytes(_) => typed(&it.key, |bytes: Vec<u8>| Value::Bytes(bytes.into())),
        Node::List(_) => typed(&it.key, |items: Vec<Value>| Value::List(items.into())),
        Node::Object(_) => match current().get::<Value>(&it.key) {
            Ok(Some(other)) if !matches!(other, Value::Object(_) | Value::Null) => {
                return Err(format!(
                    "there is no typed read of a host object, and this is {other:?}"
                ));
            }
            read => read,
        },
        Node::Mapping(_) => return Err("a mapping is not a default".into()),
    };
    Ok(match read {
        Ok(Some(value)) => Outcome::Value(objects.tagged(&value)?),
        Ok(None) => Outcome::Default(Empty),
        Err(error) => error.into(),
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
        result.map(|()| Outcome::Done(Empty)).into()
    }
}
