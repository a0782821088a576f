//! What `#[derive(Parameter)]` makes of enums and structs.

use std::collections::BTreeMap;
use std::time::Duration;

use hyperparameter::{ErrorKind, Frame, FromValue, IntoValue, Parameter, Value, with_params};

#[derive(Clone, Copy, Debug, PartialEq, Parameter)]
enum Mode {
    Fast,
    VerySafe,
    #[parameter(rename = "off")]
    None,
}

#[derive(Clone, Debug, PartialEq, Parameter)]
#[parameter(rename_all = "kebab-case")]
struct Tls {
    cert_file: String,
    #[parameter(default)]
    verify: bool,
}

#[derive(Clone, Debug, PartialEq, Parameter)]
struct Server {
    host: String,
    #[parameter(default = 8080)]
    port: u16,
    #[parameter(default = "web")]
    name: String,
    #[parameter(default = Duration::from_secs(30), rename = "timeout")]
    patience: Duration,
    mode: Option<Mode>,
    tls: Option<Tls>,
    r#type: Option<String>,
    #[parameter(default)]
    limits: BTreeMap<String, u32>,
}

#[derive(Clone, Debug, Default, PartialEq, Parameter)]
struct Retry {
    #[parameter(default = 3)]
    times: u8,
}

#[derive(Clone, Debug, PartialEq, Parameter)]
struct Job {
    retry: Retry,
    weight: Weight<f64>,
}

#[derive(Clone, Debug, PartialEq, Parameter)]
struct Weight<T>(T);

fn defined(definitions: &[&str]) -> Frame {
    Frame::empty().child(definitions).unwrap()
}

fn set(key: &str, value: impl IntoValue) -> Frame {
    let mut builder = Frame::empty().builder();
    builder.set(key, value).unwrap().build()
}

fn refused<T: FromValue + std::fmt::Debug>(definitions: &[&str], key: &str) -> String {
    defined(definitions).get::<T>(key).unwrap_err().to_string()
}

fn server() -> Server {
    Server {
        host: "h".into(),
        port: 8080,
        name: "web".into(),
        patience: Duration::from_secs(30),
        mode: None,
        tls: None,
        r#type: None,
        limits: BTreeMap::new(),
    }
}

#[test]
fn an_enum_is_the_name_of_a_variant() {
    let frame = defined(&["a=Fast", "b=off", "c=[VerySafe, Fast]"]);

    assert_eq!(frame.get("a").unwrap(), Some(Mode::Fast));
    assert_eq!(frame.get("b").unwrap(), Some(Mode::None));
    assert_eq!(
        frame.get("c").unwrap(),
        Some(vec![Mode::VerySafe, Mode::Fast])
    );
    assert_eq!(
        set("a", Mode::None).value("a").unwrap(),
        Some(Value::Text("off".into()))
    );
    let read = with_params! {
        set mode = Mode::VerySafe;
        get mode = mode or Mode::Fast;
        get other = other or Mode::Fast;
        (mode, other)
    };
    assert_eq!(read, (Mode::VerySafe, Mode::Fast));
}

#[test]
fn a_variant_that_is_misspelled_is_refused_with_the_nearest() {
    let refused = |text: &str| refused::<Mode>(&[&format!("m={text}")], "m");

    assert_eq!(
        refused("fast"),
        "cannot read m as Mode: \"fast\" (from \"m=fast\", item 1); expected one of Fast, VerySafe, off; did you mean Fast?"
    );
    assert!(refused("VerySave").ends_with("; did you mean VerySafe?"));
    assert!(refused("1").ends_with("; expected one of Fast, VerySafe, off"));
    assert!(refused("None").ends_with("; expected one of Fast, VerySafe, off"));
}

#[test]
fn a_struct_is_what_is_set_below_a_key() {
    let read = with_params! {
        params ["server.host=h", "server.port=1", "server.timeout=250ms", "server.mode=Fast"];
        params ["server.tls.cert-file=c", "server.type=x", "server.limits.a=1", "server.limits.b=2"];
        get server: Server = server;
        server
    };
    let expected = Server {
        port: 1,
        patience: Duration::from_millis(250),
        mode: Some(Mode::Fast),
        tls: Some(Tls {
            cert_file: "c".into(),
            verify: false,
        }),
        r#type: Some("x".into()),
        limits: BTreeMap::from([("a".into(), 1), ("b".into(), 2)]),
        ..server()
    };
    assert_eq!(read, expected);
    assert_eq!(
        set("s.x", expected.clone()).get("s.x").unwrap(),
        Some(expected)
    );
}

#[test]
fn defaults_stand_for_fields_that_are_not_set() {
    assert_eq!(defined(&["s.host=h"]).get("s").unwrap(), Some(server()));
    assert_eq!(defined(&[]).get::<Server>("s").unwrap(), None);
    assert_eq!(defined(&[]).get_or("s", server()).unwrap(), server());
    assert_eq!(
        defined(&[]).require::<Retry>("s").unwrap(),
        Retry { times: 3 }
    );
    let read = with_params! { get retry: Retry = retry; retry };
    assert_eq!(read, Retry { times: 3 });
    let job = Job {
        retry: Retry { times: 3 },
        weight: Weight(0.5),
    };
    assert_eq!(defined(&["j.weight=0.5"]).get("j").unwrap(), Some(job));
}

#[test]
fn structs_stand_in_lists_and_maps() {
    let retries = vec![Retry { times: 1 }, Retry { times: 2 }];
    assert_eq!(set("a", retries.clone()).get("a").unwrap(), Some(retries));
    let frame = defined(&["a.x.times=1", "a.y.times=2"]);
    let map = frame.get::<BTreeMap<String, Retry>>("a").unwrap().unwrap();
    assert_eq!(map["y"], Retry { times: 2 });
}

#[test]
fn a_newtype_is_what_it_holds() {
    assert_eq!(defined(&["w=0.5"]).get("w").unwrap(), Some(Weight(0.5)));
    assert_eq!(set("w", Weight(2)).value("w").unwrap(), Some(Value::Int(2)));
    assert_eq!(
        defined(&["w.times=5"]).get("w").unwrap(),
        Some(Weight(Retry { times: 5 }))
    );
    assert!(
        refused::<Weight<f64>>(&["w=x"], "w").starts_with("cannot read w as Weight<f64>: \"x\"")
    );
}

#[test]
fn a_key_that_is_no_field_is_refused_with_the_nearest() {
    assert_eq!(
        refused::<Tls>(&["tls.cert-file=c", "tls.verfy=yes"], "tls"),
        "cannot read tls.verfy as a field of Tls: \"yes\" (from \"tls.verfy=yes\", item 2); \
         expected one of cert-file, verify; did you mean verify?"
    );
    let error = defined(&["s.host=h", "s.tls.cert-file=c", "s.tls.x.y=1"]);
    let error = error.get::<Server>("s").unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("cannot read s.tls.x as a field of Tls: {\"y\": \"1\"}"),
        "{error}"
    );
}

#[test]
fn a_field_that_is_refused_is_the_parameter_that_it_is() {
    let error = defined(&["s.host=h", "s.port=70000"])
        .get::<Server>("s")
        .unwrap_err();

    assert_eq!(error.key(), Some("s.port"));
    assert_eq!(error.wanted(), Some("u16"));
    assert!(
        error.to_string().starts_with(
            "cannot read s.port as u16: \"70000\" is out of range (from \"s.port=70000\", item 2)"
        ),
        "{error}"
    );
}

#[test]
fn a_field_that_is_not_set_is_named() {
    let error = defined(&["s.port=1"]).get::<Server>("s").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Missing);
    assert_eq!(error.key(), Some("s.host"));
    assert_eq!(
        error.to_string(),
        "cannot read s as Server: {\"port\": \"1\"} has no \"host\"; set s.host"
    );
    let error = defined(&[]).require::<Server>("s").unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot read s as Server: {} has no \"host\"; set s.host"
    );
    let error = defined(&["s.host=h", "s.tls.verify=yes"])
        .get::<Server>("s")
        .unwrap_err();
    assert_eq!(error.key(), Some("s.tls.cert-file"));
    let list = vec![BTreeMap::from([("weight", 1)]), BTreeMap::new()];
    let error = set("jobs", list).get::<Vec<Job>>("jobs").unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot read jobs[1] as Job: {} has no \"weight\" (set in code)"
    );
}

#[test]
fn a_struct_is_no_single_value() {
    assert_eq!(
        refused::<Retry>(&["a=1"], "a"),
        "cannot read a as Retry: \"1\" (from \"a=1\", item 1); expected a mapping, or parameters below this key: times"
    );
}

mod elsewhere {
    pub(crate) use hyperparameter as params;
}

#[test]
fn the_crate_may_have_another_name() {
    #[derive(Debug, PartialEq, Parameter)]
    #[parameter(crate = elsewhere::params)]
    struct Named {
        a: i64,
    }
    assert_eq!(defined(&["n.a=1"]).get("n").unwrap(), Some(Named { a: 1 }));
}

#[derive(Debug, Clone, PartialEq, Parameter)]
struct Nickname(Option<String>);

#[derive(Debug, Clone, PartialEq, Parameter)]
struct Tagged {
    name: String,
    nickname: Nickname,
    tags: std::collections::BTreeMap<String, i64>,
}

#[test]
fn an_empty_map_and_a_newtype_of_nothing_read_back() {
    let tagged = Tagged {
        name: "a".into(),
        nickname: Nickname(None),
        tags: Default::default(),
    };
    let unset = Frame::empty().child(["item.name=a"]).unwrap();
    let set = Frame::empty()
        .builder()
        .set("item", tagged.clone())
        .unwrap()
        .build();

    assert_eq!(unset.get::<Tagged>("item").unwrap(), Some(tagged.clone()));
    assert_eq!(set.get::<Tagged>("item").unwrap(), Some(tagged));
}
