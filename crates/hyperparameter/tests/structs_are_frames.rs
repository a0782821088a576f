//! Structs that implement serde's traits are read from frames, and stored as frames.

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;

use hyperparameter::{Error, ErrorKind, Frame, Map, Object, Origin, Value};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

fn frame(definitions: &[&str]) -> Frame {
    Frame::empty().child(definitions).unwrap()
}

#[derive(Debug, PartialEq, Deserialize)]
struct Server {
    host: String,
    port: u16,
    #[serde(default)]
    tls: Option<Tls>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Tls {
    cert: String,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Port(u16);

fn refused<T: serde::de::DeserializeOwned>(definitions: &[&str], prefix: &str) -> Error {
    match frame(definitions).extract::<T>(prefix) {
        Ok(_) => panic!("it was read"),
        Err(error) => error,
    }
}

#[test]
fn a_struct_is_read_from_the_keys_below_a_prefix() {
    let frame = frame(&[
        "server.host=localhost",
        "server.port=8080",
        "server.tls.cert=a.pem",
        "seed=1",
    ]);
    let cert = "a.pem".to_owned();
    assert_eq!(
        frame.extract::<Server>("server").unwrap(),
        Server {
            host: "localhost".into(),
            port: 8080,
            tls: Some(Tls { cert })
        }
    );
}

#[test]
fn the_empty_prefix_is_above_all_keys() {
    let server = frame(&["host=h", "port=1"]).extract::<Server>("").unwrap();
    assert_eq!(
        server,
        Server {
            host: "h".into(),
            port: 1,
            tls: None
        }
    );
    let error = refused::<Server>(&["host=h", "port=1", "prot=2"], "");
    assert_eq!(error.key(), Some("prot"));
    let error = refused::<Server>(&["host=h"], "");
    assert_eq!(error.key(), Some("port"));
}

#[test]
fn a_prefix_that_is_no_key_is_refused() {
    assert_eq!(refused::<Server>(&[], "a..b").kind(), ErrorKind::InvalidKey);
}

#[test]
fn a_key_that_only_begins_like_the_prefix_is_not_below_it() {
    let server =
        frame(&["server.host=h", "server.port=1", "servers=2"]).extract::<Server>("server");
    assert!(server.is_ok());
}

#[test]
fn renamed_and_aliased_fields_and_defaults_are_those_of_serde() {
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    struct Cache {
        max_bytes: u64,
        #[serde(alias = "time-to-live")]
        ttl: u32,
        #[serde(default = "four")]
        shards: u8,
    }
    fn four() -> u8 {
        4
    }
    assert_eq!(
        frame(&["cache.max-bytes=1e6", "cache.time-to-live=0x10"])
            .extract::<Cache>("cache")
            .unwrap(),
        Cache {
            max_bytes: 1_000_000,
            ttl: 16,
            shards: 4
        }
    );
}

#[test]
fn one_parameter_is_read_as_a_scalar_or_a_newtype() {
    let frame = frame(&[
        "a.port=8080",
        "a.letter=x",
        "a.bind=127.0.0.1:80",
        "a.on=yes",
    ]);
    assert_eq!(frame.extract::<Port>("a.port").unwrap(), Port(8080));
    assert_eq!(frame.extract::<char>("a.letter").unwrap(), 'x');
    assert!(frame.extract::<bool>("a.on").unwrap());
    assert_eq!(frame.extract::<SocketAddr>("a.bind").unwrap().port(), 80);
    assert_eq!(frame.extract::<Option<u8>>("a.none").unwrap(), None);
    assert_eq!(
        frame.extract::<u8>("a.none").unwrap_err().kind(),
        ErrorKind::Missing
    );
}

#[test]
fn null_is_none() {
    assert_eq!(frame(&["a=null"]).extract::<Option<u8>>("a").unwrap(), None);
}

#[test]
fn integers_beyond_64_bits_are_exact() {
    let frame = frame(&[
        "a=340282366920938463463374607431768211455",
        "b=-170141183460469231731687303715884105728",
    ]);
    assert_eq!(frame.extract::<u128>("a").unwrap(), u128::MAX);
    assert_eq!(frame.extract::<i128>("b").unwrap(), i128::MIN);
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Store {
    Memory,
    Disk(String),
    Remote { host: String, port: u16 },
    Pair(u8, u8),
}

#[test]
fn an_enum_is_read_by_the_name_of_its_variant_or_from_the_keys_below_it() {
    let read = |definitions: &[&str]| frame(definitions).extract::<Store>("store").unwrap();
    assert_eq!(read(&["store=memory"]), Store::Memory);
    assert_eq!(read(&["store.disk=/tmp"]), Store::Disk("/tmp".into()));
    assert_eq!(read(&["store.pair=[1, 2]"]), Store::Pair(1, 2));
    assert_eq!(
        read(&["store.remote.host=h", "store.remote.port=1"]),
        Store::Remote {
            host: "h".into(),
            port: 1
        }
    );
}

#[test]
fn what_names_no_variant_is_refused_with_the_nearest_name() {
    for (definition, key) in [("store=memroy", "store"), ("store.dsik=/tmp", "store")] {
        let error = refused::<Store>(&[definition], "store");
        assert_eq!(error.key(), Some(key));
        assert_eq!(error.wanted(), Some("Store"));
        let nearest = if definition.contains("dsik") {
            "disk"
        } else {
            "memory"
        };
        let hint = format!("expected one of memory, disk, remote, pair; did you mean {nearest}?");
        assert!(error.to_string().ends_with(&hint), "{error}");
    }
}

#[test]
fn an_enum_of_which_two_variants_are_set_is_refused() {
    let error = refused::<Store>(&["store.disk=a", "store.pair=[1, 2]"], "store");
    assert!(error.to_string().contains("alone"), "{error}");
}

#[test]
fn a_variant_that_holds_something_is_not_read_from_its_name() {
    let error = refused::<Store>(&["store=disk"], "store");
    assert!(error.to_string().contains("disk holds a value"), "{error}");
}

#[test]
fn unknown_keys_in_a_variant_are_refused() {
    let error = refused::<Store>(&["store.remote.host=h", "store.remote.prot=1"], "store");
    assert_eq!(error.key(), Some("store.remote.prot"));
    assert!(error.to_string().ends_with("did you mean port?"), "{error}");
}

#[test]
fn internally_tagged_and_untagged_enums_are_read_as_values_of_whatever_type() {
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(tag = "kind", rename_all = "lowercase")]
    enum Optimizer {
        Sgd { lr: f64 },
    }
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(untagged)]
    enum Size {
        Number(u64),
        Name(String),
    }
    let frame = frame(&[
        "opt.kind=sgd",
        "opt.lr=0.1",
        "a=18446744073709551615",
        "b=large",
    ]);
    assert_eq!(
        frame.extract::<Optimizer>("opt").unwrap(),
        Optimizer::Sgd { lr: 0.1 }
    );
    assert_eq!(frame.extract::<Size>("a").unwrap(), Size::Number(u64::MAX));
    assert_eq!(
        frame.extract::<Size>("b").unwrap(),
        Size::Name("large".into())
    );
}

#[test]
fn lists_tuples_and_arrays_are_read_from_lists() {
    let frame = frame(&["a=[1, 2, 3]"]);
    assert_eq!(frame.extract::<Vec<u8>>("a").unwrap(), [1, 2, 3]);
    assert_eq!(frame.extract::<[u16; 3]>("a").unwrap(), [1, 2, 3]);
    assert_eq!(
        frame.extract::<(u8, String, f32)>("a").unwrap(),
        (1, "2".into(), 3.0)
    );
    for error in [
        frame.extract::<[u8; 2]>("a").unwrap_err(),
        frame.extract::<(u8, u8, u8, u8)>("a").unwrap_err(),
    ] {
        assert!(error.to_string().contains("elements, not 3"), "{error}");
    }
}

#[test]
fn a_list_of_mappings_is_a_list_of_structs() {
    let of =
        |port: i64| Map::new([("host", Value::from("h")), ("port", Value::from(port))]).unwrap();
    let set = |list: Vec<Map>| {
        Frame::empty()
            .builder()
            .set("servers", list)
            .unwrap()
            .build()
    };

    let servers: Vec<Server> = set(vec![of(1), of(2)]).extract("servers").unwrap();
    assert_eq!(servers[1].port, 2);

    let error = set(vec![of(1), of(-1)])
        .extract::<Vec<Server>>("servers")
        .unwrap_err();
    assert_eq!(error.key(), Some("servers"));
    assert_eq!(error.index(), Some("[1].port"));
    assert_eq!(error.value(), Some(&Value::Int(-1)));
    assert_eq!(error.wanted(), Some("u16"));

    let host = || Map::new([("host", "h")]).unwrap();
    let error = set(vec![host()])
        .extract::<Vec<Server>>("servers")
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains(r#"servers[0] as a mapping: {"host": "h"} has no "port""#),
        "{error}"
    );
    let unknown = Map::new([("host", "h"), ("prot", "1")]).unwrap();
    let error = set(vec![unknown])
        .extract::<Vec<Server>>("servers")
        .unwrap_err();
    assert_eq!(error.index(), Some("[0].prot"));
}

#[test]
fn a_map_takes_all_keys_below() {
    let frame = frame(&["limits.1=a", "limits.2=b"]);
    assert_eq!(
        frame.extract::<BTreeMap<u8, String>>("limits").unwrap()[&2],
        "b"
    );
    let error = frame
        .child(["limits.x=c"])
        .unwrap()
        .extract::<HashMap<u8, String>>("limits")
        .unwrap_err();
    assert_eq!(error.key(), Some("limits.x"));
    assert_eq!(error.wanted(), Some("u8"));
}

#[test]
fn flattened_structs_take_all_keys() {
    #[derive(Debug, Deserialize)]
    struct Outer {
        name: String,
        #[serde(flatten)]
        rest: BTreeMap<String, Value>,
    }
    let outer: Outer = frame(&["a.name=x", "a.n=1", "a.b.c=2"])
        .extract("a")
        .unwrap();
    assert_eq!(outer.name, "x");
    assert_eq!(outer.rest["n"], Value::Int(1));
    assert_eq!(outer.rest["b"], Value::from(Map::new([("c", 2)]).unwrap()));
}

#[test]
fn a_value_is_interpreted() {
    let frame = frame(&["a=[1, x]"]);
    let items = vec![Value::Int(1), Value::from("x")];
    assert_eq!(
        frame.extract::<Value>("a").unwrap(),
        Value::List(items.into())
    );
}

#[test]
fn bytes_are_read_as_bytes_and_as_numbers() {
    let frame = Frame::empty()
        .builder()
        .set("a", vec![1_u8, 2])
        .unwrap()
        .build();
    assert_eq!(frame.extract::<Vec<u8>>("a").unwrap(), [1, 2]);
    assert_eq!(
        frame.extract::<Value>("a").unwrap(),
        Value::Bytes([1, 2].into())
    );
}

#[test]
fn an_object_is_refused() {
    let frame = Frame::empty()
        .builder()
        .set("a", Object::new("counter", 1_u8))
        .unwrap()
        .build();
    let error = frame.extract::<Value>("a").unwrap_err();
    assert!(
        error.to_string().contains("cannot look into an object"),
        "{error}"
    );
}

#[test]
fn all_unknown_keys_are_named_with_their_origins() {
    let frame = frame(&["server.host=h", "server.port=1"])
        .builder()
        .set_from("server.prot", 80, Origin::variable("APP_PROT"))
        .unwrap()
        .set_from("server.sub.key", 1, Origin::file("app.toml", Some(3)))
        .unwrap()
        .build();
    let error = frame.extract::<Server>("server").unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot read server.prot as a field of Server: 80 (from APP_PROT); expected one of host, port, tls; did you mean port?; and \
         cannot read server.sub.key as a field of Server: 1 (from app.toml:3); expected one of host, port, tls"
    );
    assert_eq!(error.key(), Some("server.prot"));
    assert_eq!(error.origin(), Some(&Origin::variable("APP_PROT")));
}

#[test]
fn a_parameter_with_others_below_it_is_refused() {
    let error = refused::<Server>(&["server=h", "server.port=1"], "server");
    assert_eq!(error.key(), Some("server"));
    assert!(
        error.to_string().contains("unset one of the two"),
        "{error}"
    );
}

#[test]
fn a_scalar_is_no_struct() {
    let error = refused::<Server>(&["server=h"], "server");
    assert!(
        error.to_string().starts_with(r#"cannot read server as Server: "h" (from "server=h", item 1); expected a mapping, or parameters below this key: host, port, tls"#),
        "{error}"
    );
}

#[test]
fn a_type_that_refuses_what_it_is_made_of_says_so_with_key_and_origin() {
    #[derive(Debug, Deserialize)]
    #[serde(try_from = "i64")]
    struct Even(#[allow(dead_code)] i64);
    impl TryFrom<i64> for Even {
        type Error = String;
        fn try_from(number: i64) -> Result<Even, String> {
            let even = (number % 2 == 0).then_some(Even(number));
            even.ok_or_else(|| "expected an even number".into())
        }
    }
    let error = refused::<BTreeMap<String, Even>>(&["a.b=3"], "a");
    assert_eq!(
        error.to_string(),
        r#"cannot read a.b as Even: "3" (from "a.b=3", item 1); expected an even number"#
    );
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Mode {
    Off,
    Level(i8),
    Range(u8, u8),
    Named { name: String },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Inner {
    text: String,
    letter: char,
    maybe: Option<bool>,
    mode: Mode,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    map: BTreeMap<String, Vec<f64>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Outer {
    int: i64,
    seed: u64,
    wide: i128,
    single: f32,
    bytes: Vec<u8>,
    pair: (u16, String),
    unit: (),
    inner: Inner,
    list: Vec<Inner>,
    modes: Vec<Mode>,
    labels: BTreeMap<i32, Option<String>>,
    nested: Vec<Vec<Option<u8>>>,
}

fn mode() -> impl Strategy<Value = Mode> {
    prop_oneof![
        Just(Mode::Off),
        any::<i8>().prop_map(Mode::Level),
        any::<(u8, u8)>().prop_map(|(a, b)| Mode::Range(a, b)),
        any::<String>().prop_map(|name| Mode::Named { name }),
    ]
}

prop_compose! {
    fn inner()(
        text in any::<String>(),
        letter in any::<char>(),
        maybe in any::<Option<bool>>(),
        mode in mode(),
        map in prop::collection::btree_map("[a-z_]{1,8}", prop::collection::vec(any::<f64>(), 0..3), 0..3),
    ) -> Inner {
        Inner { text, letter, maybe, mode, map }
    }
}

prop_compose! {
    fn outer()(
        (int, seed, wide, single) in any::<(i64, u64, i128, f32)>(),
        bytes in any::<Vec<u8>>(),
        pair in any::<(u16, String)>(),
        inner in inner(),
        list in prop::collection::vec(inner(), 0..3),
        modes in prop::collection::vec(mode(), 0..4),
        labels in prop::collection::btree_map(any::<i32>(), any::<Option<String>>(), 1..4),
        nested in any::<Vec<Vec<Option<u8>>>>(),
    ) -> Outer {
        Outer { int, seed, wide, single, bytes, pair, unit: (), inner, list, modes, labels, nested }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]
    #[test]
    fn what_is_stored_reads_back_as_it_was(outer in outer()) {
        let frame = Frame::from_serialize(&outer).unwrap();
        prop_assert_eq!(frame.extract::<Outer>("").unwrap(), outer);
    }
}

#[test]
fn fields_are_keys_and_structs_in_lists_are_mappings() {
    let inner = Inner {
        text: "t".into(),
        letter: 'x',
        maybe: None,
        mode: Mode::Level(3),
        map: BTreeMap::new(),
    };
    #[derive(Serialize)]
    struct Root {
        one: Inner,
        many: Vec<Inner>,
    }
    let frame = Frame::from_serialize(&Root {
        one: inner.clone(),
        many: vec![inner],
    })
    .unwrap();
    let keys: Vec<String> = frame
        .keys("")
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        keys,
        [
            "many",
            "one.letter",
            "one.maybe",
            "one.mode.Level",
            "one.text"
        ]
    );
    assert_eq!(frame.value("one.maybe").unwrap(), Some(Value::Null));
    assert_eq!(frame.get::<i8>("one.mode.Level").unwrap(), Some(3));
}

#[test]
fn what_would_not_read_back_is_an_error_that_names_the_key() {
    fn of<T: Serialize>(value: T) -> Error {
        let root = BTreeMap::from([("a", BTreeMap::from([("b", value)]))]);
        Frame::from_serialize(&root).unwrap_err()
    }
    let empty: BTreeMap<String, u8> = BTreeMap::new();
    for (error, key, said) in [
        (
            of(Some(None::<u8>)),
            "a.b",
            "Some of nothing is null, which reads as None",
        ),
        (of(empty), "a.b", "an empty mapping sets no key"),
        (
            of(BTreeMap::from([("c.d", 1)])),
            "a.b.c.d",
            r#""c.d" is no segment of a key"#,
        ),
        (
            of(BTreeMap::from([("", 1)])),
            "a.b.",
            r#""" is no segment of a key"#,
        ),
        (
            of(BTreeMap::from([((), 1)])),
            "a.b",
            "cannot be the name of an entry",
        ),
        (
            of(BTreeMap::from([([1], 1)])),
            "a.b",
            "cannot be the name of an entry",
        ),
        (
            of(vec![Value::from(Object::new("counter", 1_u8))]),
            "a.b",
            "cannot look into an object",
        ),
    ] {
        assert!(error.to_string().contains(said), "{error}");
        assert!(error.to_string().contains(key), "{error}");
        assert_eq!(error.key(), Some(key), "{error}");
    }
    assert!(
        of(vec![Some(None::<u8>)])
            .to_string()
            .starts_with("cannot set a.b[0]: ")
    );
}

#[test]
fn only_structs_and_maps_are_frames() {
    let error = Frame::from_serialize(&[1]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a frame is made of a struct or a map, not of [1]"
    );
}
