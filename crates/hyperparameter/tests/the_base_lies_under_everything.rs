//! What `base` sets is seen outside all scopes, here and in every thread that begins later.
//!
//! The baseline belongs to the process, so it is set in a single test here.

use std::thread::spawn;

use hyperparameter::{ErrorKind, Frame, assign, base, current, enter, frozen, task};

fn seen() -> Option<i64> {
    current().get("seed").unwrap()
}

fn frame(seed: i64) -> Frame {
    Frame::empty().child([("seed", seed)]).unwrap()
}

#[test]
fn each_call_replaces_the_last_and_an_open_scope_forbids_it() {
    base(frame(1)).unwrap();
    assert_eq!(seen(), Some(1));
    assert_eq!(spawn(seen).join().unwrap(), Some(1));

    base(Frame::empty().child(["other=1"]).unwrap()).unwrap();
    assert_eq!(seen(), None);
    assert_eq!(spawn(seen).join().unwrap(), None);

    base(frame(2)).unwrap();
    {
        let _scope = enter(current());
        assert_eq!(base(frame(3)).unwrap_err().kind(), ErrorKind::Scope);
    }
    assert_eq!((seen(), spawn(seen).join().unwrap()), (Some(2), Some(2)));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let refused = runtime.block_on(task::in_frame(Frame::empty(), async { base(frame(3)) }));
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::Scope);

    // A base is no scope: what would be assigned over it would have no end.
    assert_eq!(assign("seed", 4).unwrap_err().kind(), ErrorKind::Scope);

    let scope = enter(frame(5));
    frozen();
    drop(scope);
    assert_eq!((seen(), spawn(seen).join().unwrap()), (Some(2), Some(5)));

    base(Frame::empty()).unwrap();
    assert_eq!((seen(), spawn(seen).join().unwrap()), (None, None));
}
