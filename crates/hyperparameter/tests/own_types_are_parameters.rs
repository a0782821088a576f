//! Types of a program are read and set as the crate's own are.

use std::error::Error as _;

use hyperparameter::{Error, ErrorKind, Frame, FromValue, IntoValue, Value, with_params};

#[derive(Clone, Debug, PartialEq)]
struct Port(u16);

impl FromValue for Port {
    fn from_value(value: &Value) -> Result<Port, Error> {
        match u16::from_value(value)? {
            0 => Err(Error::custom("a port is not 0")),
            port => Ok(Port(port)),
        }
    }
}

impl IntoValue for Port {
    fn into_value(self) -> Result<Value, Error> {
        match self.0 {
            0 => Err(Error::custom("a port is not 0")),
            port => port.into_value(),
        }
    }
}

fn set(key: &str, value: impl IntoValue) -> Frame {
    let mut builder = Frame::empty().builder();
    builder.set(key, value).unwrap().build()
}

#[test]
fn a_type_of_the_program_is_read_and_set() {
    let port = with_params! {
        set server.port = Port(80);
        get port = server.port or Port(8080);
        get other: Option<Port> = server.other or None;
        get ports = server.ports or vec![Port(1)];
        assert_eq!((other, ports), (None, vec![Port(1)]));
        port
    };
    assert_eq!(port, Port(80));
}

#[test]
fn the_read_adds_key_value_type_and_origin_to_what_an_implementor_says() {
    let refused = set("server.port", 0)
        .get::<Port>("server.port")
        .unwrap_err();

    assert_eq!(
        refused.to_string(),
        "cannot read server.port as Port: 0 (set in code); a port is not 0"
    );
    assert_eq!(refused.kind(), ErrorKind::Conversion);
    assert_eq!(refused.key(), Some("server.port"));
    assert_eq!(refused.value(), Some(&Value::Int(0)));
    assert_eq!(refused.wanted(), Some("Port"));
}

#[test]
fn what_another_type_refuses_is_said_of_the_type_that_was_read() {
    let refused = set("port", 70_000).get::<Option<Port>>("port").unwrap_err();

    assert_eq!(
        refused.to_string(),
        "cannot read port as Port: 70000 is out of range (set in code); expected an integer in the \
         range of u16, an integral float, or a string such as 64 or 1e3"
    );
}

#[test]
fn an_element_that_an_implementor_refuses_is_named_by_its_place() {
    let frame = set("ports", vec![vec![1], vec![2, 0]]);
    let refused = frame.get::<Vec<Vec<Port>>>("ports").unwrap_err();

    assert_eq!(
        refused.to_string(),
        "cannot read ports[1][1] as Port: 0 (set in code); a port is not 0"
    );
    assert_eq!(refused.value(), Some(&Value::Int(0)));
}

#[test]
fn an_error_that_no_read_has_completed_says_what_it_knows() {
    let of = |value: Value| Vec::<Port>::from_value(&value).unwrap_err().to_string();

    assert_eq!(
        of(Value::List([Value::Int(0)].into())),
        "cannot read value[0] as Port: 0; a port is not 0"
    );
    assert_eq!(
        Error::custom("a port is not 0").to_string(),
        "a port is not 0"
    );
}

#[test]
fn the_place_of_a_value_that_cannot_be_set_is_named() {
    let refused = |value: Vec<Port>| {
        let mut builder = Frame::empty().builder();
        builder.set("ports", value).unwrap_err().to_string()
    };
    assert_eq!(
        refused(vec![Port(1), Port(0)]),
        "cannot set ports[1]: a port is not 0"
    );
    assert_eq!(
        Error::custom("a port is not 0").to_string(),
        "a port is not 0"
    );
}

#[test]
fn a_type_names_itself_in_messages_if_it_likes() {
    #[derive(Debug)]
    struct Unit;
    impl FromValue for Unit {
        fn from_value(_: &Value) -> Result<Unit, Error> {
            Err(Error::custom("there is none"))
        }
        fn type_name() -> std::borrow::Cow<'static, str> {
            "unit of length".into()
        }
    }
    let refused = set("a", 1).get::<Vec<Unit>>("a").unwrap_err();
    assert_eq!(refused.wanted(), Some("list of unit of length"));
}

#[test]
fn an_error_that_is_wrapped_is_the_source() {
    #[derive(Debug)]
    struct Hex(#[allow(dead_code)] u32);
    impl FromValue for Hex {
        fn from_value(value: &Value) -> Result<Hex, Error> {
            let text = String::from_value(value)?;
            u32::from_str_radix(&text, 16)
                .map(Hex)
                .map_err(Error::wrapping)
        }
    }
    let refused = set("a", "xyz").get::<Hex>("a").unwrap_err();
    let source = refused.source().unwrap();

    assert!(source.is::<std::num::ParseIntError>());
    assert_eq!(
        refused.to_string(),
        "cannot read a as Hex: \"xyz\" (set in code); invalid digit found in string"
    );
}

/// A type of a library that knows nothing of parameters.
#[derive(Clone, Debug, PartialEq)]
struct Version(u32, u32);

impl std::str::FromStr for Version {
    type Err = String;
    fn from_str(text: &str) -> Result<Version, String> {
        let (major, minor) = text.split_once('.').ok_or("a version has a dot")?;
        let number = |part: &str| part.parse::<u32>().map_err(|error| error.to_string());
        Ok(Version(number(major)?, number(minor)?))
    }
}

#[test]
fn a_type_that_implements_from_str_is_parsed() {
    fn version() -> Result<(Version, Option<Version>), Error> {
        with_params! {
            try get required: Version = [format!("api.{}", "version")] parse;
            try get same: Version = api.version parse or Version(1, 0);
            assert_eq!(required, same);
            get typed_by_the_default = api.other parse or Version(7, 0);
            Ok((required, Some(typed_by_the_default)))
        }
    }
    let missing = version().unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::Missing);
    let read = with_params! {
        params ["api.version=2.5"];
        version()
    };
    assert_eq!(read.unwrap(), (Version(2, 5), Some(Version(7, 0))));
    let refused = with_params! {
        set api.version = "2";
        version().unwrap_err()
    };
    assert_eq!(
        refused.to_string(),
        "cannot read api.version as Version: \"2\" (set in code); a version has a dot"
    );
    assert_eq!(refused.source().unwrap().to_string(), "a version has a dot");
}

#[test]
fn what_is_no_string_is_not_parsed() {
    let refused = set("a", vec![1]).parse::<Version>("a").unwrap_err();

    assert_eq!(
        refused.to_string(),
        "cannot read a as Version: [1] (set in code); expected a string, a number or a bool"
    );
}

#[test]
fn parse_stays_a_name_of_keys_and_functions() {
    fn parse(text: &str) -> usize {
        text.len()
    }
    let read = with_params! {
        set parse.parse = 1;
        get parsed = parse.parse or 2;
        parse("four") + parsed as usize
    };
    assert_eq!(read, 5);
}

/// Reads and sets parameters while it is read itself.
#[derive(Debug, PartialEq)]
struct Scaled(f64);

fn scaled(number: f64) -> Scaled {
    with_params! {
        set scale.seen = number;
        get factor = scale.factor or 1.0;
        get seen = scale.seen or 0.0;
        Scaled(factor * seen)
    }
}

impl FromValue for Scaled {
    fn from_value(value: &Value) -> Result<Scaled, Error> {
        f64::from_value(value).map(scaled)
    }
}

impl std::str::FromStr for Scaled {
    type Err = std::num::ParseFloatError;
    fn from_str(text: &str) -> Result<Scaled, Self::Err> {
        text.parse().map(scaled)
    }
}

#[test]
fn a_type_may_use_parameters_while_it_is_read() {
    with_params! {
        set scale.factor = 2.0;
        set rate = 1.5;
        set rates = ["1", "2"];
        set below.a = 3;
        for _ in 0..2 {
            with_params! {
                get one: Scaled = rate;
                get several: Vec<Option<Scaled>> = rates;
                get pair: (Scaled, String) = rates;
                get array: [Scaled; 2] = rates;
                get map: std::collections::BTreeMap<String, Scaled> = below;
                get parsed: Scaled = rate parse;
                assert_eq!(one, Scaled(3.0));
                assert_eq!(several[1], Some(Scaled(4.0)));
                assert_eq!(pair.0, Scaled(2.0));
                assert_eq!(array[0], Scaled(2.0));
                assert_eq!(map["a"], Scaled(6.0));
                assert_eq!(parsed, Scaled(3.0));
            };
        }
    };
}
