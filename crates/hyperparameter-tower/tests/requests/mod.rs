//! What the requests of these tests do: everything that may lose a frame.

use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::future::ready;
use futures_util::stream::{Stream, StreamExt, iter, once, pending};
use http::request::Parts;
use hyperparameter::{Frame, FrameExt, carry, current, with_params};
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::{spawn_blocking, yield_now};

/// The frame of a request: its header `n`, as the parameter `n`.
pub(crate) fn frame_of(request: &Parts) -> Option<Frame> {
    let n = request.headers.get("n")?.to_str().ok()?;
    current().child([format!("n={n}")]).ok()
}

pub(crate) fn seen() -> Option<i64> {
    current().get("n").unwrap()
}

/// Panics, which fails the request, if anything that the request number `n` does reads another
/// number than its own, or if something that it does not follow reads it.
pub(crate) async fn work(n: i64) {
    let own = Some(n);
    assert_eq!(seen(), own, "at the start");
    yield_now().await;
    assert_eq!(seen(), own, "after an await");

    let (along, alone) = (
        tokio::spawn(later().in_current_frame()),
        tokio::spawn(later()),
    );
    assert_eq!(along.await.unwrap(), own, "in a task");
    assert_eq!(alone.await.unwrap(), None, "in a task without a frame");

    let (along, alone) = (spawn_blocking(carry(seen)), spawn_blocking(seen));
    assert_eq!(along.await.unwrap(), own, "in a blocking job");
    assert_eq!(alone.await.unwrap(), None, "in a job that is not carried");

    let (first, second, third) = tokio::join!(later(), overridden(n), later());
    assert_eq!((first, second, third), (own, Some(-n), own), "in a join");

    tokio::select! {
        seen = later() => assert_eq!(seen, own, "in a select"),
        seen = overridden(n) => assert_eq!(seen, Some(-n), "in a select"),
    }
    assert_eq!(seen(), own, "after a select, which drops a future half-way");

    let items: Vec<_> = stream().collect().await;
    assert_eq!(items, [own; 3], "in a stream");
    assert_eq!(seen(), own, "at the end");
}

async fn later() -> Option<i64> {
    yield_now().await;
    seen()
}

async fn overridden(n: i64) -> Option<i64> {
    with_params! {
        set n = -n;
        yield_now().await;
        seen()
    }
}

/// Reads at each item, in the frame of whoever polls.
pub(crate) fn stream() -> impl Stream<Item = Option<i64>> + Send + Unpin {
    Box::pin(iter(0..3).then(|_| later()))
}

/// Held by what never ends: says, when it is dropped, which number it saw, and what it sees.
pub(crate) struct Witness {
    pub(crate) own: Option<i64>,
    pub(crate) dropped: UnboundedSender<(Option<i64>, Option<i64>)>,
}

impl Witness {
    pub(crate) fn new(dropped: UnboundedSender<(Option<i64>, Option<i64>)>) -> Witness {
        let own = seen();
        Witness { own, dropped }
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        let _ = self.dropped.send((self.own, seen()));
    }
}

/// A stream that has one item and never ends; its client has to go away.
pub(crate) fn endless(witness: Witness) -> impl Stream<Item = Option<i64>> + Send {
    once(ready(witness.own))
        .chain(pending())
        .inspect(move |seen_then| assert_eq!((*seen_then, seen()), (witness.own, witness.own)))
}

/// Numbers that no two requests share.
pub(crate) fn number() -> i64 {
    static NEXT: AtomicUsize = AtomicUsize::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed) as i64
}
