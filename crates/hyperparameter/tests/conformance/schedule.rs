//! Runs the steps of a case in the order written, each in the thread or task of
//! its actor.
//!
//! Each thread waits for an order, does it, and answers before the next is
//! given. A task is a future that lives on its creator's thread and is polled
//! once for each of its steps.

use std::cell::RefCell;
use std::collections::HashMap;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::task::{Context, Poll, Waker};
use std::thread::JoinHandle;
use std::time::Duration;

use hyperparameter::{Frame, current, frozen, task, with_frame};

use crate::actor::{Actor, Outcome};
use crate::step::{Concurrency, Empty, Step};
use crate::tagged::Objects;

/// Far longer than any step takes: a case that hangs fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a thread answers.
enum Answer {
    Outcome(Outcome),
    Thread(Thread),
}

/// What comes of a step inside a thread; a task never leaves it.
enum Performed {
    Answer(Answer),
    Task(Task),
}

/// Runs one case in threads of its own, and leaves the baseline empty. Gives what
/// came of each step, or the first one that could not be done.
pub(crate) fn run(steps: &[Step]) -> Result<Vec<Outcome>, String> {
    let result = observe(steps);
    with_frame(Frame::empty(), frozen);
    result
}

fn observe(steps: &[Step]) -> Result<Vec<Outcome>, String> {
    let objects = Arc::new(Objects::default());
    let mut schedule = Schedule {
        threads: HashMap::from([("main".to_owned(), Thread::start(&objects))]),
        home: HashMap::from([("main".to_owned(), "main".to_owned())]),
    };
    let outcomes = steps
        .iter()
        .enumerate()
        .map(|(position, step)| {
            schedule
                .step(step)
                .map_err(|reason| format!("step {}: {step:?}\n{reason}", position + 1))
        })
        .collect();
    let ended: Result<(), String> = schedule.threads.into_values().try_for_each(Thread::join);
    ended.and(outcomes)
}

struct Schedule {
    threads: HashMap<String, Thread>,
    /// The thread that each actor lives on.
    home: HashMap<String, String>,
}

impl Schedule {
    fn step(&mut self, step: &Step) -> Result<Outcome, String> {
        let actor = step.actor();
        let home = self
            .home
            .get(actor)
            .ok_or(format!("there is no actor {actor}"))?
            .clone();
        if let (Step::Join(_), true) = (step, home == actor) {
            self.home.retain(|_, on| *on != home);
            self.threads
                .remove(&home)
                .ok_or("the thread has ended")?
                .join()?;
            return Ok(Outcome::Done(Empty));
        }
        let thread = self.threads.get(&home).ok_or("the thread has ended")?;
        let task = (home != actor).then(|| actor.to_owned());
        match (thread.perform(task, step)?, step) {
            (Answer::Outcome(outcome), Step::Join(_)) => {
                self.home.remove(actor);
                Ok(outcome)
            }
            (Answer::Outcome(outcome), _) => {
                if let Step::Spawn(it) = step {
                    self.introduce(&it.name, &home)?;
                }
                Ok(outcome)
            }
            (Answer::Thread(thread), Step::Spawn(it)) => {
                self.introduce(&it.name, &it.name)?;
                self.threads.insert(it.name.clone(), thread);
                Ok(Outcome::Done(Empty))
            }
            _ => Err("a thread came of a step that starts none".into()),
        }
    }

    fn introduce(&mut self, actor: &str, home: &str) -> Result<(), String> {
        match self.home.insert(actor.to_owned(), home.to_owned()) {
            None => Ok(()),
            Some(_) => Err(format!("there is an actor {actor} already")),
        }
    }
}

struct Order {
    /// The task that acts, or the thread itself.
    task: Option<String>,
    step: Step,
}

struct Thread {
    orders: Sender<Order>,
    answers: Receiver<Result<Answer, String>>,
    handle: JoinHandle<()>,
}

impl Thread {
    fn start(objects: &Arc<Objects>) -> Thread {
        let (orders, inbox) = channel();
        let (outbox, answers) = channel();
        let objects = Arc::clone(objects);
        let handle = std::thread::spawn(move || work(&inbox, &outbox, &objects));
        Thread {
            orders,
            answers,
            handle,
        }
    }

    fn perform(&self, task: Option<String>, step: &Step) -> Result<Answer, String> {
        let step = step.clone();
        self.orders
            .send(Order { task, step })
            .map_err(|_| "the thread has died")?;
        self.answers
            .recv_timeout(PATIENCE)
            .map_err(|_| "the thread died or hangs")?
    }

    fn join(self) -> Result<(), String> {
        drop(self.orders);
        self.handle
            .join()
            .map_err(|_| "the thread panicked".to_owned())
    }
}

/// The life of a thread: its own steps, and those of the tasks that live on it.
fn work(inbox: &Receiver<Order>, outbox: &Sender<Result<Answer, String>>, objects: &Arc<Objects>) {
    let mut own = Actor::default();
    let mut tasks: HashMap<String, Task> = HashMap::new();
    for Order { task, step } in inbox {
        let answer = match (&step, task) {
            (Step::Join(_), Some(name)) => match tasks.remove(&name) {
                Some(task) => task.finish(),
                None => Err(format!("there is no task {name}")),
            },
            (_, Some(name)) => match tasks.get_mut(&name) {
                Some(task) => task.perform(step.clone()),
                None => Err(format!("there is no task {name}")),
            },
            (_, None) => perform(&mut own, &step, objects),
        };
        let answer = match (answer, &step) {
            (Ok(Performed::Task(task)), Step::Spawn(it)) => {
                tasks.insert(it.name.clone(), task);
                Ok(Answer::Outcome(Outcome::Done(Empty)))
            }
            (Ok(Performed::Answer(answer)), _) => Ok(answer),
            (Ok(Performed::Task(_)), _) => Err("a task came of a step that starts none".into()),
            (Err(reason), _) => Err(reason),
        };
        if outbox.send(answer).is_err() {
            return;
        }
    }
}

/// Does a step in the context of whoever calls: the thread, or a task being polled.
fn perform(actor: &mut Actor, step: &Step, objects: &Arc<Objects>) -> Result<Performed, String> {
    match step {
        Step::Spawn(it) if it.kind == Concurrency::Thread => {
            Ok(Performed::Answer(Answer::Thread(Thread::start(objects))))
        }
        Step::Spawn(_) => Ok(Performed::Task(Task::start(objects))),
        step => actor
            .perform(step, objects)
            .map(|outcome| Performed::Answer(Answer::Outcome(outcome))),
    }
}

/// A future in its own frame, and the slots through which it is given its steps.
struct Task {
    future: Pin<Box<dyn Future<Output = ()>>>,
    slots: Rc<Slots>,
}

#[derive(Default)]
struct Slots {
    /// `Some(None)` asks the task to end.
    order: RefCell<Option<Option<Step>>>,
    answer: RefCell<Option<Result<Performed, String>>>,
}

impl Task {
    fn start(objects: &Arc<Objects>) -> Task {
        let slots = Rc::new(Slots::default());
        let (inside, objects) = (Rc::clone(&slots), Arc::clone(objects));
        let life = async move {
            let mut actor = Actor::default();
            while let Some(step) = next(&inside).await {
                let answer = perform(&mut actor, &step, &objects);
                inside.answer.replace(Some(answer));
            }
        };
        let future = Box::pin(task::in_frame(current(), life));
        Task { future, slots }
    }

    fn perform(&mut self, step: Step) -> Result<Performed, String> {
        self.slots.order.replace(Some(Some(step)));
        match self.poll() {
            Poll::Pending => self.slots.answer.take().ok_or("the task gave no answer")?,
            Poll::Ready(()) => Err("the task ended early".into()),
        }
    }

    fn finish(mut self) -> Result<Performed, String> {
        self.slots.order.replace(Some(None));
        match self.poll() {
            Poll::Ready(()) => Ok(Performed::Answer(Answer::Outcome(Outcome::Done(Empty)))),
            Poll::Pending => Err("the task did not end".into()),
        }
    }

    fn poll(&mut self) -> Poll<()> {
        self.future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
    }
}

async fn next(slots: &Slots) -> Option<Step> {
    poll_fn(|_| match slots.order.take() {
        Some(order) => Poll::Ready(order),
        None => Poll::Pending,
    })
    .await
}
