//! Judges what came of a case, step by step, by what the case expects.

use crate::actor::Outcome;
use crate::step::{Expect, Node};
use crate::vector::Case;

/// Says what the first wrong step was.
pub(crate) fn judge(case: &Case, outcomes: &[Outcome]) -> Result<(), String> {
    assert_eq!(case.steps.len(), outcomes.len());
    for (position, (step, outcome)) in case.steps.iter().zip(outcomes).enumerate() {
        let expect = step.expect();
        if !agrees(expect, outcome) {
            return Err(format!(
                "{}\nstep {}: {step:?}\nexpected {expect:?}, got {outcome:?}",
                case.title,
                position + 1
            ));
        }
    }
    Ok(())
}

fn agrees(expect: Option<&Expect>, outcome: &Outcome) -> bool {
    match (expect, outcome) {
        (None, Outcome::Done(_)) | (Some(Expect::Default(_)), Outcome::Default(_)) => true,
        (Some(Expect::Error(class)), Outcome::Error { error, .. }) => class == error,
        (Some(Expect::Warning(class)), Outcome::Warning { warning, .. }) => class == warning,
        (Some(Expect::Keys(keys)), Outcome::Keys(found)) => keys == found,
        (Some(Expect::Items(items)), Outcome::Items(found)) => {
            items.len() == found.len()
                && items
                    .iter()
                    .zip(found)
                    .all(|((key, node), (other, value))| key == other && same(node, value))
        }
        (Some(expect), Outcome::Value(value)) => {
            value_of(expect).is_some_and(|node| same(&node, value))
        }
        _ => false,
    }
}

fn value_of(expect: &Expect) -> Option<Node> {
    Some(match expect.clone() {
        Expect::Null(text) => Node::Null(text),
        Expect::Bool(text) => Node::Bool(text),
        Expect::Int(text) => Node::Int(text),
        Expect::Float(text) => Node::Float(text),
        Expect::Text(text) => Node::Text(text),
        Expect::Bytes(text) => Node::Bytes(text),
        Expect::List(items) => Node::List(items),
        Expect::Nested(times) => Node::Nested(times),
        Expect::Object(name) => Node::Object(name),
        Expect::Default(_)
        | Expect::Error(_)
        | Expect::Warning(_)
        | Expect::Keys(_)
        | Expect::Items(_) => return None,
    })
}

/// Equality that tells kinds apart, and floats by their bits; every NaN is one.
fn same(left: &Node, right: &Node) -> bool {
    match (left, right) {
        (Node::Null(_), Node::Null(_)) => true,
        (Node::Bool(left), Node::Bool(right))
        | (Node::Int(left), Node::Int(right))
        | (Node::Text(left), Node::Text(right))
        | (Node::Bytes(left), Node::Bytes(right))
        | (Node::Object(left), Node::Object(right)) => left == right,
        (Node::Float(left), Node::Float(right)) => {
            match (left.parse::<f64>(), right.parse::<f64>()) {
                (Ok(left), Ok(right)) => {
                    left.to_bits() == right.to_bits() || (left.is_nan() && right.is_nan())
                }
                _ => false,
            }
        }
        (Node::Nested(times), other) | (other, Node::Nested(times)) => is_nested(other, times.0),
        (Node::Map(left), Node::Map(right)) => {
            left.len() == right.len()
                && left.iter().all(|(key, value)| {
                    let found = right.iter().find(|(other, _)| key == other);
                    found.is_some_and(|(_, other)| same(value, other))
                })
        }
        (Node::List(left), Node::List(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| same(left, right))
        }
        _ => false,
    }
}

/// Whether a value is lists in each other, so many, the innermost empty.
fn is_nested(node: &Node, times: usize) -> bool {
    match node {
        Node::Nested(other) => other.0 == times,
        Node::List(items) => match items.as_slice() {
            [] => times == 1,
            [inner] => times > 1 && is_nested(inner, times - 1),
            _ => false,
        },
        _ => false,
    }
}
