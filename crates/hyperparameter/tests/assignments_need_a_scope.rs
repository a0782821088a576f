//! An assignment with no scope open is an error, on every thread and every runtime.

use hyperparameter::{ErrorKind, Frame, FrameExt, assign, current, with_frame};
use tokio::runtime::{Builder, Runtime};
use tokio::task::{LocalSet, spawn_blocking, spawn_local};

/// Assigns, as a handler would that has forgotten its scope, and says how that went.
fn forgetful() -> Result<(), ErrorKind> {
    let assigned = assign("user", "alice").map_err(|error| error.kind());
    assert_eq!(
        current().get::<String>("user").unwrap(),
        None,
        "{assigned:?}"
    );
    assigned
}

/// As [`forgetful`], before and after others were polled.
async fn forgetful_task() -> Result<(), ErrorKind> {
    let first = forgetful();
    tokio::task::yield_now().await;
    let second = forgetful();
    assert_eq!(first, second);
    second
}

fn current_thread() -> Runtime {
    Builder::new_current_thread().build().unwrap()
}

#[test]
fn in_a_thread() {
    assert_eq!(forgetful(), Err(ErrorKind::Scope));
}

#[test]
fn in_a_thread_that_is_called_main() {
    let main = std::thread::Builder::new().name("main".to_owned());

    let answer = main.spawn(forgetful).unwrap().join().unwrap();

    assert_eq!(answer, Err(ErrorKind::Scope));
}

#[test]
fn in_the_future_and_the_tasks_of_a_runtime_of_one_thread() {
    let answers = current_thread().block_on(async {
        let tasks = [
            tokio::spawn(forgetful_task()),
            tokio::spawn(forgetful_task()),
        ];
        let mut answers = vec![forgetful_task().await];
        for task in tasks {
            answers.push(task.await.unwrap());
        }
        answers
    });

    assert_eq!(answers, [Err(ErrorKind::Scope); 3]);
}

#[test]
fn in_a_runtime_of_one_thread_whose_thread_is_called_main() {
    let main = std::thread::Builder::new().name("main".to_owned());
    let run = || current_thread().block_on(async { tokio::spawn(forgetful_task()).await.unwrap() });

    let answer = main.spawn(run).unwrap().join().unwrap();

    assert_eq!(answer, Err(ErrorKind::Scope));
}

#[test]
fn in_tasks_of_a_local_set() {
    let answers = LocalSet::new().block_on(&current_thread(), async {
        let tasks = [spawn_local(forgetful_task()), spawn_local(forgetful_task())];
        let mut answers = vec![];
        for task in tasks {
            answers.push(task.await.unwrap());
        }
        answers
    });

    assert_eq!(answers, [Err(ErrorKind::Scope); 2]);
}

#[test]
fn in_tasks_and_blocking_jobs_of_a_runtime_of_many_threads() {
    let answers = Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap()
        .block_on(async {
            let mut answers = vec![forgetful_task().await];
            for _ in 0..20 {
                answers.push(tokio::spawn(forgetful_task()).await.unwrap());
                answers.push(spawn_blocking(forgetful).await.unwrap());
            }
            answers
        });

    assert_eq!(answers, [Err(ErrorKind::Scope); 41]);
}

#[test]
fn after_a_task_that_has_a_scope_was_polled_on_the_same_thread() {
    async fn careful() -> Option<String> {
        assign("user", "bob").unwrap();
        tokio::task::yield_now().await;
        current().get("user").unwrap()
    }

    let (careful, forgetful) = current_thread().block_on(async {
        let careful = tokio::spawn(careful().in_frame(Frame::empty()));
        let forgetful = tokio::spawn(forgetful_task());
        (careful.await.unwrap(), forgetful.await.unwrap())
    });

    assert_eq!(careful.as_deref(), Some("bob"));
    assert_eq!(forgetful, Err(ErrorKind::Scope));
}

#[test]
fn after_a_scope_was_left() {
    with_frame(Frame::empty(), || assign("user", "bob").unwrap());

    assert_eq!(forgetful(), Err(ErrorKind::Scope));
}
