//! The format of the vectors, and reading them without forgiving anything.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Document {
    topic: String,
    pub(crate) cases: Vec<Case>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) id: String,
    rule: String,
    pub(crate) title: String,
    #[serde(default)]
    #[expect(dead_code, reason = "for the reader of the vector")]
    note: Option<String>,
    #[serde(default)]
    needs: Vec<Capability>,
    pub(crate) steps: Vec<Step>,
}

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
    Truth(Ask),
    Assign(Assign),
    Keys(Listing),
    Items(Listing),
    Freeze(Freeze),
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
    pub(crate) expect: Option<Expect>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Source {
    Define(String),
    Mapping(Vec<(String, Node)>),
    Untyped(Vec<(String, String)>),
}

/// The text of a tag that says everything by itself, which is empty.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Empty;

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
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Node {
    Null(Empty),
    Bool(String),
    Int(String),
    Float(String),
    Text(String),
    Bytes(String),
    List(Vec<Node>),
    Object(String),
    Mapping(Vec<(String, Node)>),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Exit {
    #[serde(default = "main_actor")]
    pub(crate) actor: String,
    pub(crate) scope: String,
    pub(crate) expect: Option<Expect>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Read {
    #[serde(default = "main_actor")]
    pub(crate) actor: String,
    pub(crate) key: String,
    pub(crate) default: Node,
    pub(crate) expect: Expect,
    #[serde(default)]
    pub(crate) without: BTreeMap<Capability, Expect>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ask {
    #[serde(default = "main_actor")]
    pub(crate) actor: String,
    pub(crate) key: String,
    pub(crate) expect: Expect,
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
    pub(crate) expect: Expect,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Freeze {
    #[serde(default = "main_actor")]
    pub(crate) actor: String,
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
    Object(String),
    /// The very default comes back.
    Default(Empty),
    Error(Class),
    Keys(Vec<String>),
    Items(Vec<(String, Node)>),
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Class {
    Missing,
    InvalidKey,
    Conversion,
    Definition,
    Scope,
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
            Step::Require(it) | Step::Contains(it) | Step::Truth(it) => &it.actor,
            Step::Assign(it) => &it.actor,
            Step::Keys(it) | Step::Items(it) => &it.actor,
            Step::Freeze(it) => &it.actor,
            Step::Spawn(it) => &it.actor,
            Step::Join(it) => &it.name,
        }
    }

    /// What must come of the step in a host without big integers.
    pub(crate) fn expect(&self) -> Option<&Expect> {
        match self {
            Step::Enter(it) => it.expect.as_ref(),
            Step::Exit(it) => it.expect.as_ref(),
            Step::Read(it) => Some(it.without.get(&Capability::Bigint).unwrap_or(&it.expect)),
            Step::Require(it) | Step::Contains(it) | Step::Truth(it) => Some(&it.expect),
            Step::Assign(it) => it.expect.as_ref(),
            Step::Keys(it) | Step::Items(it) => Some(&it.expect),
            Step::Freeze(_) | Step::Spawn(_) | Step::Join(_) => None,
        }
    }
}

/// Reads one document and refuses what the format does not have.
pub(crate) fn parse(text: &str) -> Result<Document, String> {
    let document: Document = serde_saphyr::from_str(text).map_err(|error| error.to_string())?;
    let mut ids = BTreeSet::new();
    for case in &document.cases {
        let id = &case.id;
        if !id.starts_with(&format!("{}-", document.topic)) {
            return Err(format!(
                "the id {id} does not begin with the topic {}",
                document.topic
            ));
        }
        if !ids.insert(id) {
            return Err(format!("the id {id} is used twice"));
        }
        if case.needs.contains(&Capability::Bigint) {
            return Err(format!(
                "{id} needs bigint; say under `without` what happens without it"
            ));
        }
        if case.rule.is_empty() || case.title.is_empty() || case.steps.is_empty() {
            return Err(format!("{id} lacks a rule, a title or steps"));
        }
    }
    Ok(document)
}

/// Every case of every vector, in the order of the file names.
pub(crate) fn load(folder: &Path) -> Result<Vec<Case>, String> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .map(|entry| entry.expect("a folder lists its entries").path())
        .collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file)
            .map_err(|error| format!("{}: {error}", file.display()))?;
        let document = parse(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        let stem = file
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or_default();
        if stem.get(2..) != Some(&format!("-{}", document.topic)) {
            return Err(format!(
                "{}: the topic is {}",
                file.display(),
                document.topic
            ));
        }
        cases.extend(document.cases);
    }
    Ok(cases)
}
