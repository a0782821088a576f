//! A value says where it came from, in the words that messages use.

use hyperparameter::{Frame, Origin};

fn message(origin: Origin) -> String {
    let mut builder = Frame::empty().builder();
    let frame = builder.set_from("lr", "fast", origin).unwrap().build();
    frame.get::<f64>("lr").unwrap_err().to_string()
}

#[test]
fn messages_say_an_origin_as_it_is_displayed() {
    let origins = [
        (Origin::Code, "set in code"),
        (Origin::Keyword, "from a keyword"),
        (Origin::Mapping, "from a mapping"),
        (Origin::Assigned, "assigned"),
        (Origin::Definition(3), "from item 3"),
        (
            Origin::file("conf/app.toml", Some(12)),
            "from conf/app.toml:12",
        ),
        (Origin::file("conf/app.toml", None), "from conf/app.toml"),
        (Origin::variable("APP_LR"), "from APP_LR"),
        (Origin::named("request 17"), "set by request 17"),
    ];

    for (origin, words) in origins {
        assert_eq!(origin.to_string(), words);
        let message = message(origin);
        let told = format!(r#"cannot read lr as float: "fast" ({words});"#);
        assert!(message.starts_with(&told), "{message}");
    }
}

#[test]
fn a_name_cannot_break_the_line_of_a_message() {
    assert_eq!(
        Origin::named("x\nERROR root logged in").to_string(),
        r#"set by "x\nERROR root logged in""#
    );
    assert!(message(Origin::named("x".repeat(10_000))).len() < 500);
}

#[test]
fn an_error_has_the_origin_that_a_program_can_compare() {
    let request = Origin::named("request 17");
    let frame = Frame::empty()
        .builder()
        .set_from("lr", "fast", request.clone())
        .unwrap()
        .build();

    let refused = frame.get::<f64>("lr").unwrap_err();

    assert_eq!(refused.origin(), Some(&request));
    assert_ne!(refused.origin(), Some(&Origin::named("request 18")));
    let Some(Origin::Named(name)) = refused.origin() else {
        panic!()
    };
    assert_eq!(&**name, "request 17");
}

#[test]
fn a_named_source_names_all_that_it_sets_and_nothing_else() {
    let file = Origin::file("a.toml", None);
    let frame = Frame::empty()
        .builder()
        .set("own", 1)
        .unwrap()
        .add_source_from(["lr=fast", "batch=2"], file.clone())
        .unwrap()
        .build();

    assert_eq!(frame.origin("own").unwrap(), Some(&Origin::Code));
    assert_eq!(frame.origin("batch").unwrap(), Some(&file));
    let refused = frame.get::<f64>("lr").unwrap_err().to_string();
    assert!(refused.contains(r#""fast" (from a.toml)"#), "{refused}");
}

#[test]
fn an_origin_stays_with_its_value_through_children_subtrees_and_other_frames() {
    let origin = Origin::variable("APP_LR");
    let mut frame = Frame::empty()
        .builder()
        .set_from("train.lr", 0.1, origin.clone())
        .unwrap()
        .build();
    for n in 0..20 {
        frame = frame.child([(format!("k{n}"), n)]).unwrap();
    }
    let copied = Frame::empty().child(&frame).unwrap();

    assert_eq!(copied.origin("train.lr").unwrap(), Some(&origin));
    let below = copied.subtree("train").unwrap();
    assert_eq!(below.origin("lr").unwrap(), Some(&origin));
}

#[test]
fn a_map_in_a_setting_gives_its_origin_to_the_keys_below() {
    let map = hyperparameter::Map::new([("x", 1)]).unwrap();
    let origin = Origin::named("tenant a");

    let mut builder = Frame::empty().builder();
    let frame = builder.set_from("a", map, origin.clone()).unwrap().build();

    assert_eq!(frame.origin("a.x").unwrap(), Some(&origin));
}
