//! The packed layer: records in one flat buffer, which a binding writes and one call reads.
//!
//! Little-endian, without padding. `train.lr = 0.1` from a keyword, and the definition `run=007` that is the second source:
//!
//! ```text
//! 03                       tag: the kind, here float
//! 01                       origin: keyword
//! 00 00 00 00              position: 0 if it has none
//! 08 00 00 00              length of the key
//! 74 72 61 69 6e 2e 6c 72  "train.lr"
//! 9a 99 99 99 99 99 b9 3f  payload: 0.1
//! 10                       tag 16: a definition
//! 00                       origin: not used
//! 02 00 00 00              position: the second source
//! 07 00 00 00              length of the string
//! 72 75 6e 3d 30 30 37     "run=007"
//! ```
//!
//! Payloads: null none; bool `u8`; int `i64`; float `f64`; string, bytes and untyped string `u64` length and bytes; list `u64` count and as many times `u8` tag and payload; mapping `u64` count and as many times `u64` length, key, `u8` tag and payload; object `i64` token, `u64` length and the name of its type.
//! Tag 17 hides its key, and has no payload.

use std::sync::Arc;

use hyperparameter::Value;

use crate::abi::*;
use crate::failure::Failure;
use crate::layer::budget::Budget;
use crate::layer::record::{Record, origin};
use crate::memory::{key_length, reservable, utf8};
use crate::object::token;
use crate::value::list::{OpenLists, check_depth};

const DEFINITION: u8 = HP_PACKED_DEFINITION as u8;
const UNSET: u8 = HP_PACKED_UNSET as u8;

const NULL: u8 = HP_NULL as u8;
const BOOL: u8 = HP_BOOL as u8;
const INT: u8 = HP_INT as u8;
const FLOAT: u8 = HP_FLOAT as u8;
const TEXT: u8 = HP_TEXT as u8;
const BYTES: u8 = HP_BYTES as u8;
const LIST: u8 = HP_LIST as u8;
const UNTYPED: u8 = HP_UNTYPED as u8;
const OBJECT: u8 = HP_OBJECT as u8;
const MAP: u8 = HP_MAP as u8;

/// Reads the records of a packed layer one by one.
pub(crate) struct Records<'a> {
    layer: &'a [u8],
    at: usize,
    budget: Budget,
}

impl<'a> Records<'a> {
    pub(crate) fn new(layer: &'a [u8], budget: Budget) -> Records<'a> {
        Records {
            layer,
            at: 0,
            budget,
        }
    }

    /// The number of records; counting stops soon after `most`.
    pub(crate) fn count_up_to(mut self, most: usize) -> Result<usize, Failure> {
        let mut count = 0;
        while self.at < self.layer.len() && count <= most {
            let head = self.head()?;
            if head.tag != DEFINITION {
                key_length("a key", head.key.len() as u64)?;
            }
            if head.tag != DEFINITION && head.tag != UNSET {
                self.pass_over(head.tag)
                    .map_err(|failure| failure.of_value(&String::from_utf8_lossy(head.key)))?;
            }
            count += 1;
        }
        Ok(count)
    }

    fn record(&mut self) -> Result<Record<'a>, Failure> {
        let head = self.head()?;
        if head.tag == DEFINITION {
            reservable(head.key.len())?;
            let text = utf8("a definition", head.key)?;
            return Ok(Record::Define {
                text,
                position: head.position,
            });
        }
        key_length("a key", head.key.len() as u64)?;
        let key = utf8("a key", head.key)?;
        let origin = origin(i32::from(head.origin))?;
        if head.tag == UNSET {
            return Ok(Record::Unset { key });
        }
        let value = self
            .value(head.tag)
            .map_err(|failure| failure.of_value(key))?;
        Ok(Record::Set { key, value, origin })
    }

    fn head(&mut self) -> Result<Head<'a>, Failure> {
        let [tag, origin] = self.array("a record")?;
        let position = u32::from_le_bytes(self.array("a position")?);
        let length = u32::from_le_bytes(self.array("the length of a key")?);
        let key = self.take(u64::from(length), "a key")?;
        Ok(Head {
            tag,
            origin,
            position,
            key,
        })
    }

    fn value(&mut self, mut tag: u8) -> Result<Value, Failure> {
        if tag != LIST && tag != MAP {
            return self.leaf(tag);
        }
        let mut lists = OpenLists::new();
        loop {
            let whole = match tag {
                LIST => {
                    let count = self.count()?;
                    self.budget.covers(count as u64)?;
                    lists.open(count)?
                }
                MAP => {
                    let count = self.count()?;
                    self.budget.covers(count as u64)?;
                    lists.open_map(count)?
                }
                _ => lists.add(self.leaf(tag)?)?,
            };
            if let Some(whole) = whole {
                return Ok(whole);
            }
            if lists.wants_key() {
                lists.key(self.text("a key of a mapping")?);
            }
            [tag] = self.array("an element")?;
        }
    }

    fn leaf(&mut self, tag: u8) -> Result<Value, Failure> {
        Ok(match tag {
            NULL => Value::Null,
            BOOL => match self.array("a bool")? {
                [0] => Value::Bool(false),
                [1] => Value::Bool(true),
                [other] => return Err(self.malformed(format!("a bool is 0 or 1, not {other}"))),
            },
            INT => Value::Int(i64::from_le_bytes(self.array("an int")?)),
            FLOAT => Value::Float(f64::from_le_bytes(self.array("a float")?)),
            TEXT => Value::Text(self.text("a value")?),
            UNTYPED => Value::Untyped(self.text("a value")?),
            BYTES => {
                let bytes = self.sized("bytes")?;
                self.budget.covers(bytes.len() as u64)?;
                reservable(bytes.len())?;
                Value::Bytes(Arc::from(bytes))
            }
            OBJECT => {
                let token = i64::from_le_bytes(self.array("a token")?);
                let name = self.sized("a type name")?;
                self.budget.covers(name.len() as u64)?;
                let name = utf8("the type name of an object", name)?;
                reservable(name.len())?;
                Value::Object(
                    token::object(token, name).map_err(|why| Failure::new(HP_BAD_ARGUMENT, why))?,
                )
            }
            _ => return Err(self.unknown(tag)),
        })
    }

    fn pass_over(&mut self, mut tag: u8) -> Result<(), Failure> {
        // For each open list or mapping: the number of elements left, and whether it is a mapping.
        let mut left: Vec<(usize, bool)> = Vec::new();
        loop {
            match tag {
                NULL => {}
                BOOL => drop(self.take(1, "a bool")?),
                INT | FLOAT => drop(self.take(8, "a number")?),
                TEXT | BYTES | UNTYPED => drop(self.sized("text")?),
                LIST | MAP => {
                    check_depth(left.len())?;
                    left.push((self.count()?, tag == MAP));
                }
                OBJECT => {
                    self.take(8, "a token")?;
                    self.sized("a type name")?;
                }
                _ => return Err(self.unknown(tag)),
            }
            while left.last().is_some_and(|(left, _)| *left == 0) {
                left.pop();
            }
            let Some((left, is_map)) = left.last_mut() else {
                return Ok(());
            };
            *left -= 1;
            if *is_map {
                self.sized("a key of a mapping")?;
            }
            [tag] = self.array("an element")?;
        }
    }

    fn text(&mut self, what: &str) -> Result<Arc<str>, Failure> {
        let bytes = self.sized("text")?;
        self.budget.covers(bytes.len() as u64)?;
        reservable(bytes.len())?;
        Ok(Arc::from(utf8(what, bytes)?))
    }

    fn sized(&mut self, what: &str) -> Result<&'a [u8], Failure> {
        let length = u64::from_le_bytes(self.array("a length")?);
        self.take(length, what)
    }

    /// The count of a list: at most the number of bytes left, because each element has at least one.
    fn count(&mut self) -> Result<usize, Failure> {
        let count = u64::from_le_bytes(self.array("the count of a list")?);
        match usize::try_from(count) {
            Ok(count) if count <= self.layer.len() - self.at => Ok(count),
            _ => Err(self.malformed(format!("a list of {count} ends beyond the layer"))),
        }
    }

    fn array<const N: usize>(&mut self, what: &str) -> Result<[u8; N], Failure> {
        match self.layer[self.at..].first_chunk() {
            Some(bytes) => {
                self.at += N;
                Ok(*bytes)
            }
            None => Err(self.malformed(format!("{what} ends beyond the layer"))),
        }
    }

    fn take(&mut self, length: u64, what: &str) -> Result<&'a [u8], Failure> {
        let rest = &self.layer[self.at..];
        match usize::try_from(length)
            .ok()
            .and_then(|length| rest.get(..length))
        {
            Some(bytes) => {
                self.at += bytes.len();
                Ok(bytes)
            }
            None => Err(self.malformed(format!("{what} of {length} bytes ends beyond the layer"))),
        }
    }

    #[cold]
    fn unknown(&self, tag: u8) -> Failure {
        self.malformed(format!("{tag} is not a tag"))
    }

    #[cold]
    fn malformed(&self, why: String) -> Failure {
        Failure::new(
            HP_BAD_LAYER,
            format!("the packed layer is malformed at byte {}: {why}", self.at),
        )
    }
}

struct Head<'a> {
    tag: u8,
    origin: u8,
    position: u32,
    key: &'a [u8],
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        (self.at < self.layer.len()).then(|| self.record())
    }
}
