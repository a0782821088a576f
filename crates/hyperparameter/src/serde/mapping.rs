//! The entries of a mapping: what is set below a key, or a mapping in a list.

use ::serde::de::{DeserializeSeed, MapAccess};

use crate::error::unplaced::Step;
use crate::error::{Error, Facts};
use crate::from_value::below::Node;
use crate::from_value::derived::one_of;
use crate::serde::at::At;
use crate::serde::fault::Fault;
use crate::serde::name::Name;
use crate::value::Value;

/// The entries, by name.
pub(crate) struct Mapping<'a> {
    entries: std::vec::IntoIter<(String, At<'a>)>,
    /// The one whose name was read last.
    next: Option<At<'a>>,
}

impl<'a> Mapping<'a> {
    /// All that is there.
    pub(crate) fn of(at: &At<'a>) -> Result<Mapping<'a>, Error> {
        Ok(Mapping {
            entries: entries(at, "expected a mapping, or parameters below this key")?.into_iter(),
            next: None,
        })
    }

    /// The fields of a struct, and no others.
    pub(crate) fn of_struct(
        at: &At<'a>,
        type_name: &'static str,
        fields: &[&'static str],
    ) -> Result<Mapping<'a>, Error> {
        let advice = format!(
            "expected a mapping, or parameters below this key: {}",
            fields.join(", ")
        );
        let entries =
            entries(at, &advice).map_err(|error| at.place(error, Some(type_name.into())))?;
        let unknown = entries
            .iter()
            .filter(|(name, _)| !fields.contains(&&**name))
            .flat_map(|(name, at)| at.leaves().into_iter().map(move |leaf| (name, leaf)))
            .map(|(name, leaf)| {
                let advice = match fields {
                    [] => "it has no fields".to_owned(),
                    _ => one_of(fields, name),
                };
                leaf.place(
                    Error::custom(advice),
                    Some(format!("a field of {type_name}").into()),
                )
            });
        match all(unknown.collect()) {
            None => Ok(Mapping {
                entries: entries.into_iter(),
                next: None,
            }),
            Some(error) => Err(error),
        }
    }
}

/// All errors as one, with the facts of the first.
fn all(errors: Vec<Error>) -> Option<Error> {
    let [first, _, ..] = errors.as_slice() else {
        return errors.into_iter().next();
    };
    let messages: Vec<String> = errors.iter().map(Error::to_string).collect();
    let owned = |text: Option<&str>| text.map(Into::into);
    let facts = Facts {
        key: owned(first.key()),
        value: first.value().cloned(),
        origin: first.origin().cloned(),
        provenance: owned(first.provenance()),
        wanted: owned(first.wanted()),
        index: owned(first.index()),
        more: None,
    };
    Some(Error::with(first.kind(), messages.join("; and "), facts))
}

/// The entries at `at`; what is no mapping is refused with the advice.
pub(crate) fn entries<'a>(at: &At<'a>, advice: &str) -> Result<Vec<(String, At<'a>)>, Error> {
    if let At::Keys { frame, key, node } = at {
        if node.entry.is_none() {
            let below = node.below.iter().map(|(name, node)| {
                let key = match key.as_str() {
                    "" => (*name).to_owned(),
                    key => format!("{key}.{name}"),
                };
                ((*name).to_owned(), At::Keys { frame, key, node })
            });
            return Ok(below.collect());
        }
    }
    match at.value()? {
        Value::Map(map) => {
            let entries = map.entries().iter();
            let inside = |(name, value): &(std::sync::Arc<str>, Value)| {
                let step = Step::Key(name.clone());
                ((**name).to_owned(), at.inside(step, value.clone()))
            };
            Ok(entries.map(inside).collect())
        }
        _ => Err(Error::custom(advice)),
    }
}

impl<'a> At<'a> {
    /// The parameters that are set here and below.
    fn leaves(&self) -> Vec<At<'a>> {
        let At::Keys { frame, key, node } = self else {
            return vec![self.clone()];
        };
        let mut leaves = Vec::new();
        let mut open: Vec<(String, &'a Node<'a>)> = vec![(key.clone(), node)];
        while let Some((key, node)) = open.pop() {
            let below = node.below.iter().rev();
            open.extend(below.map(|(name, node)| (format!("{key}.{name}"), node)));
            if node.entry.is_some() {
                leaves.push(At::Keys { frame, key, node });
            }
        }
        leaves
    }
}

impl<'a> MapAccess<'a> for Mapping<'a> {
    type Error = Fault;

    fn next_key_seed<S: DeserializeSeed<'a>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        let Some((name, at)) = self.entries.next() else {
            return Ok(None);
        };
        let key = seed.deserialize(Name(&name)).map_err(|fault| match fault {
            Fault::Error(error) => at.place(error, None).into(),
            missing => missing,
        });
        self.next = Some(at);
        key.map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        match self.next.take() {
            Some(at) => at.read(seed),
            None => Err(Error::custom("a value is asked for before its key").into()),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.entries.len())
    }
}
