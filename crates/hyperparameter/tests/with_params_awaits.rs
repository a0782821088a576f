//! Blocks that await: the scope belongs to the future, on whichever thread it resumes.

#![deny(warnings)]

use std::future::{Future, poll_fn, ready};
use std::ops::ControlFlow;
use std::pin::pin;
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};
use std::thread;

use hyperparameter::{Error, with_params};
use tokio::task::yield_now;

fn x() -> i64 {
    with_params! { get x = x or 0; x }
}

/// What is awaited in these tests: suspends once, then gives back what it got.
async fn later<T>(value: T) -> T {
    yield_now().await;
    value
}

/// Suspends once, and asks nobody to be woken.
async fn suspend() {
    let mut polled = false;
    poll_fn(|_| {
        if std::mem::replace(&mut polled, true) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
}

fn on_one_thread<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

fn is_send<F: Future + Send>(future: F) -> F {
    future
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_tasks_keep_their_scopes_apart() {
    let tasks: Vec<_> = (1..=16)
        .map(|n| {
            tokio::spawn(async move {
                with_params! {
                    set x = n;
                    for _ in 0..200 {
                        yield_now().await;
                        assert_eq!(n, x());
                    }
                }
                assert_eq!(0, x());
            })
        })
        .collect();

    for task in tasks {
        task.await.unwrap();
    }
}

#[test]
fn the_scope_follows_the_future_to_another_thread() {
    let mut future = Box::pin(async {
        with_params! {
            set x = 1;
            let first = thread::current().id();
            suspend().await;
            (x(), first != thread::current().id())
        }
    });
    let wake = &mut Context::from_waker(Waker::noop());
    assert!(future.as_mut().poll(wake).is_pending());
    let left_behind = x();
    let resumed = thread::spawn(move || {
        let polled = future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()));
        (polled, x())
    });

    assert_eq!(0, left_behind);
    assert_eq!((Poll::Ready((1, true)), 0), resumed.join().unwrap());
}

#[test]
fn the_scope_does_not_leak_to_other_tasks_of_the_thread() {
    on_one_thread(async {
        let held = async {
            with_params! {
                set x = 1;
                for _ in 0..10 {
                    yield_now().await;
                    assert_eq!(1, x());
                }
            }
        };
        let other = async {
            for _ in 0..20 {
                assert_eq!(0, x());
                yield_now().await;
            }
        };
        tokio::join!(held, other);
    });

    assert_eq!(0, x());
}

#[test]
fn a_future_that_is_dropped_half_way_leaves_nothing_behind() {
    on_one_thread(async {
        let mut held = Box::pin(async {
            with_params! {
                set x = 1;
                std::future::pending::<()>().await;
            }
        });
        poll_fn(|wake| {
            assert!(held.as_mut().poll(wake).is_pending());
            Poll::Ready(())
        })
        .await;
        assert_eq!(0, x());
        drop(held);
        assert_eq!(0, x());
    });
}

#[test]
fn the_frame_is_taken_when_the_block_is_reached() {
    let n = on_one_thread(async {
        with_params! {
            set x = 1;
            let inner = async { with_params! { set y = 1; later(x()).await } };
            with_params! { set x = 2; inner.await }
        }
    });

    assert_eq!(2, n);
}

#[test]
fn later_reads_see_what_was_set_before_and_after_an_await() {
    let seen = on_one_thread(async {
        with_params! {
            set a = later(1).await;
            get a = a or 0;
            set a = a + later(1).await;
            get b = a or later(9).await;
            get c = c or later(3).await;
            get d: i64 = [later("d").await] or later(4).await;
            (a, b, c, d)
        }
    });

    assert_eq!((1, 2, 3, 4), seen);
}

#[test]
fn a_block_that_only_reads_may_await() {
    async fn read() -> Result<i64, std::num::ParseIntError> {
        with_params! {
            get n: i64 = some.number or later("7").await.parse()?;
            if n == 0 {
                return Ok(later(-1).await);
            }
            Ok(later(n).await)
        }
    }

    assert_eq!(Ok(7), on_one_thread(read()));
}

#[test]
fn return_leaves_the_block() {
    async fn early(now: bool) -> i64 {
        with_params! {
            set x = 8;
            if now {
                return later(x()).await;
            }
            later(()).await;
        }
        x()
    }

    assert_eq!(8, on_one_thread(early(true)));
    assert_eq!(0, on_one_thread(early(false)));
}

#[test]
fn a_returned_value_is_coerced_as_in_any_function() {
    async fn boxed(text: &str) -> Result<Box<dyn ToString + '_>, Box<dyn std::error::Error>> {
        with_params! {
            set x = 1;
            later(()).await;
            if text.is_empty() {
                return Err("empty".into());
            }
            if text == "never" {
                return Err(Box::new(std::fmt::Error));
            }
            return Ok(Box::new(text));
        }
    }

    assert_eq!("t", on_one_thread(boxed("t")).unwrap().to_string());
    assert_eq!(
        "empty",
        on_one_thread(boxed(""))
            .map(|_| ())
            .unwrap_err()
            .to_string()
    );
}

#[test]
fn a_question_mark_leaves_the_block() {
    async fn parse(text: &str) -> Result<i64, Box<dyn std::error::Error>> {
        let n = with_params! {
            set x = 3;
            let n: i64 = later(text).await.parse()?;
            later(if n < 0 { Err(std::fmt::Error) } else { Ok(()) }).await?;
            n + x()
        };
        assert_eq!(0, x());
        Ok(n)
    }
    assert_eq!(10, on_one_thread(parse("7")).unwrap());
    assert!(on_one_thread(parse("seven")).is_err());
    assert!(on_one_thread(parse("-1")).is_err());
    assert_eq!(0, x());
}

#[test]
fn a_question_mark_may_stand_wherever_it_may_elsewhere() {
    type Answer<T> = Result<T, std::fmt::Error>;
    #[derive(Debug)]
    struct Step {
        size: usize,
    }
    async fn everywhere(ok: Answer<i64>) -> Answer<usize> {
        let mut all = vec![0; 3];
        let step = with_params! {
            set x = later(ok).await?;
            if let 1 = later(ok).await? {
                all.push(1);
            }
            while all.len() < later(Answer::Ok(5)).await? {
                all.push(2);
            }
            for n in later(Answer::Ok(0..2)).await? {
                all[n] += 1;
            }
            match ok? {
                n if n == ok? => all.push(n),
                _ => return Err(std::fmt::Error),
            }
            let Some(last) = Answer::Ok(all.last())? else {
                return Err(std::fmt::Error);
            };
            assert_eq!(1, *last);
            Answer::Ok(&mut all)?.push(4);
            *Answer::Ok(&mut all[0])? += 1;
            assert_eq!(2, later(ok).await? as usize + later(ok).await? as usize);
            let text = Answer::Ok(Answer::Ok("ab"))??;
            assert_eq!(-1, -ok?);
            Step { size: all.len() + (ok? as usize) + text.len() + [ok?][0] as usize }
        };
        Ok(step.size)
    }

    assert_eq!(Ok(11), on_one_thread(everywhere(Ok(1))));
    assert_eq!(
        Err(std::fmt::Error),
        on_one_thread(everywhere(Err(std::fmt::Error)))
    );
}

#[test]
fn a_question_mark_works_on_options() {
    async fn first(list: &[i64]) -> Option<i64> {
        with_params! {
            set x = *list.first()?;
            Some(later(x()).await + later(list.get(1)).await?)
        }
    }

    assert_eq!(Some(3), on_one_thread(first(&[1, 2])));
    assert_eq!(None, on_one_thread(first(&[1])));
    assert_eq!(None, on_one_thread(first(&[])));
}

#[test]
fn try_returns_the_error_from_an_awaiting_block() {
    async fn fails(lr: &str) -> Result<f64, Error> {
        with_params! {
            try set train.lr = later(lr).await;
            try get lr = train.lr or 0.5;
            Ok(lr)
        }
    }

    assert_eq!(0.25, on_one_thread(fails("0.25")).unwrap());
    assert!(
        on_one_thread(fails("fast"))
            .unwrap_err()
            .to_string()
            .contains("train.lr")
    );
}

#[test]
fn break_and_continue_leave_the_block() {
    let (value, seen) = on_one_thread(async {
        let mut seen = Vec::new();
        let value = 'outer: loop {
            for i in 1.. {
                with_params! {
                    set x = i;
                    later(()).await;
                    if i == 2 {
                        continue;
                    }
                    if i == 4 {
                        break 'outer x();
                    }
                    if i == 100 {
                        break;
                    }
                    // These stay inside.
                    'own: for j in 0..3 {
                        if j == 1 {
                            continue 'own;
                        }
                        let mut rest = j;
                        while rest > 0 {
                            rest -= 1;
                            if rest == 1 {
                                break;
                            }
                        }
                        if j == 2 {
                            break 'own;
                        }
                    }
                    seen.push(x());
                }
                assert_eq!(0, x());
            }
        };
        (value, seen)
    });

    assert_eq!(4, value);
    assert_eq!(vec![1, 3], seen);
}

#[test]
fn nested_blocks_leave_all_the_way_out() {
    async fn nested(step: i64) -> Result<i64, std::num::ParseIntError> {
        let mut rounds = 0;
        loop {
            rounds += 1;
            with_params! {
                set x = 1;
                later(()).await;
                with_params! {
                    set x = 2;
                    if step == 1 {
                        return Ok(x());
                    }
                    if step == 2 {
                        "no number".parse::<i64>()?;
                    }
                    with_params! {
                        set x = 3;
                        later(()).await;
                        if step == 3 {
                            return Ok(x());
                        }
                        if step == 4 && rounds < 3 {
                            continue;
                        }
                        if step == 5 {
                            break;
                        }
                        let n: i64 = later("3").await.parse()?;
                        assert_eq!(n, x());
                    }
                    assert_eq!(2, x());
                }
                assert_eq!(1, x());
                return Ok(rounds * 10);
            }
        }
        Ok(-x())
    }

    assert_eq!(Ok(2), on_one_thread(nested(1)));
    assert!(on_one_thread(nested(2)).is_err());
    assert_eq!(Ok(3), on_one_thread(nested(3)));
    assert_eq!(Ok(30), on_one_thread(nested(4)));
    assert_eq!(Ok(0), on_one_thread(nested(5)));
    assert_eq!(Ok(10), on_one_thread(nested(6)));
}

#[test]
fn closures_functions_and_async_blocks_keep_their_own_ways_out() {
    let n = on_one_thread(async {
        with_params! {
            set x = 1;
            fn half(n: i64) -> Option<i64> {
                if n % 2 == 1 {
                    return None;
                }
                Some(n / 2)
            }
            let quarter = |n: i64| -> Option<i64> { half(half(n)?) };
            let own = async {
                if quarter(6).is_none() {
                    return 5;
                }
                0
            };
            quarter(8).unwrap() + later(own).await.await + x()
        }
    });

    assert_eq!(8, n);
}

#[test]
fn ways_out_work_inside_the_input_of_other_macros() {
    async fn sum(one: &str, other: &str) -> Result<String, std::num::ParseIntError> {
        with_params! {
            set x = 1;
            assert!(one.len() < 10, "{}", later(one).await);
            println!("{one} {}", later(other).await.parse::<i64>()?);
            let mut all = vec![one.parse::<i64>()?, later(other.parse::<i64>()).await?, x()];
            all.extend(vec![one.parse::<i64>()?; 3]);
            let small = matches!(other.parse::<i64>()?, n if n < 3);
            Ok(format!("{} {small}", all.iter().sum::<i64>()))
        }
    }

    assert_eq!(Ok("7 true".to_owned()), on_one_thread(sum("1", "2")));
    assert!(on_one_thread(sum("one", "2")).is_err());
    assert!(on_one_thread(sum("1", "two")).is_err());
}

#[test]
fn macros_that_await_out_of_sight_are_known() {
    on_one_thread(async {
        let held = async {
            with_params! {
                set x = 1;
                let (a, b) = tokio::join!(later(2), later(3));
                assert_eq!((6, 1), (a * b, x()));
            }
        };
        let other = async {
            for _ in 0..5 {
                assert_eq!(0, x());
                yield_now().await;
            }
        };
        tokio::join!(held, other);
    });
}

#[test]
fn handlers_of_select_may_leave_the_block() {
    async fn first(limit: i64) -> Result<i64, std::num::ParseIntError> {
        let mut rounds = 0;
        loop {
            rounds += 1;
            with_params! {
                set x = rounds;
                tokio::select! {
                    biased;
                    n = later(x()) => {
                        if n < limit {
                            continue;
                        }
                        if limit == 0 {
                            "none".parse::<i64>()?;
                        }
                        return Ok(n);
                    }
                    _ = std::future::pending::<()>() => return Ok(-1),
                }
            }
        }
    }

    assert_eq!(Ok(3), on_one_thread(first(3)));
    assert!(on_one_thread(first(0)).is_err());
}

#[test]
fn a_loop_inside_the_block_may_be_left_from_select() {
    let n = on_one_thread(async {
        let mut n = 0;
        with_params! {
            set x = 1;
            loop {
                tokio::select! {
                    step = later(x()) => { n += step; if n == 3 { break } }
                    _ = std::future::pending::<()>() => break,
                }
            }
        }
        n
    });

    assert_eq!(3, n);
}

#[test]
fn the_future_is_send_when_the_body_is() {
    async fn body(text: String) -> Result<usize, Error> {
        let mut seen = Vec::new();
        with_params! {
            try set x = 1;
            for part in text.split(' ') {
                seen.push(later(part).await);
            }
            get width: usize = width or later(seen.len()).await;
            try params ["a=1"];
            with_params! {
                set y = 2;
                later(()).await;
            }
            with_params! {
                set z = 3;
                x();
            }
            if width == 0 {
                return Ok(0);
            }
            Ok(width)
        }
    }

    assert_eq!(2, on_one_thread(is_send(body("a b".to_owned()))).unwrap());
}

#[test]
fn recursion_works_as_in_any_async_function() {
    async fn depth(n: i64) -> i64 {
        with_params! {
            set x = n;
            if n > 0 {
                let below = Box::pin(depth(n - 1)).await;
                return below + x();
            }
            later(0).await
        }
    }

    assert_eq!(6, on_one_thread(depth(3)));
}

#[test]
fn variables_outside_can_be_moved_and_changed() {
    let n = on_one_thread(async {
        let mut count = 0;
        let moved = String::from("m");
        let length = with_params! {
            set x = 1;
            count += later(1).await;
            later(moved.into_bytes()).await.len() + 1
        };
        count + length
    });

    assert_eq!(3, n);
}

#[test]
fn a_panic_leaves_the_block() {
    let caught = thread::spawn(|| {
        let caught = std::panic::catch_unwind(|| {
            on_one_thread(async {
                with_params! {
                    set x = 1;
                    later(()).await;
                    std::panic::resume_unwind(Box::new(x()));
                }
            })
        });
        (caught.unwrap_err().downcast_ref::<i64>().copied(), x())
    });

    assert_eq!((Some(1), 0), caught.join().unwrap());
}

#[test]
fn methods_borrow_self_as_usual() {
    struct Worker {
        name: String,
        runs: Mutex<u32>,
    }
    impl Worker {
        async fn run(&mut self) -> Result<&str, Error> {
            with_params! {
                try set worker.name = self.name.as_str();
                *self.runs.lock().unwrap() += 1;
                later(()).await;
                try get name: String = worker.name;
                assert_eq!(self.name, name);
                if name.is_empty() {
                    return Ok("nobody");
                }
            }
            Ok(&self.name)
        }
    }
    let mut worker = Worker {
        name: "w".to_owned(),
        runs: Mutex::new(0),
    };

    assert_eq!("w", on_one_thread(is_send(worker.run())).unwrap());
    assert_eq!(1, *worker.runs.lock().unwrap());
}

#[test]
fn a_block_is_polled_in_the_frame_of_its_own_future_only() {
    let first = async {
        with_params! { set x = 1; later(()).await; x() }
    };
    let second = async {
        with_params! { set x = 2; later(()).await; x() }
    };
    let sum = on_one_thread(async {
        let (mut first, mut second) = (pin!(first), pin!(second));
        let (mut a, mut b) = (None, None);
        poll_fn(|wake| {
            if let (None, Poll::Ready(n)) = (a, first.as_mut().poll(wake)) {
                a = Some(n);
            }
            assert_eq!(0, x());
            if let (None, Poll::Ready(n)) = (b, second.as_mut().poll(wake)) {
                b = Some(n);
            }
            if a.is_some() && b.is_some() {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
        (a, b)
    });

    assert_eq!((Some(1), Some(2)), sum);
}

#[test]
fn a_value_of_control_flow_can_be_the_blocks_own() {
    let flow: ControlFlow<i64, i64> = on_one_thread(async {
        with_params! {
            set x = 1;
            if later(false).await {
                return ControlFlow::Break(1);
            }
            ControlFlow::Continue(ready(x()).await)
        }
    });

    assert_eq!(ControlFlow::Continue(1), flow);
}
