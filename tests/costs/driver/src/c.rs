//! The operations of the C interface, from the library that C programs load.

use std::hint::black_box;
use std::ptr::null;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use hyperparameter_capi as capi;
use libloading::{Library, Symbol};

use crate::fixture::{Fixture, layer};
use crate::floor::{Fx, Map};
use crate::operations::{Operation, operation};

type Get = unsafe extern "C" fn(capi::hp_handle, *const u8, u64, i32, *mut capi::hp_value) -> i32;
type GetKey =
    unsafe extern "C" fn(capi::hp_handle, capi::hp_handle, i32, *mut capi::hp_value) -> i32;
type KeyNew = unsafe extern "C" fn(*const u8, u64, *mut capi::hp_handle) -> i32;
type Empty = unsafe extern "C" fn(*mut capi::hp_handle) -> i32;
type ChildPacked = unsafe extern "C" fn(
    capi::hp_handle,
    *const u8,
    u64,
    *const capi::hp_limits,
    *mut capi::hp_handle,
) -> i32;
type Free = unsafe extern "C" fn(capi::hp_handle) -> i32;
type DefinitionsRead = unsafe extern "C" fn(*const u8, u64, u64, *mut u8, u64) -> i32;

struct Functions {
    get: Get,
    get_key: GetKey,
    key_new: KeyNew,
    empty: Empty,
    child_packed: ChildPacked,
    free: Free,
    definitions_read: DefinitionsRead,
}

static FUNCTIONS: OnceLock<Functions> = OnceLock::new();
/// The frame that operations use.
static FRAME: AtomicU64 = AtomicU64::new(0);

const NOTHING: capi::hp_value = capi::hp_value {
    kind: capi::HP_NULL,
    integer: 0,
    number: 0.0,
    data: null(),
    length: 0,
    owner: 0,
};

/// Bytes of one record of `hp_definitions_read`.
const RECORD: usize = 32;
const DEFINITIONS: [&str; 10] = [
    "run.count0=10",
    "run.count1=11",
    "run.count2=12",
    "run.count3=13",
    "run.count4=14",
    "run.rate0=10.5",
    "run.rate1=11.5",
    "run.rate2=12.5",
    "run.rate3=13.5",
    "run.rate4=14.5",
];

/// Name, ours, and the floor's.
pub const OPERATIONS: [(&str, Operation, Operation); 5] = [
    (
        "C: hp_frame_get",
        |times| reads(times, "train.lr", capi::HP_OK),
        operation!(Fx::get(black_box("train.lr"), 0.5)),
    ),
    (
        "C: hp_frame_get, missing",
        |times| reads(times, "train.decay", capi::HP_ABSENT),
        operation!(Fx::get(black_box("train.decay"), 0.5)),
    ),
    (
        "C: hp_frame_get_key",
        reads_by_key,
        operation!(Fx::get(black_box("train.lr"), 0.5)),
    ),
    (
        "C: hp_frame_child_packed of one, hp_frame_free",
        children,
        operation!(Fx::override_read("train.lr", 0.2)),
    ),
    (
        "C: hp_definitions_read of ten",
        definitions,
        operation!(black_box(DEFINITIONS).map(by_hand)),
    ),
];

pub fn load(library: &str) {
    // SAFETY: the library runs nothing when it is loaded; it stays loaded, because it is
    // leaked; and the types are those of its header.
    let functions = unsafe {
        let library: &Library = Box::leak(Box::new(Library::new(library).expect("it loads")));
        let exported = "exported";
        let get: Symbol<Get> = library.get(b"hp_frame_get").expect(exported);
        Functions {
            get: *get,
            get_key: *library.get(b"hp_frame_get_key").expect(exported),
            key_new: *library.get(b"hp_key_new").expect(exported),
            empty: *library.get(b"hp_frame_empty").expect(exported),
            child_packed: *library.get(b"hp_frame_child_packed").expect(exported),
            free: *library.get(b"hp_frame_free").expect(exported),
            definitions_read: *library.get(b"hp_definitions_read").expect(exported),
        }
    };
    assert!(
        FUNCTIONS.set(functions).is_ok(),
        "the library is loaded once"
    );
}

/// Makes the frame of a fixture the one that operations use.
pub fn enter(fixture: Fixture) {
    let Fixture::Keys(count) = fixture else {
        panic!("{fixture} is no frame of C's");
    };
    let mut empty = 0;
    // SAFETY: the handle is there to be written.
    let status = unsafe { (functions().empty)(&mut empty) };
    assert_eq!(status, capi::HP_OK);
    let packed: Vec<u8> = layer(count)
        .iter()
        .flat_map(|&(key, number)| packed(key, number))
        .collect();
    FRAME.store(child(empty, &packed), Ordering::Relaxed);
}

fn functions() -> &'static Functions {
    FUNCTIONS.get().expect("the library is loaded")
}

/// One record of a packed layer: a float.
fn packed(key: &str, number: f64) -> Vec<u8> {
    let mut record = vec![capi::HP_FLOAT as u8, capi::HP_FROM_CODE as u8];
    record.extend(0u32.to_le_bytes());
    record.extend((key.len() as u32).to_le_bytes());
    record.extend(key.as_bytes());
    record.extend(number.to_le_bytes());
    record
}

#[inline]
fn child(parent: capi::hp_handle, layer: &[u8]) -> capi::hp_handle {
    let mut frame = 0;
    let (bytes, length) = (layer.as_ptr(), layer.len() as u64);
    // SAFETY: the layer is that long, and the handle is there to be written.
    let status = unsafe { (functions().child_packed)(parent, bytes, length, null(), &mut frame) };
    assert_eq!(status, capi::HP_OK);
    frame
}

fn reads(times: u64, key: &str, expected: capi::hp_status) {
    let (get, frame) = (functions().get, FRAME.load(Ordering::Relaxed));
    let mut value = NOTHING;
    for _ in 0..times {
        let (text, length) = (black_box(key).as_ptr(), key.len() as u64);
        // SAFETY: the key is that long, and the value is there to be written.
        let status = unsafe { get(frame, text, length, capi::HP_WANT_FLOAT, &mut value) };
        assert_eq!(status, expected);
    }
}

fn reads_by_key(times: u64) {
    let (get, frame) = (functions().get_key, FRAME.load(Ordering::Relaxed));
    let (text, mut key, mut value) = ("train.lr", 0, NOTHING);
    // SAFETY: the key is that long, and the handle is there to be written.
    let status = unsafe { (functions().key_new)(text.as_ptr(), text.len() as u64, &mut key) };
    assert_eq!(status, capi::HP_OK);
    for _ in 0..times {
        // SAFETY: the value is there to be written.
        let status = unsafe { get(frame, black_box(key), capi::HP_WANT_FLOAT, &mut value) };
        assert_eq!(status, capi::HP_OK);
    }
}

fn children(times: u64) {
    let (free, frame) = (functions().free, FRAME.load(Ordering::Relaxed));
    let layer = packed("train.lr", 0.2);
    for _ in 0..times {
        let child = child(frame, black_box(&layer));
        // SAFETY: no value of it is in use.
        let status = unsafe { free(child) };
        assert_eq!(status, capi::HP_OK);
    }
}

fn definitions(times: u64) {
    let mut texts: Vec<u8> = DEFINITIONS
        .iter()
        .flat_map(|text| (text.len() as u32).to_le_bytes())
        .collect();
    texts.extend(DEFINITIONS.concat().as_bytes());
    let mut records = [0u8; DEFINITIONS.len() * RECORD];
    let (count, capacity) = (DEFINITIONS.len() as u64, records.len() as u64);
    for _ in 0..times {
        let (bytes, length) = (black_box(&texts).as_ptr(), texts.len() as u64);
        // SAFETY: the texts are that long, and the records are there to be written.
        let status = unsafe {
            (functions().definitions_read)(bytes, length, count, records.as_mut_ptr(), capacity)
        };
        assert_eq!(status, capi::HP_OK);
    }
}

/// What a definition's value reads as, without a rule beyond the standard library's.
fn by_hand(text: &'static str) -> (&'static str, Option<i64>, Option<f64>) {
    let (key, value) = text.split_once('=').unwrap_or((text, ""));
    (key, value.parse().ok(), value.parse().ok())
}
