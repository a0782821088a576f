//! Ten faults in a configuration, as `Frame::extract` and figment report them.
//!
//! Each is made of the same keys and values, which are from the same places: a file, and
//! variables of the environment.

use figment::Figment;
use figment::providers::{Env, Format, Toml};
use hyperparameter::{Error, Frame, Origin};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Config {
    server: Server,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Server {
    host: String,
    port: u16,
    mode: Mode,
    weights: Vec<f64>,
    tls: Tls,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Mode {
    Fast,
    Careful,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Tls {
    cert: String,
    depth: u8,
}

const FILE: &str = "app.toml";

const RIGHT: [(&str, &str); 6] = [
    ("host", "localhost"),
    ("port", "8080"),
    ("mode", "fast"),
    ("weights", "[0.5, 1]"),
    ("tls.cert", "a.pem"),
    ("tls.depth", "2"),
];

/// One fault: what is set otherwise than is right, and what there is to be told of it.
struct Fault {
    name: &'static str,
    file: &'static [(&'static str, &'static str)],
    environment: &'static [(&'static str, &'static str)],
    without: &'static [&'static str],
    /// What is read: `server` if nothing else is said.
    section: &'static str,
    /// Key, value, origin and what would be right, in either spelling where there are two; empty
    /// where there is no such fact.
    facts: [&'static str; 4],
    /// Which of these figment tells.
    figment: [bool; 4],
}

const NONE: Fault = Fault {
    name: "",
    file: &[],
    environment: &[],
    without: &[],
    section: "server",
    facts: [""; 4],
    figment: [true; 4],
};

const FAULTS: [Fault; 10] = [
    Fault {
        name: "wrong type",
        file: &[("port", "high")],
        facts: ["server.port", "\"high\"", "app.toml", "u16"],
        ..NONE
    },
    Fault {
        name: "unknown key",
        file: &[("prot", "80")],
        facts: ["server.prot", "80", "app.toml", "did you mean port?"],
        figment: [true, false, true, false],
        ..NONE
    },
    Fault {
        name: "misspelled nested key",
        file: &[("tls.crt", "a.pem")],
        without: &["tls.cert"],
        facts: ["server.tls.crt", "a.pem", "app.toml", "did you mean cert?"],
        figment: [true, false, true, false],
        ..NONE
    },
    Fault {
        name: "missing key",
        without: &["port"],
        facts: ["server.port", "", "", ""],
        figment: [false, true, true, true],
        ..NONE
    },
    Fault {
        name: "out of range",
        file: &[("port", "70000")],
        facts: ["server.port", "70000", "app.toml", "u16"],
        ..NONE
    },
    Fault {
        name: "wrong variant",
        file: &[("mode", "fsat")],
        facts: ["server.mode", "fsat", "app.toml", "did you mean fast?"],
        figment: [true, true, true, false],
        ..NONE
    },
    Fault {
        name: "bad element of a list",
        file: &[("weights", "[0.5, heavy]")],
        facts: [
            "server.weights[1]|server.weights.1",
            "\"heavy\"",
            "app.toml",
            "float|f64",
        ],
        ..NONE
    },
    Fault {
        name: "nested key",
        file: &[("tls.depth", "deep")],
        facts: ["server.tls.depth", "\"deep\"", "app.toml", "u8"],
        ..NONE
    },
    Fault {
        name: "variable of the environment",
        environment: &[("port", "http")],
        facts: ["server.port", "\"http\"", "APP_SERVER__PORT", "u16"],
        figment: [false, true, false, true],
        ..NONE
    },
    Fault {
        name: "misspelled section",
        section: "sever",
        facts: ["sever", "", "", "did you mean \"server.host\""],
        figment: [true, true, true, false],
        ..NONE
    },
];

impl Fault {
    fn file(&self) -> Vec<(&'static str, &'static str)> {
        let is_replaced = |key: &str| self.file.iter().any(|(other, _)| *other == key);
        let kept = RIGHT
            .into_iter()
            .filter(|(key, _)| !self.without.contains(key) && !is_replaced(key));
        kept.chain(self.file.iter().copied()).collect()
    }

    fn ours(&self) -> Error {
        let mut builder = Frame::empty().builder();
        for (key, value) in self.file() {
            let value = hyperparameter::Value::untyped(value);
            let key = format!("server.{key}");
            builder
                .set_from(key, value, Origin::file(FILE, None))
                .unwrap();
        }
        for (key, value) in self.environment {
            let value = hyperparameter::Value::untyped(*value);
            let origin = Origin::variable(variable(key));
            builder
                .set_from(format!("server.{key}"), value, origin)
                .unwrap();
        }
        builder.build().extract::<Server>(self.section).unwrap_err()
    }

    /// figment reads the same file as TOML, in which strings are quoted.
    // The size of its error is figment's choice.
    #[allow(clippy::result_large_err)]
    fn figment(&self) -> String {
        let spelled = |value: &str| match value {
            "[0.5, heavy]" => "[0.5, \"heavy\"]".to_owned(),
            value if value.starts_with(|c: char| c.is_ascii_digit() || c == '[') => {
                value.to_owned()
            }
            value => format!("{value:?}"),
        };
        let lines: Vec<String> = self
            .file()
            .iter()
            .map(|(key, value)| format!("server.{key} = {}", spelled(value)))
            .collect();
        let mut message = String::new();
        figment::Jail::expect_with(|jail| {
            jail.create_file(FILE, &lines.join("\n"))?;
            for (key, value) in self.environment {
                jail.set_env(variable(key), value);
            }
            let figment = Figment::new()
                .merge(Toml::file(FILE))
                .merge(Env::prefixed("APP_").split("__"));
            let error = match self.section {
                "server" => figment.extract::<Config>().unwrap_err(),
                section => figment.extract_inner::<Server>(section).unwrap_err(),
            };
            message = error.to_string();
            Ok(())
        });
        message
    }
}

fn variable(key: &str) -> String {
    format!("APP_SERVER__{}", key.to_uppercase())
}

/// Which of the facts a message tells.
fn told(message: &str, facts: [&str; 4]) -> [bool; 4] {
    facts.map(|fact| fact.split('|').any(|spelled| message.contains(spelled)))
}

#[test]
fn every_fault_is_told_with_key_value_origin_and_what_would_be_right() {
    for fault in &FAULTS {
        let message = fault.ours().to_string();
        let told = told(&message, fault.facts);
        assert_eq!(told, [true; 4], "{}: {message}", fault.name);
    }
}

/// All four of a wrong type, a number out of range, an element of a list and a nested key.
#[test]
fn figment_tells_all_of_four_of_the_ten() {
    for fault in &FAULTS {
        let message = fault.figment();
        let told = told(&message, fault.facts);
        assert_eq!(told, fault.figment, "{}: {message}", fault.name);
    }
    let whole = FAULTS.iter().filter(|fault| fault.figment == [true; 4]);
    assert_eq!(whole.count(), 4);
}

/// As it is in a variable of the environment, in a file too.
#[test]
fn a_number_given_as_a_string_is_the_number() {
    let frame = Frame::empty()
        .builder()
        .set_from("port", "8080", Origin::file(FILE, None))
        .unwrap()
        .build();
    assert_eq!(frame.extract::<u16>("port").unwrap(), 8080);

    let refused = Figment::from(Toml::string("port = \"8080\"")).extract_inner::<u16>("port");
    assert!(refused.is_err());
}
