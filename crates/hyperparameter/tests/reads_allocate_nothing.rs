//! What operations ask of the allocator: a read nothing, a scope as much as it gives back.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::hint::black_box;

use hyperparameter::{Frame, current, enter, frozen, with_frame, with_params};

/// The system's allocator, with the calls of each thread counted.
struct Counting;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Calls {
    allocated: u64,
    freed: u64,
}

const NONE: Calls = Calls {
    allocated: 0,
    freed: 0,
};

thread_local! {
    static CALLS: Cell<Calls> = const { Cell::new(NONE) };
}

// SAFETY: everything is left to the system's allocator; counting neither allocates nor unwinds.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(|calls| calls.allocated += 1);
        // SAFETY: the caller promises what the system's allocator asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(|calls| calls.freed += 1);
        // SAFETY: as above.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(|calls| {
            calls.allocated += 1;
            calls.freed += 1;
        });
        // SAFETY: as above.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn count(call: impl FnOnce(&mut Calls)) {
    let mut calls = CALLS.get();
    call(&mut calls);
    CALLS.set(calls);
}

/// What so many repetitions ask of the allocator, once they have been done before.
fn calls_of(times: u64, mut operation: impl FnMut()) -> Calls {
    operation();
    CALLS.set(NONE);
    for _ in 0..times {
        operation();
    }
    CALLS.get()
}

fn reads() {
    with_params! {
        get lr = train.lr or 0.5;
        get missing = train.decay or 0.5;
        get computed = [black_box("train.lr")] or 0.5;
        get computed_missing = [black_box("train.decay")] or 0.5;
        get flag = train.flag or false;
        get steps = train.steps or 0;
        black_box((lr, missing, computed, computed_missing, flag, steps));
    }
}

/// So many parameters, and those that are read.
fn keys(others: usize) -> Frame {
    let mut frame = Frame::empty().builder();
    for number in 0..others {
        frame
            .set(format!("other.k{number}").as_str(), number as i64)
            .unwrap();
    }
    frame
        .set("train.lr", 0.1)
        .and_then(|frame| frame.set("train.flag", true))
        .and_then(|frame| frame.set("train.steps", 500))
        .unwrap()
        .build()
}

fn nested(depth: u32, body: &mut dyn FnMut()) {
    if depth == 0 {
        return body();
    }
    with_params! { set nested.depth = i64::from(depth); nested(depth - 1, body) }
}

#[test]
fn a_read_with_no_scope_open_allocates_and_frees_nothing() {
    assert_eq!(calls_of(10_000, reads), NONE);
}

#[test]
fn a_read_in_a_scope_allocates_and_frees_nothing_however_many_keys_there_are() {
    for others in [0, 10, 100_000] {
        let calls = with_frame(keys(others), || calls_of(10_000, reads));

        assert_eq!(calls, NONE, "with {others} other keys");
    }
}

#[test]
fn a_read_in_eight_scopes_allocates_and_frees_nothing() {
    let mut calls = None;
    with_frame(keys(1), || {
        nested(8, &mut || calls = Some(calls_of(10_000, reads)));
    });

    assert_eq!(calls, Some(NONE));
}

#[test]
fn a_read_of_the_baseline_allocates_and_frees_nothing() {
    with_frame(keys(1), frozen);
    let calls = std::thread::spawn(|| {
        assert_eq!(current().get_or("train.steps", 0).unwrap(), 500);
        calls_of(10_000, reads)
    });
    let calls = calls.join().unwrap();
    with_frame(Frame::empty(), frozen);

    assert_eq!(calls, NONE);
}

#[test]
fn entering_and_leaving_a_frame_allocates_and_frees_nothing() {
    let frame = keys(10);

    assert_eq!(calls_of(1000, || drop(enter(frame.clone()))), NONE);
}

#[test]
fn a_scope_gives_back_what_it_took_however_many_keys_there_are() {
    let calls = [0, 10, 100_000].map(|others| {
        with_frame(keys(others), || {
            calls_of(1000, || with_params! { set train.lr = 0.2; reads() })
        })
    });

    assert_eq!(calls[0], calls[1]);
    assert_eq!(calls[0], calls[2]);
    assert_eq!(calls[0].allocated, calls[0].freed);
    assert!(calls[0].allocated <= 2 * 1000, "{:?}", calls[0]);
}

#[test]
fn a_string_or_a_list_is_allocated_once_and_nothing_beside_it() {
    for others in [0, 10, 100_000] {
        let frame = keys(others)
            .builder()
            .set("layers", vec![1; 100])
            .and_then(|builder| builder.set("name", "resnet50"))
            .unwrap()
            .build();

        let string = calls_of(1000, || {
            black_box(frame.get::<String>(black_box("name")).unwrap());
        });
        let list = calls_of(1000, || {
            black_box(frame.get::<Vec<i64>>(black_box("layers")).unwrap());
        });

        assert_eq!((string.allocated, string.freed), (1000, 1000));
        assert_eq!((list.allocated, list.freed), (1000, 1000));
    }
}

#[test]
fn an_allocation_in_a_read_would_be_noticed() {
    let calls = with_frame(keys(1), || {
        calls_of(10, || {
            reads();
            black_box(Box::new(1));
        })
    });

    assert_eq!((calls.allocated, calls.freed), (10, 10));
}
