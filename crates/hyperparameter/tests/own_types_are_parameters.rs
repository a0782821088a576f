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
    let builder = Frame::empty().builder().set(key, value);
    builder.unwrap().build()
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
        "cannot read [0] as Port: 0; a port is not 0"
    );
    assert_eq!(
        Error::custom("a port is not 0").to_string(),
        "a port is not 0"
    );
}

#[test]
fn the_place_of_a_value_that_cannot_be_set_is_named() {
    let refused = |value: Vec<Port>| {
        let builder = Frame::empty().builder().set("ports", value);
        builder.unwrap_err().to_string()
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
