//! What only a Rust program that links the crate can bring about: other panic hooks, and destructors that call in.

use std::panic;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard};

use hyperparameter::{Frame, Object, frozen, with_frame};
use hyperparameter_capi::*;

static HOOK_CALLS: AtomicUsize = AtomicUsize::new(0);
static SERIAL: Mutex<()> = Mutex::new(());

/// Tests of process-wide things, one at a time, with a hook that counts beneath the one of the library.
fn serially() -> MutexGuard<'static, ()> {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| panic::set_hook(Box::new(|_| _ = HOOK_CALLS.fetch_add(1, Ordering::SeqCst))));
    SERIAL
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner())
}

fn baseline_frame() -> hp_handle {
    let mut frame = 0;
    // SAFETY: the output is a variable of ours.
    assert_eq!(unsafe { hp_baseline_frame(&mut frame) }, HP_OK);
    frame
}

fn free(frame: hp_handle) -> hp_status {
    // SAFETY: nothing that was read from a frame is used afterwards.
    unsafe { hp_frame_free(frame) }
}

fn publish(frame: Frame) {
    with_frame(frame, frozen);
}

fn frame_with(object: Object) -> Frame {
    Frame::empty().builder().set("net", object).unwrap().build()
}

fn message() -> String {
    let mut buffer = [0; 512];
    let mut length = 0;
    // SAFETY: the outputs are variables of ours, and the capacity is the buffer's.
    let status = unsafe { hp_error_message(buffer.as_mut_ptr(), buffer.len() as u64, &mut length) };
    assert_eq!(status, HP_OK);
    String::from_utf8_lossy(&buffer[..buffer.len().min(length as usize)]).into_owned()
}

#[test]
fn a_panic_inside_does_not_reach_the_programs_hook() {
    let _serially = serially();
    let before = HOOK_CALLS.load(Ordering::SeqCst);

    // SAFETY: nothing is asked of the caller.
    assert_eq!(unsafe { hp_test_panic() }, HP_PANIC);

    assert_eq!(HOOK_CALLS.load(Ordering::SeqCst), before);
}

#[test]
fn a_panic_outside_reaches_the_programs_hook_as_ever() {
    let _serially = serially();
    // SAFETY: nothing is asked of the caller.
    assert_eq!(unsafe { hp_test_panic() }, HP_PANIC);
    let before = HOOK_CALLS.load(Ordering::SeqCst);

    assert!(std::thread::spawn(|| panic!("outside")).join().is_err());
    assert!(panic::catch_unwind(|| panic!("outside")).is_err());

    assert_eq!(HOOK_CALLS.load(Ordering::SeqCst), before + 2);
}

/// Frees, makes and reads frames, fails and panics, while the library drops it.
struct CallsIn;

static CALLED_IN: AtomicU64 = AtomicU64::new(0);

impl Drop for CallsIn {
    fn drop(&mut self) {
        let frame = baseline_frame();
        assert_eq!(free(frame), HP_OK);
        assert_eq!(free(frame), HP_STALE_HANDLE);
        // SAFETY: nothing is asked of the caller.
        assert_eq!(unsafe { hp_test_panic() }, HP_PANIC);
        CALLED_IN.fetch_add(1, Ordering::SeqCst);
    }
}

#[test]
fn a_destructor_that_runs_in_the_library_may_call_in() {
    let _serially = serially();
    let before = (
        CALLED_IN.load(Ordering::SeqCst),
        HOOK_CALLS.load(Ordering::SeqCst),
    );
    publish(frame_with(Object::new("CallsIn", CallsIn)));
    let frame = baseline_frame();
    publish(Frame::empty());

    assert_eq!(free(frame), HP_OK);

    assert_eq!(CALLED_IN.load(Ordering::SeqCst), before.0 + 1);
    assert_eq!(HOOK_CALLS.load(Ordering::SeqCst), before.1);
}

struct Panics;

impl Drop for Panics {
    fn drop(&mut self) {
        panic!("from a destructor");
    }
}

#[test]
fn a_destructor_that_panics_is_a_status_and_the_handle_is_gone() {
    let _serially = serially();
    publish(frame_with(Object::new("Panics", Panics)));
    let frame = baseline_frame();
    publish(Frame::empty());

    assert_eq!(free(frame), HP_PANIC);

    assert!(message().contains("from a destructor"), "{}", message());
    assert_eq!(free(frame), HP_STALE_HANDLE);
    let next = baseline_frame();
    assert_eq!(free(next), HP_OK);
}

#[test]
fn an_object_of_the_rust_side_shows_the_name_of_its_type_and_no_token() {
    let _serially = serially();
    publish(frame_with(Object::new("Model", 7_u8)));
    let frame = baseline_frame();
    publish(Frame::empty());
    let mut value = std::mem::MaybeUninit::<hp_value>::uninit();

    // SAFETY: the key is a literal of that length, the output a variable of ours, written when the status is HP_OK.
    let value = unsafe {
        assert_eq!(
            hp_frame_get(frame, "net".as_ptr(), 3, HP_WANT_STORED, value.as_mut_ptr()),
            HP_OK
        );
        value.assume_init()
    };

    assert_eq!((value.kind, value.integer, value.length), (HP_OBJECT, 0, 5));
    assert_eq!(free(frame), HP_OK);
}

#[test]
fn what_one_language_publishes_the_other_reads() {
    let _serially = serially();
    publish(Frame::empty().child(["global.seed=42"]).unwrap());
    let from_rust = baseline_frame();
    // SAFETY: nothing is asked of the caller.
    assert_eq!(unsafe { hp_baseline_publish(from_rust) }, HP_OK);

    let in_a_thread =
        std::thread::spawn(|| hyperparameter::current().get::<i64>("global.seed").unwrap());

    assert_eq!(in_a_thread.join().unwrap(), Some(42));
    publish(Frame::empty());
    assert_eq!(free(from_rust), HP_OK);
}
