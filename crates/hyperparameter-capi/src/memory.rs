//! The caller's memory: the only module that turns raw pointers into slices and strings, and writes outputs.
//!
//! Lengths are checked before the first byte is read.

use std::marker::PhantomData;
use std::ptr::NonNull;

use crate::abi::*;
use crate::failure::Failure;

/// The longest key, in bytes.
const KEY_BYTES: u64 = HP_MAX_KEY_BYTES as u64;
const ADDRESSABLE: u64 = isize::MAX as u64;

/// The caller of an exported function; all methods rely on its promises about pointers.
///
/// Their results borrow from it, so they do not outlive the call.
pub(crate) struct Caller(());

impl Caller {
    /// # Safety
    /// While this lives, every pointer that is passed to its methods, with an allowed length, is valid for that many elements: for reads in [`Caller::bytes`] and similar methods, for writes in [`Caller::out`] and [`Caller::buffer`].
    pub(crate) unsafe fn new() -> Caller {
        Caller(())
    }

    /// Bytes; NULL is allowed if there are none.
    #[inline]
    pub(crate) fn bytes(&self, name: &str, data: *const u8, length: u64) -> Result<&[u8], Failure> {
        self.slice(name, data, length)
    }

    /// A string; NULL is allowed if it is empty.
    #[inline]
    pub(crate) fn text(&self, name: &str, data: *const u8, length: u64) -> Result<&str, Failure> {
        utf8(name, self.bytes(name, data, length)?)
    }

    /// A string that may be a key: never NULL, and at most as long as a key.
    #[inline]
    pub(crate) fn key(&self, name: &str, data: *const u8, length: u64) -> Result<&str, Failure> {
        utf8(name, self.key_bytes(name, data, length)?)
    }

    /// The bytes of such a string, before the check for UTF-8.
    #[inline]
    pub(crate) fn key_bytes(
        &self,
        name: &str,
        data: *const u8,
        length: u64,
    ) -> Result<&[u8], Failure> {
        if data.is_null() {
            return Err(null(name));
        }
        key_length(name, length)?;
        self.bytes(name, data, length)
    }

    /// A prefix of keys: like a key, but NULL is allowed if it is empty.
    pub(crate) fn prefix(&self, name: &str, data: *const u8, length: u64) -> Result<&str, Failure> {
        key_length(name, length)?;
        self.text(name, data, length)
    }

    /// Values: the elements of a list that is an input.
    pub(crate) fn values(
        &self,
        name: &str,
        data: *const u8,
        length: u64,
    ) -> Result<&[hp_value], Failure> {
        self.slice(name, data.cast(), length)
    }

    /// Items of a layer.
    pub(crate) fn items(
        &self,
        name: &str,
        data: *const hp_item,
        length: u64,
    ) -> Result<&[hp_item], Failure> {
        self.slice(name, data, length)
    }

    /// One structure, or None if the pointer is NULL.
    pub(crate) fn optional<T: Copy>(
        &self,
        name: &str,
        data: *const T,
    ) -> Result<Option<T>, Failure> {
        if data.is_null() {
            return Ok(None);
        }
        Ok(self.slice(name, data, 1)?.first().copied())
    }

    /// One structure.
    pub(crate) fn required<T: Copy>(&self, name: &str, data: *const T) -> Result<T, Failure> {
        self.optional(name, data)?.ok_or_else(|| null(name))
    }

    /// The output for a result.
    #[inline]
    pub(crate) fn out<T: Copy>(&self, name: &str, data: *mut T) -> Result<Out<'_, T>, Failure> {
        let data = NonNull::new(data).ok_or_else(|| null(name))?;
        if !data.is_aligned() {
            return Err(misaligned(name));
        }
        Ok(Out {
            data,
            caller: PhantomData,
        })
    }

    /// The output for up to `capacity` elements; NULL is allowed if `capacity` is 0.
    pub(crate) fn buffer<T: Copy>(
        &self,
        name: &str,
        data: *mut T,
        capacity: u64,
    ) -> Result<Buffer<'_, T>, Failure> {
        let capacity = fitting::<T>(name, capacity)?;
        let data = match NonNull::new(data) {
            Some(data) if data.is_aligned() => data,
            Some(_) => return Err(misaligned(name)),
            None if capacity == 0 => NonNull::dangling(),
            None => return Err(null(name)),
        };
        Ok(Buffer {
            data,
            capacity,
            caller: PhantomData,
        })
    }

    #[inline]
    fn slice<T: Copy>(&self, name: &str, data: *const T, length: u64) -> Result<&[T], Failure> {
        let length = fitting::<T>(name, length)?;
        if data.is_null() || !data.is_aligned() {
            return match length {
                0 => Ok(&[]),
                _ if data.is_null() => Err(null(name)),
                _ => Err(misaligned(name)),
            };
        }
        // SAFETY: `data` is neither NULL nor misaligned and `length` elements fit into the address space, as checked above; the promise made to `Caller::new` is that they exist, are initialised, and do not change during the call.
        Ok(unsafe { std::slice::from_raw_parts(data, length) })
    }
}

/// One output of the caller, written at most once, after all operations that can fail.
pub(crate) struct Out<'a, T> {
    data: NonNull<T>,
    caller: PhantomData<&'a Caller>,
}

impl<T: Copy> Out<'_, T> {
    /// An output in this crate's own memory, to be checked before the caller gets it.
    pub(crate) fn own(place: &mut T) -> Out<'_, T> {
        Out {
            data: NonNull::from(place),
            caller: PhantomData,
        }
    }

    #[inline]
    pub(crate) fn write(self, value: T) {
        // SAFETY: `Caller::out` checked that the pointer is aligned and not NULL; the promise made to `Caller::new` is that it may be written. In `Out::own` it is borrowed.
        unsafe { self.data.write(value) }
    }
}

impl Out<'_, hp_value> {
    /// Writes a value, or returns that it is absent.
    #[inline]
    pub(crate) fn give(self, value: Option<hp_value>) -> hp_status {
        match value {
            Some(value) => {
                self.write(value);
                HP_OK
            }
            None => HP_ABSENT,
        }
    }
}

/// An output of many elements.
pub(crate) struct Buffer<'a, T> {
    data: NonNull<T>,
    capacity: usize,
    caller: PhantomData<&'a Caller>,
}

impl<T: Copy> Buffer<'_, T> {
    pub(crate) fn capacity(&self) -> usize {
        self.capacity
    }

    /// Writes one element.
    ///
    /// # Panics
    /// When the index is beyond the buffer.
    pub(crate) fn set(&self, index: usize, value: T) {
        assert!(
            index < self.capacity,
            "an element is written beyond the caller's buffer"
        );
        // SAFETY: the index is within the capacity, as asserted; the promise made to `Caller::new` is that this many elements may be written.
        unsafe { self.data.add(index).write(value) }
    }

    /// Writes elements from the start of the buffer.
    ///
    /// # Panics
    /// When there are more elements than the buffer has room for.
    pub(crate) fn copy_from(&self, elements: &[T]) {
        assert!(
            elements.len() <= self.capacity,
            "elements are written beyond the caller's buffer"
        );
        // SAFETY: they fit, as asserted; the promise made to `Caller::new` is that they may be written, and the caller's buffer does not overlap memory of this crate.
        unsafe {
            self.data
                .copy_from_nonoverlapping(NonNull::from(elements).cast(), elements.len());
        }
    }

    pub(crate) fn fill_after(&self, start: usize, value: T) {
        for index in start..self.capacity {
            self.set(index, value);
        }
    }
}

/// Checks the length of a key before any of it is read.
#[inline]
pub(crate) fn key_length(name: &str, length: u64) -> Result<(), Failure> {
    if length > KEY_BYTES {
        return Err(key_too_long(name, length));
    }
    Ok(())
}

/// Checks that bytes are UTF-8.
#[inline]
pub(crate) fn utf8<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, Failure> {
    // Most keys are short ASCII strings: this check works on a word at a time, while the general one takes a quarter of a read's time.
    if bytes.is_ascii() {
        // SAFETY: ASCII is UTF-8, and the line above checked for ASCII.
        return Ok(unsafe { std::str::from_utf8_unchecked(bytes) });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => Err(not_utf8(name, error.valid_up_to())),
    }
}

/// The size, in bytes, up to which allocations are not checked in advance.
const SMALL: usize = 64 * 1024;

/// Checks that this many bytes can be allocated, before an allocation that has no fallible form.
///
/// Small ones are not checked: if one fails, the process ends, as in any Rust program.
pub(crate) fn reservable(bytes: usize) -> Result<(), Failure> {
    if bytes <= SMALL {
        return Ok(());
    }
    let mut probe = Vec::<u8>::new();
    probe
        .try_reserve_exact(bytes)
        .map_err(|_| Failure::no_memory())?;
    // Prevents the compiler from optimising away the allocation and its release.
    std::hint::black_box(&mut probe);
    Ok(())
}

#[inline]
fn fitting<T>(name: &str, length: u64) -> Result<usize, Failure> {
    if length > ADDRESSABLE / size_of::<T>() as u64 {
        return Err(too_long(name, length));
    }
    Ok(length as usize)
}

#[cold]
fn null(name: &str) -> Failure {
    Failure::new(HP_BAD_ARGUMENT, format!("the pointer \"{name}\" is NULL"))
}

#[cold]
fn misaligned(name: &str) -> Failure {
    Failure::new(
        HP_BAD_ARGUMENT,
        format!("the pointer \"{name}\" is not aligned to what it points to"),
    )
}

#[cold]
fn too_long(name: &str, length: u64) -> Failure {
    Failure::new(
        HP_TOO_LONG,
        format!("the length {length} of \"{name}\" is beyond any memory"),
    )
}

#[cold]
fn key_too_long(name: &str, length: u64) -> Failure {
    Failure::new(
        HP_TOO_LONG,
        format!(
            "the length {length} of \"{name}\" is beyond the {KEY_BYTES} bytes that a key has at most"
        ),
    )
}

#[cold]
fn not_utf8(name: &str, valid: usize) -> Failure {
    Failure::new(
        HP_BAD_TEXT,
        format!("\"{name}\" is not UTF-8 after byte {valid}"),
    )
}
