//! What an actor does: one step after another, in a context of its own.

use hyperparameter::for_capi as core;
use hyperparameter::{
    Error, ErrorKind, Frame, FrameBuilder, FromValue, Key, Origin, ScopeGuard, Value, assign, base,
    current, enter, frozen,
};
use serde::Serialize;

use crate::step::{Class, Empty, Node, Read, Source, Step, Times};
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
    /// The scope is left, and something is reported.
    #[serde(untagged)]
    Warning {
        warning: Class,
        message: String,
    },
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
            Step::Enter(it) => repeated(it.times, || {
                let built = built(current(), &it.sources, &it.keywords, objects)?;
                let opened = built.map(|frame| self.0.push((it.scope.clone(), enter(frame))));
                Ok(opened.into())
            })?,
            Step::Exit(it) => {
                let not_open = || format!("the scope {} is not open", it.scope);
                repeated(it.times, || {
                    let open = self.0.iter().rposition(|(name, _)| *name == it.scope);
                    let (_, guard) = self.0.remove(open.ok_or_else(not_open)?);
                    // An actor leaves its own scopes, so what is reported is what they ended.
                    Ok(match guard.leave() {
                        Ok(()) => Outcome::Done(Empty),
                        Err(report) => Outcome::Warning {
                            warning: class_of(report.kind()),
                            message: report.to_string(),
                        },
                    })
                })?
            }
            Step::Read(it) => read(it, objects)?,
            Step::Require(it) => match current().require::<Value>(&it.key) {
                Ok(value) => Outcome::Value(objects.tagged(&value)?),
                Err(error) => error.into(),
            },
            Step::Contains(it) => current().contains(&it.key).map(condition).into(),
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
            Step::Base(it) => built(Frame::empty(), &it.sources, &it.keywords, objects)?
                .and_then(base)
                .into(),
            Step::Spawn(_) | Step::Join(_) => {
                return Err("the schedule starts and ends actors".into());
            }
        };
        Ok(outcome)
    }
}

/// Does a step so many times: what comes of it is the first that is not success.
fn repeated(
    times: Times,
    mut step: impl FnMut() -> Result<Outcome, String>,
) -> Result<Outcome, String> {
    for _ in 1..times.0 {
        match step()? {
            Outcome::Done(_) => {}
            other => return Ok(other),
        }
    }
    step()
}

/// The frame over `below` of the sources and the keywords.
fn built(
    below: Frame,
    sources: &[Source],
    keywords: &[(String, Node)],
    objects: &Objects,
) -> Result<Result<Frame, Error>, String> {
    let mut layers = Vec::new();
    for source in sources {
        layers.push(match source {
            Source::Define(text) => Layer::Define(text),
            Source::Unset(keys) => Layer::Unset(keys),
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
    let mut flat = Vec::new();
    objects.flatten(None, keywords, &mut flat)?;
    layers.push(Layer::Keywords(flat));

    let mut builder = below.builder();
    let mut layers = layers.into_iter();
    let added = layers.try_for_each(|layer| layer.add_to(&mut builder));
    Ok(added.map(|()| builder.into()))
}

enum Layer<'a> {
    Define(&'a str),
    Unset(&'a [String]),
    Pairs(Vec<(String, Value)>),
    Keywords(Vec<(String, Value)>),
}

impl Layer<'_> {
    fn add_to(self, builder: &mut FrameBuilder) -> Result<(), Error> {
        match self {
            Layer::Define(text) => drop(builder.add_source(text)?),
            Layer::Unset(keys) => {
                for key in keys {
                    builder.unset(key)?;
                }
            }
            Layer::Pairs(pairs) => drop(builder.add_source(pairs)?),
            Layer::Keywords(pairs) => {
                for (key, value) in pairs {
                    builder.set_from(key, value, Origin::Keyword)?;
                }
            }
        }
        Ok(())
    }
}

fn condition(holds: bool) -> Outcome {
    Outcome::Value(Node::Bool(holds.to_string()))
}

/// Bytes as every language has them; a `Vec<u8>` of Rust reads lists and strings too.
struct Bytes(Value);

impl FromValue for Bytes {
    fn from_value(value: &Value) -> Result<Bytes, Error> {
        match value {
            Value::Bytes(_) => Ok(Bytes(value.clone())),
            _ => Err(Error::custom("expected bytes")),
        }
    }
}

/// Typed reads go through `Option`, so that null is null in every language.
fn read(it: &Read, objects: &Objects) -> Result<Outcome, String> {
    fn typed<T: FromValue>(key: &str, value: impl Fn(T) -> Value) -> Result<Option<Value>, Error> {
        let read = current().get::<Option<T>>(key)?;
        Ok(read.map(|found| found.map_or(Value::Null, value)))
    }
    fn elements<T: FromValue>(
        key: &str,
        value: impl Fn(T) -> Value,
    ) -> Result<Option<Value>, Error> {
        typed(key, |items: Vec<Option<T>>| {
            let items = items.into_iter();
            Value::List(items.map(|item| item.map_or(Value::Null, &value)).collect())
        })
    }
    let text = |text: String| Value::Text(text.into());
    let read = match &it.default {
        Node::Null(_) => current().get::<Value>(&it.key),
        Node::Bool(_) => typed(&it.key, Value::Bool),
        Node::Int(_) => typed(&it.key, Value::Int),
        Node::Float(_) => typed(&it.key, Value::Float),
        Node::Text(_) if it.optional.is_some() => typed(&it.key, text),
        Node::Text(_) => word(&it.key),
        Node::Bytes(_) => typed(&it.key, |Bytes(value)| value),
        Node::List(items) => match kind_of_all(items) {
            Some(Node::Bool(_)) => elements(&it.key, Value::Bool),
            Some(Node::Int(_)) => elements(&it.key, Value::Int),
            Some(Node::Float(_)) => elements(&it.key, Value::Float),
            Some(Node::Text(_)) => words(&it.key),
            _ => typed(&it.key, |items: Vec<Value>| Value::List(items.into())),
        },
        Node::Nested(_) => typed(&it.key, |items: Vec<Value>| Value::List(items.into())),
        Node::Object(_) => match current().get::<Value>(&it.key) {
            Ok(Some(other)) if !matches!(other, Value::Object(_) | Value::Null) => {
                return Err(format!(
                    "there is no typed read of a host object, and this is {other:?}"
                ));
            }
            read => read,
        },
        Node::Map(_) | Node::Mapping(_) => return Err("a mapping is not a default".into()),
    };
    Ok(match read {
        Ok(Some(value)) => Outcome::Value(objects.tagged(&value)?),
        Ok(None) => Outcome::Default(Empty),
        Err(error) => error.into(),
    })
}

/// An element, if all are of its kind.
fn kind_of_all(items: &[Node]) -> Option<&Node> {
    let first = items.first()?;
    let kind = std::mem::discriminant(first);
    let same = |item: &Node| std::mem::discriminant(item) == kind;
    items.iter().all(same).then_some(first)
}

/// Text for a reader who does not expect null: a null value is null, but untyped text is a word.
fn word(key: &str) -> Result<Option<Value>, Error> {
    match current().value(key)? {
        Some(Value::Null) => Ok(Some(Value::Null)),
        _ => Ok(current()
            .get(key)?
            .map(|text: String| Value::Text(text.into()))),
    }
}

/// The same for each element of a list.
fn words(key: &str) -> Result<Option<Value>, Error> {
    let frame = current();
    let Some(entry) = frame.entry(key)? else {
        return Ok(None);
    };
    if core::is_null(entry.value()) {
        return Ok(Some(Value::Null));
    }
    let Value::List(items) = core::whole(entry).elements()? else {
        return Ok(None);
    };
    let word = |(at, item): (usize, &Value)| match item {
        Value::Null => Ok(Value::Null),
        item => core::part(entry, &format!("[{at}]"), item)
            .read()
            .map(|text: String| Value::Text(text.into())),
    };
    let words: Result<Vec<Value>, Error> = items.iter().enumerate().map(word).collect();
    Ok(Some(Value::List(words?.into())))
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
