//! The steps of cases, as the vectors and the protocol spell them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a host may lack. This one lacks `bigint` alone, which no case needs:
/// it says what happens without.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Capability {
    Threads,
    Tasks,
    Freeze,
    Definitions,
    Objects,
    Bigint,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Step {
    Enter(Enter),
    Exit(Exit),
    Read(Read),
    Require(Ask),
    Contains(Ask),
    Assign(Assign),
    Keys(Listing),
    Items(Listing),
    Freeze(Freeze),
    Base(Base),
    Spawn(Spawn),
    Join(Join),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Enter {
    #[serde(default = "main_actor")]
    pub(crate) actor: String,
    pub(crate) scope: String,
    #[serde(default)]
    pub(crate) sources: Vec<Source>,
    #[serde(default)]
    pub(crate) keywords: Vec<(String, Node)>,
    #[serde(default)]
    pub(crate) times: Times,
    pub(crate) expect: Option<Expect>,
}

/// A number as text: 1 where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Times(pub(crate) usize);

impl Default for Times {
    fn default() -> Times {
        Times(1)
    }
}

impl From<Times> for String {
    fn from(times: Times) -> String {
        times.0.to_string()
    }
}

impl TryFrom<String> for Times {
    type Error = String;

    fn try_from(text: String) -> Result<Times, String> {
        match text.parse() {
            Ok(number) if number > 0 && !text.starts_with(['0', '+']) => Ok(Times(number)),
            _ => Err(format!("{text:?} is no number of times")),
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Source {
    Define(String),
    Mapping(Vec<(String, Node)>),
    Untyped(Vec<(String, String)>),
    Unset(Vec<String>),
}

/// The text of a tag that says everything by itself, which is empty.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Empty;

impl From<Empty> for String {
    fn from(_: Empty) -> String {
        String::new()
    }
}

impl TryFrom<String> for Empty {
    type Error = String;

    fn try_from(text: String) -> Result<Empty, String> {
        if text.is_empty() {
            Ok(Empty)
        } else {
            Err(format!("this has no text, not {text:?}"))
        }
    }
}

/// What stands under a key of a mapping: a value, or a mapping of more keys.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Node {
    Null(Empty),
    Bool(String),
    Int(String),
    Float(String),
    Text(String),
    Bytes(String),
    List(Vec<Node>),
    /// So many lists in each other, the innermost empty.
    Nested(Times),
    /// A mapping inside a list.
    Map(Vec<(String, Node)>),
    Object(String),
    Mapping(Vec<(String, Node)>),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Exit {
    #[serde(default = "main_actor")]
    pub(crate) actor: String,
    pub(crate) scope: String,
    #[serde(default)]
    pub(crate) times: Times,
    pub(crate) expect: Option<Expect>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Read {
    #[serde(default = "main_actor")]
    pub(crate) actor: String,
    pub(crate) key: String,
    pub(crate) default: Node,
    pub(crate) optional: Option<True>,
    pub(crate) expect: Option<Expect>,
    #[serde(default)]
    pub(crate) without: BTreeMap<Capability, Expect>,
}

/// A field that is there, and then says `true`.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct True;

impl TryFrom<String> for True {
    type Error = String;

    fn try_from(text: String) -> Result<True, String> {
        match text.as_str() {
            "true" => Ok(True),
            _ => Err(format!("{text:?} is not true")),
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ask {
    #[serde(default = "main_actor")]
    pub(crate) actor: String,
    pub(crate) key: String,
    pub(crate) expect: Option<Expect>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Assign {
    #[serde(default = "main_actor")]
    pub(crate) actor: String,
    pub(crate) key: String,
    pub(crate) value: Node,
    pub(crate) expect: Option<Expect>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Listing {
    #[serde(default = "main_actor")]
    pub(crate) actor: String,
    pub(crate) prefix: String,
    pub(crate) expect: Option<Expect>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Freeze {
    #[serde(default = "main_actor")]
    pub(crate) actor: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Base {
    #[serde(default = "main_actor")]
    pub(crate) actor: String,
    #[serde(default)]
    pub(crate) sources: Vec<Source>,
    #[serde(default)]
    pub(crate) keywords: Vec<(String, Node)>,
    pub(crate) expect: Option<Expect>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Spawn {
    #[serde(default = "main_actor")]
    pub(crate) actor: String,
    pub(crate) name: String,
    pub(crate) kind: Concurrency,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Concurrency {
    Thread,
    Task,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Join {
    pub(crate) name: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Expect {
    Null(Empty),
    Bool(String),
    Int(String),
    Float(String),
    Text(String),
    Bytes(String),
    List(Vec<Node>),
    Nested(Times),
    Object(String),
    /// The very default comes back.
    Default(Empty),
    Error(Class),
    /// The step is done, and something is reported.
    Warning(Class),
    Keys(Vec<String>),
    Items(Vec<(String, Node)>),
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Class {
    Missing,
    InvalidKey,
    Conversion,
    Definition,
    Scope,
    Limit,
    /// No case expects this class.
    #[serde(skip_deserializing)]
    Other,
}

fn main_actor() -> String {
    "main".to_owned()
}

impl Step {
    pub(crate) fn actor(&self) -> &str {
        match self {
            Step::Enter(it) => &it.actor,
            Step::Exit(it) => &it.actor,
            Step::Read(it) => &it.actor,
            Step::Require(it) | Step::Contains(it) => &it.actor,
            Step::Assign(it) => &it.actor,
            Step::Keys(it) | Step::Items(it) => &it.actor,
            Step::Freeze(it) => &it.actor,
            Step::Base(it) => &it.actor,
            Step::Spawn(it) => &it.actor,
            Step::Join(it) => &it.name,
        }
    }

    /// Whether a vector has to say what comes of the step; the protocol never does.
    pub(crate) fn has_a_value(&self) -> bool {
        matches!(
            self,
            Step::Read(_) | Step::Require(_) | Step::Contains(_) | Step::Keys(_) | Step::Items(_)
        )
    }

    /// What must come of the step in a host without big integers.
    pub(crate) fn expect(&self) -> Option<&Expect> {
        match self {
            Step::Enter(it) => it.expect.as_ref(),
            Step::Exit(it) => it.expect.as_ref(),
            Step::Read(it) => it.without.get(&Capability::Bigint).or(it.expect.as_ref()),
            Step::Require(it) | Step::Contains(it) => it.expect.as_ref(),
            Step::Assign(it) => it.expect.as_ref(),
            Step::Keys(it) | Step::Items(it) => it.expect.as_ref(),
            Step::Base(it) => it.expect.as_ref(),
            Step::Freeze(_) | Step::Spawn(_) | Step::Join(_) => None,
        }
    }
}
