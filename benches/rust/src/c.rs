//! The C interface, from the library that C programs and the Python package load.

use std::path::PathBuf;
use std::process::Command;
use std::ptr::null;
use std::sync::OnceLock;

use hyperparameter_capi as capi;
use libloading::Library;

type Get = unsafe extern "C" fn(capi::hp_handle, *const u8, u64, i32, *mut capi::hp_value) -> i32;
type Empty = unsafe extern "C" fn(*mut capi::hp_handle) -> i32;
type Child = unsafe extern "C" fn(
    capi::hp_handle,
    *const capi::hp_item,
    u64,
    *const capi::hp_limits,
    *mut capi::hp_handle,
) -> i32;
type Free = unsafe extern "C" fn(capi::hp_handle) -> i32;
type KeyNew = unsafe extern "C" fn(*const u8, u64, *mut capi::hp_handle) -> i32;
type GetKey =
    unsafe extern "C" fn(capi::hp_handle, capi::hp_handle, i32, *mut capi::hp_value) -> i32;

/// The functions that are measured.
pub struct Functions {
    get: Get,
    empty: Empty,
    child: Child,
    free: Free,
    key_new: KeyNew,
    key_free: Free,
    get_key: GetKey,
}

pub const NOTHING: capi::hp_value = capi::hp_value {
    kind: capi::HP_NULL,
    integer: 0,
    number: 0.0,
    data: null(),
    length: 0,
    owner: 0,
};

/// Loads the library; [`built`] first when it is to be this source's.
pub fn functions() -> &'static Functions {
    static FUNCTIONS: OnceLock<Functions> = OnceLock::new();
    FUNCTIONS.get_or_init(|| {
        // SAFETY: the library runs nothing when it is loaded; it stays loaded, because it is
        // leaked; and the types are those of its header.
        unsafe {
            let library = Box::leak(Box::new(Library::new(built()).expect("the library loads")));
            Functions {
                get: *library.get(b"hp_frame_get").expect("exported"),
                empty: *library.get(b"hp_frame_empty").expect("exported"),
                child: *library.get(b"hp_frame_child").expect("exported"),
                free: *library.get(b"hp_frame_free").expect("exported"),
                key_new: *library.get(b"hp_key_new").expect("exported"),
                key_free: *library.get(b"hp_key_free").expect("exported"),
                get_key: *library.get(b"hp_frame_get_key").expect("exported"),
            }
        }
    })
}

/// Builds the library as it is released, and tells where it is.
fn built() -> PathBuf {
    let workspace = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let target = crate::target();
    let built = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--quiet", "--release", "--locked"])
        .args(["--package", "hyperparameter-capi", "--manifest-path"])
        .arg(format!("{workspace}/Cargo.toml"))
        .arg("--target-dir")
        .arg(&target)
        .status()
        .expect("cargo runs");
    assert!(built.success(), "the C library builds");
    target.join("release/libhyperparameter_capi.so")
}

impl Functions {
    pub fn empty(&self) -> capi::hp_handle {
        let mut frame = 0;
        // SAFETY: the handle is there to be written.
        let status = unsafe { (self.empty)(&mut frame) };
        assert_eq!(status, capi::HP_OK);
        frame
    }

    #[inline]
    pub fn child(&self, parent: capi::hp_handle, items: &[capi::hp_item]) -> capi::hp_handle {
        let mut frame = 0;
        let count = items.len() as u64;
        // SAFETY: so many items are there, with all that they point to, and the handle is there
        // to be written.
        let status = unsafe { (self.child)(parent, items.as_ptr(), count, null(), &mut frame) };
        assert_eq!(status, capi::HP_OK);
        frame
    }

    #[inline]
    pub fn get(&self, frame: capi::hp_handle, key: &str, default: f64) -> f64 {
        let mut value = NOTHING;
        let (text, length) = (key.as_ptr(), key.len() as u64);
        // SAFETY: the key is that long, and the value is there to be written.
        let status = unsafe { (self.get)(frame, text, length, capi::HP_WANT_FLOAT, &mut value) };
        match status {
            capi::HP_OK => value.number,
            _ => default,
        }
    }

    pub fn key(&self, key: &str) -> capi::hp_handle {
        let mut prepared = 0;
        // SAFETY: the key is that long, and the handle is there to be written.
        let status = unsafe { (self.key_new)(key.as_ptr(), key.len() as u64, &mut prepared) };
        assert_eq!(status, capi::HP_OK);
        prepared
    }

    #[inline]
    pub fn get_key(&self, frame: capi::hp_handle, key: capi::hp_handle, default: f64) -> f64 {
        let mut value = NOTHING;
        // SAFETY: the value is there to be written.
        let status = unsafe { (self.get_key)(frame, key, capi::HP_WANT_FLOAT, &mut value) };
        match status {
            capi::HP_OK => value.number,
            _ => default,
        }
    }

    pub fn free_key(&self, key: capi::hp_handle) {
        // SAFETY: nothing is asked of the caller.
        let status = unsafe { (self.key_free)(key) };
        assert_eq!(status, capi::HP_OK);
    }

    #[inline]
    pub fn free(&self, frame: capi::hp_handle) {
        // SAFETY: no value of it is in use.
        let status = unsafe { (self.free)(frame) };
        assert_eq!(status, capi::HP_OK);
    }
}

/// One override, as C writes it.
pub fn item(key: &str, number: f64) -> capi::hp_item {
    capi::hp_item {
        key: key.as_ptr(),
        key_length: key.len() as u64,
        value: capi::hp_value {
            kind: capi::HP_FLOAT,
            number,
            ..NOTHING
        },
        origin: capi::HP_FROM_CODE,
        position: 0,
    }
}
