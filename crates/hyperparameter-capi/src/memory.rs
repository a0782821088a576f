//! The caller's memory: the one place where raw pointers become slices and text, and where outputs are written.
//!
//! Lengths are checked before the first byte is read.

use std::marker::PhantomData;
use std::ptr::NonNull;

use crate::abi::*;
use crate::failure::Failure;

/// The longest key, in bytes.
const KEY_BYTES: u64 = HP_MAX_KEY_BYTES as u64;
const ADDRESSABLE: u64 = isize::MAX as u64;

/// The caller of an exported function, whose promises about pointers all methods rest on.
///
/// What they return borrows from it, and so does not outlive the call.
pub(crate) struct Caller(());

impl Caller {
    /// # Safety
    /// While this lives, every pointer passed to its methods with a length it may have is valid for that many elements: for reads in [`Caller::bytes`] and its kin, for writes in [`Caller::out`] and [`Caller::buffer`].
    pub(crate) unsafe fn new() -> Caller {
        Caller(())
    }

    /// Bytes; NULL is allowed where there are none.
    #[inline]
    pub(crate) fn bytes(&self, name: &str, data: *const u8, length: u64) -> Result<&[u8], Failure> {
        self.slice(name, data, length)
    }

    /// Text; NULL is allowed where it is empty.
    #[inline]
    pub(crate) fn text(&self, name: &str, data: *const u8, length: u64) -> Result<&str, Failure> {
        utf8(name, self.bytes(name, data, length)?)
    }

    /// Text that may become a key: never NULL, never longer than a key may be.
    #[inline]
    pub(crate) fn key(&self, name: &str, data: *const u8, length: u64) -> Result<&str, Failure> {
        utf8(name, self.key_bytes(name, data, length)?)
    }

    /// The same before it is seen to be text.
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

    /// A prefix of keys: as a key, but NULL is allowed where it is empty.
    pub(crate) fn prefix(&self, name: &str, data: *const u8, length: u64) -> Result<&str, Failure> {
        key_length(name, length)?;
        self.text(name, data, length)
    }

    /// Values, as a list is made of on its way in.
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

    /// One structure, or none where the pointer is NULL.
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

    /// Where a result goes.
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

    /// Where up to `capacity` elements go; NULL is allowed for none.
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
        if length == 0 {
            return Ok(&[]);
        }
        if data.is_null() {
            return Err(null(name));
        }
        if !data.is_aligned() {
            return Err(misaligned(name));
        }
        // SAFETY: `data` is neither NULL nor misaligned and `length` elements fit into the address space, as checked above; that they are there, initialised and unchanged during the call is the promise made to `Caller::new`.
        Ok(unsafe { std::slice::from_raw_parts(data, length) })
    }
}

/// One output of the caller's, written at most once, after everything that can fail.
pub(crate) struct Out<'a, T> {
    data: NonNull<T>,
    caller: PhantomData<&'a Caller>,
}

impl<T: Copy> Out<'_, T> {
    /// An output of our own, to be looked at before it is the caller's.
    pub(crate) fn own(place: &mut T) -> Out<'_, T> {
        Out {
            data: NonNull::from(place),
            caller: PhantomData,
        }
    }

    #[inline]
    pub(crate) fn write(self, value: T) {
        // SAFETY: `Caller::out` saw that the pointer is aligned and not NULL; that it may be written is the promise made to `Caller::new`. In `Out::own` it is borrowed.
        unsafe { self.data.write(value) }
    }
}

impl Out<'_, hp_value> {
    /// Writes a value, or says that it is absent.
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
    /// When the place is beyond the buffer.
    pub(crate) fn set(&self, index: usize, value: T) {
        assert!(
            index < self.capacity,
            "an element is written beyond the caller's buffer"
        );
        // SAFETY: the index is within the capacity, as asserted; that so many elements may be written is the promise made to `Caller::new`.
        unsafe { self.data.add(index).write(value) }
    }

    /// Writes elements from the beginning on.
    ///
    /// # Panics
    /// When they are more than the buffer has room for.
    pub(crate) fn copy_from(&self, elements: &[T]) {
        assert!(
            elements.len() <= self.capacity,
            "elements are written beyond the caller's buffer"
        );
        // SAFETY: so many fit, as asserted; that they may be written is the promise made to `Caller::new`, and what the caller has given to be written is nothing of ours.
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

/// Takes bytes for text.
#[inline]
pub(crate) fn utf8<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, Failure> {
    // Most keys are ASCII, and short: the general check takes a quarter of a read's time, this one a word at a time.
    if bytes.is_ascii() {
        // SAFETY: ASCII is UTF-8, and the line above saw that this is.
        return Ok(unsafe { std::str::from_utf8_unchecked(bytes) });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => Err(not_utf8(name, error.valid_up_to())),
    }
}

/// How many bytes are asked for at once without a look at whether they are to be had.
const SMALL: usize = 64 * 1024;

/// Asks whether so many bytes are to be had, for allocations that have no fallible form.
///
/// Small ones are not asked for: when those fail, the process ends, as it does for any Rust program.
pub(crate) fn reservable(bytes: usize) -> Result<(), Failure> {
    if bytes <= SMALL {
        return Ok(());
    }
    let mut probe = Vec::<u8>::new();
    probe
        .try_reserve_exact(bytes)
        .map_err(|_| Failure::no_memory())?;
    // Keeps the allocation and its release from being optimised away as a pair.
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
