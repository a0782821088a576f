//! The format of the vectors, and reading them without forgiving anything.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;

use crate::step::{Capability, Step};

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

/// Reads one document and refuses what the format does not have.
pub(crate) fn parse(text: &str) -> Result<Document, String> {
    // Mappings in mappings take three levels each.
    let deep = serde_saphyr::budget! { max_depth: 300 };
    let options = serde_saphyr::options! { budget: deep };
    let document: Document =
        serde_saphyr::from_str_with_options(text, options).map_err(|error| error.to_string())?;
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
        if let Some(step) = case
            .steps
            .iter()
            .find(|step| step.has_a_value() && step.expect().is_none())
        {
            return Err(format!("{id} lacks an expectation: {step:?}"));
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
