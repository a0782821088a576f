//! Macros that are called in blocks with a scope: what they hide works, or does not compile.

#![deny(warnings)]

use hyperparameter::with_params;
use tokio::task::{LocalSet, yield_now};

fn x() -> i64 {
    with_params! { get x = x or 0; x }
}

fn on_one_thread<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(future)
}

/// Awaits where nobody sees it.
macro_rules! nap {
    () => {
        yield_now().await
    };
}

macro_rules! give_back {
    ($value:expr) => {
        return $value
    };
}

macro_rules! next {
    () => {
        continue
    };
}

macro_rules! collected {
    ($items:expr) => {
        $items.collect()
    };
}

macro_rules! field {
    ($of:expr) => {
        $of.0
    };
}

#[test]
fn an_await_that_is_hidden_is_right_where_the_block_says_that_it_awaits() {
    let seen = on_one_thread(LocalSet::new().run_until(async {
        let task = |n: i64| {
            tokio::task::spawn_local(async move {
                with_params! {
                    async;
                    set x = n;
                    nap!();
                    x()
                }
            })
        };
        let (first, second) = (task(1), task(2));
        let other = tokio::task::spawn_local(async { x() });
        (
            first.await.unwrap(),
            second.await.unwrap(),
            other.await.unwrap(),
        )
    }));

    assert_eq!((1, 2, 0), seen);
}

#[test]
fn a_block_around_one_that_says_so_awaits_too() {
    let seen = on_one_thread(async {
        let held = async {
            with_params! {
                set x = 1;
                with_params! { async; set y = 1; nap!(); }
                x()
            }
        };
        let other = async { x() };
        tokio::join!(held, other)
    });

    assert_eq!((1, 0), seen);
}

#[test]
fn a_block_that_only_reads_may_say_that_it_awaits() {
    let read = on_one_thread(async {
        with_params! { async; get x = x or 7; nap!(); x }
    });

    assert_eq!(7, read);
}

#[test]
fn macros_leave_a_block_that_does_not_await_as_they_would_without_it() {
    fn returned(now: bool) -> Result<i64, Box<dyn std::error::Error>> {
        with_params! {
            set x = 5;
            if now {
                give_back!(Ok(x()));
            }
            give_back!(Err("later".into()))
        }
    }
    fn summed() -> i64 {
        let mut sum = 0;
        'all: for n in 0.. {
            with_params! {
                set x = n;
                if x() == 1 {
                    next!();
                }
                if x() == 4 {
                    break 'all;
                }
                sum += x();
            }
        }
        sum
    }
    fn tried(text: &str) -> Option<i64> {
        macro_rules! parsed {
            () => {
                text.parse::<i64>().ok()?
            };
        }
        let n = with_params! { set x = 1; parsed!() + x() };
        Some(n)
    }

    assert_eq!(5, returned(true).unwrap());
    assert_eq!("later", returned(false).unwrap_err().to_string());
    assert_eq!(5, summed());
    assert_eq!((Some(3), None), (tried("2"), tried("two")));
}

#[test]
fn a_block_that_calls_macros_may_move_what_a_loop_gives_it() {
    let mut kept = Vec::new();
    'all: for text in ["a".to_owned(), "b".to_owned(), "c".to_owned()] {
        with_params! {
            set x = 1;
            let _ = field!((1,));
            for _ in 0..3 {
                if text.is_empty() {
                    continue;
                }
                if text == "b" {
                    drop(text);
                    continue 'all;
                }
            }
            if text == "c" {
                drop(text);
                continue;
            }
            kept.push(text);
        }
    }

    assert_eq!(vec!["a"], kept);
}

#[test]
fn macros_in_a_block_that_does_not_await_take_their_type_from_around_it() {
    let all: Vec<i64> = with_params! { set x = 2; collected!((0..x())) };
    let mut pair = (vec![1], 0);
    let moved = String::from("m");
    let length = with_params! {
        set x = 3;
        field!(pair).push(x());
        let boxed: Box<dyn ToString> = Box::new(moved);
        let text = { let _ = field!(pair); boxed.to_string() };
        text.len()
    };
    let by_default: u8 =
        with_params! { set x = 1; if x() > 1 { field!((9,)) } else { Default::default() } };

    assert_eq!(vec![0, 1], all);
    assert_eq!((1, vec![1, 3]), (length, pair.0));
    assert_eq!(0, by_default);
}

#[test]
fn bail_and_ensure_return_from_the_function_of_a_block_that_awaits() {
    async fn checked(n: i64) -> anyhow::Result<i64> {
        with_params! {
            set x = std::future::ready(n).await;
            anyhow::ensure!(x() > 0, "{} is too small", x());
            let small = match x() {
                n if n > 9 => anyhow::bail!("{n} is too large, {}", std::future::ready(1).await),
                n => n,
            };
            if small == 5 {
                anyhow::bail!("{} is odd", "5".parse::<i64>()?);
            }
            anyhow::ensure!(small % 2 == 0 || "1".parse::<i64>()? == small);
            Ok(small)
        }
    }

    let said = |n| on_one_thread(checked(n)).map_err(|error| error.to_string());
    assert_eq!(Ok(2), said(2));
    assert_eq!(Ok(1), said(1));
    assert_eq!(Err("0 is too small".to_owned()), said(0));
    assert_eq!(Err("10 is too large, 1".to_owned()), said(10));
    assert_eq!(Err("5 is odd".to_owned()), said(5));
    assert!(said(3).unwrap_err().contains("small % 2 == 0"));
    assert_eq!(0, x());
}

#[test]
fn bail_and_ensure_return_from_the_function_of_a_block_that_does_not_await() {
    fn checked(n: i64) -> anyhow::Result<i64> {
        with_params! {
            set x = n;
            anyhow::ensure!(x() > 0, "{} is too small", x());
            if x() > 9 {
                anyhow::bail!("{} is too large", x());
            }
            Ok(x())
        }
    }

    assert_eq!(2, checked(2).unwrap());
    assert_eq!("0 is too small", checked(0).unwrap_err().to_string());
    assert_eq!("10 is too large", checked(10).unwrap_err().to_string());
}

#[test]
fn macros_that_make_values_do_so_in_a_block_that_awaits() {
    use serde_json::json;
    async fn made(text: &str) -> Result<String, std::num::ParseIntError> {
        with_params! {
            set x = std::future::ready(1).await;
            let n = dbg!(text.parse::<i64>()?);
            let object = json!({ "n": n, "x": x(), "list": [n, std::future::ready(2).await] });
            Ok(object.to_string())
        }
    }

    assert_eq!(
        r#"{"list":[3,2],"n":3,"x":1}"#,
        on_one_thread(made("3")).unwrap()
    );
    assert!(on_one_thread(made("three")).is_err());
}
