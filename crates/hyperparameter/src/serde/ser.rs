//! A struct or map as a frame.
//!
//! It becomes a [`Value`] first: a mapping, of which each entry is a key of the frame.

use std::sync::Arc;

use ::serde::Serialize;
use ::serde::ser::{
    SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use crate::error::unplaced::Step;
use crate::error::{Error, ErrorKind};
use crate::frame::Frame;
use crate::into_value::IntoValue;
use crate::quote::Quoted;
use crate::serde::fault::Fault;
use crate::value::{Map, Value};

impl Frame {
    /// A struct or map that implements serde's `Serialize`, as a frame. With the feature `serde`.
    ///
    /// Its fields are keys; those of a struct or map in it are keys below. Sequences are lists,
    /// in which structs are mappings; `None` is null; an enum is the name of its variant, or,
    /// if the variant holds something, the key of that name with what it holds.
    /// [`extract`](Frame::extract) reads it back as it was.
    ///
    /// ```
    /// use hyperparameter::Frame;
    ///
    /// #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    /// struct Config {
    ///     workers: usize,
    ///     server: Server,
    /// }
    ///
    /// #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    /// struct Server {
    ///     host: String,
    ///     ports: Vec<u16>,
    /// }
    ///
    /// let server = Server { host: "localhost".into(), ports: vec![80, 443] };
    /// let defaults = Frame::from_serialize(&Config { workers: 4, server })?;
    /// let frame = defaults.child(["server.host=example.org"])?;
    ///
    /// assert_eq!(frame.get::<Vec<u16>>("server.ports")?, Some(vec![80, 443]));
    /// assert_eq!(frame.extract::<Config>("")?.server.host, "example.org");
    /// # Ok::<(), hyperparameter::Error>(())
    /// ```
    ///
    /// # Errors
    /// What would not be read back as it is, with its key: a name that is no segment of a key,
    /// such as `a.b`; an empty map or struct outside of lists, which sets no key; `Some(None)`;
    /// a map whose names are not strings, numbers, bools or names of variants. Also what
    /// `value` itself refuses, and what is neither a struct nor a map.
    pub fn from_serialize<T: Serialize + ?Sized>(value: &T) -> Result<Frame, Error> {
        let value = match value.serialize(Values) {
            Ok(value) => value,
            Err(Fault::Error(error)) => return Err(in_words(error)),
            Err(fault) => return Err(Error::custom(fault)),
        };
        let Value::Map(map) = &value else {
            return Err(Error::custom(format_args!(
                "a frame is made of a struct or a map, not of {value}"
            )));
        };
        let mut builder = Frame::empty().builder();
        for (name, value) in map.entries() {
            check_names(name, name, value)?;
            builder.set(&**name, value)?;
        }
        Ok(builder.build())
    }
}

/// The error of a serialised value, with the key that its steps lead to.
#[cold]
fn in_words(error: Error) -> Error {
    let steps = error.steps();
    let names: Vec<&str> = steps
        .iter()
        .rev()
        .map_while(|step| match step {
            Step::Key(name) => Some(&**name),
            Step::Index(_) => None,
        })
        .collect();
    if names.is_empty() {
        return error;
    }
    let (key, count) = (names.join("."), names.len());
    error.without_outer_steps(count).of_value(&key)
}

/// Each name outside of lists has to be a segment of a key, and to lead to a value.
fn check_names(key: &str, name: &str, value: &Value) -> Result<(), Error> {
    let refuse = |what: String| {
        let message = format!("cannot set {}: {what}", Quoted(key));
        Error::about(ErrorKind::InvalidKey, key, message)
    };
    if name.is_empty() || name.contains('.') {
        let what = format!("{} is no segment of a key", Quoted(name));
        return Err(refuse(what));
    }
    let Value::Map(map) = value else {
        return Ok(());
    };
    if map.entries().is_empty() {
        let what = "an empty mapping sets no key; leave it out with skip_serializing_if and give it a default";
        return Err(refuse(what.into()));
    }
    map.entries()
        .iter()
        .try_for_each(|(name, value)| check_names(&format!("{key}.{name}"), name, value))
}

/// Makes a [`Value`] of what is serialised.
struct Values;

/// The elements of a list so far.
struct List {
    items: Vec<Value>,
    /// Of which variant it is.
    variant: Option<&'static str>,
}

/// The entries of a mapping so far.
struct Entries {
    entries: Vec<(Arc<str>, Value)>,
    /// The name whose value comes next.
    name: Option<Arc<str>>,
    /// Of which variant it is.
    variant: Option<&'static str>,
}

impl List {
    fn new(length: Option<usize>, variant: Option<&'static str>) -> List {
        // Whoever gives the length may be wrong.
        let items = Vec::with_capacity(length.unwrap_or(0).min(1024));
        List { items, variant }
    }

    fn push<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Fault> {
        let step = Step::Index(self.items.len());
        self.items.push(at(step, item)?);
        Ok(())
    }

    fn finish(self) -> Result<Value, Fault> {
        of_variant(self.variant, Value::List(self.items.into()))
    }
}

impl Entries {
    fn new(variant: Option<&'static str>) -> Entries {
        Entries {
            entries: Vec::new(),
            name: None,
            variant,
        }
    }

    fn push<T: Serialize + ?Sized>(&mut self, name: Arc<str>, value: &T) -> Result<(), Fault> {
        let value = at(Step::Key(name.clone()), value)?;
        self.entries.push((name, value));
        Ok(())
    }

    fn finish(self) -> Result<Value, Fault> {
        let map = Map::unique(self.entries).map_err(|twice| {
            Error::custom(format_args!(
                "a mapping has the key {} twice",
                Quoted(&twice)
            ))
        })?;
        of_variant(self.variant, Value::Map(map))
    }
}

fn at<T: Serialize + ?Sized>(step: Step, value: &T) -> Result<Value, Fault> {
    value.serialize(Values).map_err(|fault| match fault {
        Fault::Error(error) => error.at_step(step).into(),
        fault => fault,
    })
}

fn of_variant(name: Option<&'static str>, value: Value) -> Result<Value, Fault> {
    match name {
        None => Ok(value),
        Some(name) => Ok(Value::Map(Map::new([(name, value)])?)),
    }
}

macro_rules! stored {
    ($($method:ident $from:ty;)*) => { $(
        fn $method(self, value: $from) -> Result<Value, Fault> {
            Ok(value.into_value()?)
        }
    )* };
}

impl Serializer for Values {
    type Ok = Value;
    type Error = Fault;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = List;
    type SerializeTupleVariant = List;
    type SerializeMap = Entries;
    type SerializeStruct = Entries;
    type SerializeStructVariant = Entries;

    stored! {
        serialize_bool bool;
        serialize_i8 i8;
        serialize_i16 i16;
        serialize_i32 i32;
        serialize_i64 i64;
        serialize_i128 i128;
        serialize_u8 u8;
        serialize_u16 u16;
        serialize_u32 u32;
        serialize_u64 u64;
        serialize_u128 u128;
        serialize_f32 f32;
        serialize_f64 f64;
        serialize_char char;
        serialize_str &str;
        serialize_bytes &[u8];
    }

    fn serialize_none(self) -> Result<Value, Fault> {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, Fault> {
        match value.serialize(self)? {
            Value::Null => {
                let message = "Some of nothing is null, which reads as None";
                Err(Error::custom(message).into())
            }
            value => Ok(value),
        }
    }

    fn serialize_unit(self) -> Result<Value, Fault> {
        Ok(Value::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value, Fault> {
        Ok(Value::Null)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Value, Fault> {
        Ok(variant.into_value()?)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Value, Fault> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Value, Fault> {
        of_variant(Some(variant), at(Step::Key(variant.into()), value)?)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<List, Fault> {
        Ok(List::new(length, None))
    }

    fn serialize_tuple(self, length: usize) -> Result<List, Fault> {
        Ok(List::new(Some(length), None))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<List, Fault> {
        Ok(List::new(Some(length), None))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<List, Fault> {
        Ok(List::new(Some(length), Some(variant)))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries, Fault> {
        Ok(Entries::new(None))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Entries, Fault> {
        Ok(Entries::new(None))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Entries, Fault> {
        Ok(Entries::new(Some(variant)))
    }
}

macro_rules! lists {
    ($($access:ident $method:ident;)*) => { $(
        impl $access for List {
            type Ok = Value;
            type Error = Fault;

            fn $method<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Fault> {
                self.push(item)
            }

            fn end(self) -> Result<Value, Fault> {
                self.finish()
            }
        }
    )* };
}

lists! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

macro_rules! structs {
    ($($access:ident)*) => { $(
        impl $access for Entries {
            type Ok = Value;
            type Error = Fault;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Fault> {
                self.push(name.into(), value)
            }

            fn end(self) -> Result<Value, Fault> {
                self.finish()
            }
        }
    )* };
}

structs!(SerializeStruct SerializeStructVariant);

impl SerializeMap for Entries {
    type Ok = Value;
    type Error = Fault;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), Fault> {
        let name = name.serialize(Values)?;
        let spelled = match &name {
            Value::Null => None,
            name => crate::convert::to_text(name).ok(),
        };
        let Some(spelled) = spelled else {
            let message = format!("{name} cannot be the name of an entry of a map");
            return Err(Error::custom(message).into());
        };
        self.name = Some((&*spelled).into());
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        match self.name.take() {
            Some(name) => self.push(name, value),
            None => Err(Error::custom("a value comes before its name").into()),
        }
    }

    fn end(self) -> Result<Value, Fault> {
        self.finish()
    }
}
