//! What the standard library's types are set as, and that they read back as they were set.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::num::{NonZeroI8, NonZeroU64, NonZeroU128};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use hyperparameter::{ErrorKind, Frame, FromValue, IntoValue, Value, with_params};
use proptest::prelude::*;

fn set(value: impl IntoValue) -> Frame {
    let mut builder = Frame::empty().builder();
    builder.set("a", value).unwrap().build()
}

fn defined(text: &str) -> Frame {
    Frame::empty().child([format!("a={text}")]).unwrap()
}

fn reads_back<T: FromValue + IntoValue + Clone + PartialEq + Debug>(value: T) {
    assert_eq!(set(value.clone()).get::<T>("a").unwrap(), Some(value));
}

fn refused<T: FromValue + Debug>(frame: Frame) -> String {
    let refused = frame.get::<T>("a").unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Conversion);
    refused.to_string()
}

#[test]
fn what_is_set_reads_back() {
    reads_back(PathBuf::from("/var/log"));
    reads_back(IpAddr::from(Ipv6Addr::LOCALHOST));
    reads_back(Ipv4Addr::LOCALHOST);
    reads_back(Ipv6Addr::UNSPECIFIED);
    reads_back(SocketAddr::from(([127, 0, 0, 1], 80)));
    reads_back(SocketAddrV4::new(Ipv4Addr::LOCALHOST, 80));
    reads_back(SocketAddrV6::new(Ipv6Addr::LOCALHOST, 80, 0, 3));
    reads_back(NonZeroU64::MAX);
    reads_back(NonZeroU128::MAX);
    reads_back(NonZeroI8::MIN);
    reads_back('é');
    reads_back::<Arc<str>>("x".into());
    reads_back::<Box<str>>("x".into());
    reads_back::<Cow<'static, str>>("x".into());
    reads_back([1u16, 2, 3]);
    reads_back(*b"\0\xff");
    reads_back(['a', 'b']);
    reads_back((1, "x".to_owned(), Some(2.5)));
    reads_back((true,));
    reads_back((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, vec![12]));
    reads_back(vec![vec![Some(1)], vec![None]]);
    reads_back(vec![BTreeMap::from([
        ("a.b".to_owned(), 1),
        (String::new(), 2),
    ])]);
    reads_back(vec![HashMap::from([(7, Duration::from_millis(1))])]);
}

#[test]
fn borrowed_forms_are_set_and_are_defaults() {
    let path = with_params! {
        set log.path = Path::new("/var/log");
        get path = log.path or Path::new("/tmp");
        path
    };
    assert_eq!(path, PathBuf::from("/var/log"));
}

#[test]
fn a_duration_is_a_number_of_seconds_or_numbers_with_units() {
    let nanos = |text: &str| {
        defined(text)
            .get::<Duration>("a")
            .unwrap()
            .unwrap()
            .as_nanos()
    };

    assert_eq!(nanos("90"), 90_000_000_000);
    assert_eq!(nanos("1.5"), 1_500_000_000);
    assert_eq!(nanos("1e-9"), 1);
    assert_eq!(nanos("0"), 0);
    assert_eq!(nanos("250ms"), 250_000_000);
    assert_eq!(nanos("1.5s"), 1_500_000_000);
    assert_eq!(nanos("2m"), 120_000_000_000);
    assert_eq!(nanos("1h30m"), 5_400_000_000_000);
    assert_eq!(nanos("1d12h"), 129_600_000_000_000);
    assert_eq!(nanos("3us"), 3_000);
    assert_eq!(nanos("3µs7ns"), 3_007);
    assert_eq!(
        nanos("18446744073709551615.999999999s"),
        Duration::MAX.as_nanos()
    );
    assert_eq!(set(2).get("a").unwrap(), Some(Duration::from_secs(2)));
    assert_eq!(set(0.1).get("a").unwrap(), Some(Duration::from_millis(100)));
}

#[test]
fn what_is_no_duration_is_refused() {
    let advice = "expected a number of seconds, or a string such as 250ms, 1.5s, 2m or 1h30m";
    for text in [
        "", "fast", "5 s", "1m1h", "1s1s", "s", "1.2.3s", "-1s", "1sec", "nan", "PT1S",
    ] {
        assert_eq!(
            refused::<Duration>(defined(text)),
            format!(
                "cannot read a as Duration: {text:?} (from {:?}, item 1); {advice}",
                format!("a={text}")
            )
        );
    }
    for text in ["1.5ns", "0.0000000001", "1e-10s"] {
        let message = refused::<Duration>(defined(text));
        assert!(!message.is_empty(), "{message}");
    }
    assert!(refused::<Duration>(defined("1.5ns")).contains("has a fraction of a nanosecond"));
    for text in [
        "-1",
        "18446744073709551616",
        "1e400",
        "inf",
        "213503982334602d",
    ] {
        let message = refused::<Duration>(defined(text));
        assert!(message.contains("is out of range"), "{message}");
    }
    assert!(refused::<Duration>(set(-1)).contains("is out of range"));
    assert!(refused::<Duration>(set(f64::INFINITY)).contains("is out of range"));
    assert!(refused::<Duration>(set(f64::NAN)).contains(advice));
    assert!(refused::<Duration>(set(true)).contains(advice));
}

proptest! {
    #[test]
    fn a_duration_reads_back_to_the_nanosecond(seconds: u64, nanos in 0u32..1_000_000_000) {
        let duration = Duration::new(seconds, nanos);
        prop_assert_eq!(set(duration).get::<Duration>("a").unwrap(), Some(duration));
    }

    #[test]
    fn an_integer_of_128_bits_reads_back(value: i128, unsigned: u128) {
        prop_assert_eq!(set(value).get::<i128>("a").unwrap(), Some(value));
        prop_assert_eq!(set(unsigned).get::<u128>("a").unwrap(), Some(unsigned));
    }

    #[test]
    fn no_string_panics_as_a_duration(text in "[0-9.eE+-]{0,24}(h|m|s|ms|µs|ns|d)?[0-9.]{0,40}(s|ns)?") {
        let _ = set(text).get::<Duration>("a");
    }
}

#[test]
fn a_duration_is_stored_as_a_string_that_people_read() {
    let stored = |duration| set(duration).value("a").unwrap().unwrap();

    assert_eq!(
        stored(Duration::from_millis(1500)),
        Value::Text("1.5s".into())
    );
    assert_eq!(stored(Duration::from_secs(10)), Value::Text("10s".into()));
    assert_eq!(
        stored(Duration::from_nanos(1)),
        Value::Text("0.000000001s".into())
    );
}

#[test]
fn a_list_of_another_length_is_refused_with_both_lengths() {
    assert_eq!(
        refused::<[i64; 3]>(defined("[1, 2]")),
        "cannot read a as [int; 3]: \"[1, 2]\" has 2 elements (from \"a=[1, 2]\", item 1); expected 3 elements"
    );
    assert_eq!(
        refused::<(i64, bool)>(set([1])),
        "cannot read a as (int, bool): [1] has 1 element (set in code); expected 2 elements"
    );
}

#[test]
fn an_element_of_a_tuple_or_map_is_named_by_its_place() {
    assert!(
        refused::<(i64, Vec<bool>)>(defined("[1, [yes, 2]]"))
            .starts_with("cannot read a[1][1] as bool: \"2\" (")
    );
    let maps = vec![BTreeMap::from([("b", 1), ("c d", 2), ("=", 300)])];
    assert!(
        refused::<Vec<BTreeMap<String, u8>>>(set(maps.clone()))
            .starts_with("cannot read a[0][\"=\"] as u8: 300 is out of range (")
    );
    assert!(
        refused::<Vec<BTreeMap<u8, i64>>>(set(maps))
            .starts_with("cannot read a[0][\"=\"] as a key: \"=\" (")
    );
}

#[test]
fn other_types_are_refused_with_what_would_be_right() {
    for (message, end) in [
        (
            refused::<IpAddr>(set(1)),
            "as IpAddr: 1 (set in code); expected an IP address such as 127.0.0.1 or ::1",
        ),
        (
            refused::<SocketAddr>(set("localhost")),
            "as SocketAddr: \"localhost\" (set in code); expected an IP address and a port, such as 127.0.0.1:80 or [::1]:80",
        ),
        (
            refused::<char>(set("ab")),
            "as char: \"ab\" (set in code); expected a string of one character",
        ),
        (
            refused::<char>(set("")),
            "as char: \"\" (set in code); expected a string of one character",
        ),
        (
            refused::<NonZeroI8>(set(0)),
            "as NonZeroI8: 0 is out of range (set in code); expected an integer in the range of NonZeroI8, an integral float, or a string such as 64 or 1e3",
        ),
        (
            refused::<PathBuf>(set(Value::Null)),
            "as path: null (set in code); expected a string, a number or a bool",
        ),
        (
            refused::<BTreeMap<String, i64>>(set(1)),
            "as map of int: 1 (set in code); expected a mapping",
        ),
    ] {
        assert_eq!(message, format!("cannot read a {end}"));
    }
}

#[test]
fn an_address_whose_spelling_would_lose_something_is_not_set() {
    let address = SocketAddrV6::new(Ipv6Addr::LOCALHOST, 80, 7, 0);
    let refused = Frame::empty().builder().set("a", address).unwrap_err();

    assert_eq!(
        refused.to_string(),
        "cannot set a: [::1]:80 has the flow information 7, which its spelling would lose"
    );
}

#[cfg(unix)]
#[test]
fn a_path_that_is_no_string_is_not_set() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let path = Path::new(OsStr::from_bytes(b"/tmp/\xff"));
    let refused = Frame::empty().builder().set("a", path).unwrap_err();

    assert_eq!(
        refused.to_string(),
        "cannot set a: the path \"/tmp/\\xFF\" is not valid Unicode, as a string has to be"
    );
}

#[test]
fn a_map_is_all_that_is_set_below_its_key() {
    let rates = BTreeMap::from([("enc".to_owned(), 0.1), ("dec".to_owned(), 0.5)]);
    let frame = Frame::empty()
        .builder()
        .set("lr", &rates)
        .and_then(|builder| builder.define("tree.a.b=1"))
        .and_then(|builder| builder.define("tree.a-b=2"))
        .and_then(|builder| builder.define("tree.a.c=3"))
        .unwrap()
        .build();

    assert_eq!(frame.get("lr").unwrap(), Some(rates));
    assert_eq!(frame.get::<HashMap<String, f64>>("l").unwrap(), None);
    let refused = frame.get::<BTreeMap<String, i64>>("tree").unwrap_err();
    assert!(
        refused
            .to_string()
            .starts_with("cannot read tree.a as int: {\"b\": \"1\", \"c\": \"3\"}"),
        "{refused}"
    );
    let b = frame
        .get::<BTreeMap<String, BTreeMap<String, i64>>>("tree")
        .unwrap_err();
    assert!(
        b.to_string()
            .starts_with("cannot read tree.a-b as map of int: \"2\" (from \"tree.a-b=2\", item 2)"),
        "{b}"
    );
}

#[test]
fn an_entry_of_a_map_that_is_refused_is_the_parameter_that_holds_it() {
    let frame = Frame::empty()
        .child(["lr.enc=0.1", "lr.dec=[1, x]"])
        .unwrap();
    let refused = frame.get::<BTreeMap<String, Vec<f64>>>("lr").unwrap_err();

    assert_eq!(refused.key(), Some("lr.dec"));
    assert!(
        refused
            .to_string()
            .starts_with("cannot read lr.dec[1] as float: \"x\" (from \"lr.dec=[1, x]\", item 2)"),
        "{refused}"
    );
}

#[test]
fn a_map_does_not_hide_that_its_own_key_is_set() {
    let frame = Frame::empty().child(["lr=1", "lr.enc=0.1"]).unwrap();
    let refused = frame.get::<BTreeMap<String, f64>>("lr").unwrap_err();

    assert_eq!(
        refused.to_string(),
        "cannot read lr as map of float: \"1\" (from \"lr=1\", item 1); lr.enc is set below it; unset one of the two"
    );
}

#[test]
fn a_map_in_the_macro_sees_what_is_set_since() {
    with_params! {
        get before: BTreeMap<String, i64> = n or BTreeMap::new();
        set n.a = 1;
        get after: BTreeMap<String, i64> = n or BTreeMap::new();
        assert_eq!((before.len(), after["a"]), (0, 1));
    };
}

#[test]
fn a_list_that_a_string_spells_is_the_same_at_every_read() {
    let text = format!("[{}]", vec!["0.1"; 100].join(", "));
    let frame = defined(&text);
    for _ in 0..3 {
        assert_eq!(frame.get::<Vec<f64>>("a").unwrap(), Some(vec![0.1; 100]));
        assert_eq!(frame.get::<Vec<f32>>("a").unwrap(), Some(vec![0.1; 100]));
        assert_eq!(
            frame.get::<Vec<String>>("a").unwrap(),
            Some(vec!["0.1".to_owned(); 100])
        );
        assert!(frame.get::<Vec<i64>>("a").is_err());
    }
}

#[test]
fn keys_that_are_the_same_once_they_are_read_are_refused() {
    let frame = Frame::empty().child(["m.1=a", "m.01=b"]).unwrap();

    let error = frame.get::<BTreeMap<u32, String>>("m").unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Conversion);
    assert!(error.to_string().contains("some are the same"), "{error}");
}
