//! Parses many definitions in one call, and converts their values to each type, for a binding that caches these.
//!
//! Otherwise a binding that opens a scope of `key=value` strings would need a call for each key and each type it is read as.
//! `run=007` gives one record:
//!
//! ```text
//! 00 00 00 00  the key begins at 0,
//! 03 00 00 00  and ends at 3;
//! 04 00 00 00  the value begins at 4
//! 06 00 00 00  it reads as an int (2) and as a float (4)
//! 07 00 00 00 00 00 00 00  7
//! 00 00 00 00 00 00 1c 40  7.0
//! ```

use hyperparameter::for_capi as core;

use crate::abi::*;
use crate::failure::Failure;
use crate::guard::guard;
use crate::memory::utf8;

/// Bytes of one record.
const RECORD: usize = 32;

/// Longer strings are converted only when they are read, because that may take much time or memory.
const SHORT: usize = 256;

/// Parses definitions, `key=value` and `~key`: returns the offsets of keys and values, and the values as numbers.
///
/// It does not create a frame; `hp_frame_child_packed` can create one from the same strings later.
/// A malformed definition fails as it does there.
///
/// For each definition the output receives a record of 32 bytes, little-endian and without padding: `u32` where the key begins in the string, `u32` where it ends, `u32` where the value begins, all in bytes; `u32` flags; `i64` the value as an int; `f64` the value as a float.
/// Flags: `HP_READS_AS_BOOL`, `HP_READS_AS_INT`, `HP_READS_AS_FLOAT`, `HP_IS_TRUE`, and `HP_IS_UNSET` for `~key`, whose key begins after the tilde, and whose value is empty and begins at the end of the string.
/// If a value does not read as one of these, `hp_frame_get` reports why.
///
/// - `texts`: a `u32` length of each string, little-endian, as many as `count`, and then the strings.
/// - `records`: receives the records.
/// - `capacity`: bytes of `records`; at least 32 for each definition.
///
/// Returns `HP_BAD_LAYER` when the lengths do not add up, or `HP_DEFINITION`.
///
/// # Safety
/// Pointers are valid as the conventions of the header say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_definitions_read(
    texts: *const u8,
    length: u64,
    count: u64,
    records: *mut u8,
    capacity: u64,
) -> hp_status {
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let texts = caller.bytes("texts", texts, length)?;
            let records = caller.buffer("records", records, capacity)?;
            if count > (records.capacity() / RECORD) as u64 {
                return Err(Failure::new(
                    HP_BAD_ARGUMENT,
                    format!("{capacity} bytes do not hold {count} records of {RECORD}"),
                ));
            }
            let mut read = Vec::with_capacity(count as usize * RECORD);
            for text in texts_of(texts, count as usize)? {
                let position = (read.len() / RECORD) as u32 + 1;
                append_record(&mut read, utf8("a definition", text)?, position)?;
            }
            records.copy_from(&read);
            Ok(HP_OK)
        })
    }
}

/// The strings of a buffer that begins with their lengths.
fn texts_of(buffer: &[u8], count: usize) -> Result<impl Iterator<Item = &[u8]>, Failure> {
    let malformed = || Failure::new(HP_BAD_LAYER, "the texts are not as long as they say");
    let (lengths, mut rest) = count
        .checked_mul(4)
        .and_then(|end| buffer.split_at_checked(end))
        .ok_or_else(malformed)?;
    let lengths = lengths
        .chunks_exact(4)
        .map(|length| u32::from_le_bytes([length[0], length[1], length[2], length[3]]) as usize);
    // A count of 32 bits times a length of 32 bits stays within 64.
    if lengths.clone().map(|length| length as u64).sum::<u64>() != rest.len() as u64 {
        return Err(malformed());
    }
    Ok(lengths.map(move |length| {
        let text;
        (text, rest) = rest.split_at(length);
        text
    }))
}

fn append_record(records: &mut Vec<u8>, text: &str, position: u32) -> Result<(), Failure> {
    let (key, value) = core::parts_of_definition(text, position)?;
    let key_start = key.as_ptr().addr() - text.as_ptr().addr();
    let value_length = value.map_or(0, str::len);
    for place in [key_start, key_start + key.len(), text.len() - value_length] {
        // Fits: the length of a string was read as 32 bits.
        records.extend((place as u32).to_le_bytes());
    }
    let readings = value.map_or_else(Readings::default, Readings::of);
    let unset = if value.is_none() { HP_IS_UNSET } else { 0 };
    records.extend((readings.flags() | unset).to_le_bytes());
    records.extend(readings.int.unwrap_or_default().to_le_bytes());
    records.extend(readings.float.unwrap_or_default().to_le_bytes());
    Ok(())
}

/// An untyped string, converted to each type that it reads as.
#[derive(Default)]
struct Readings {
    bool: Option<bool>,
    int: Option<i64>,
    float: Option<f64>,
}

impl Readings {
    fn of(text: &str) -> Readings {
        if text.len() > SHORT {
            return Readings::default();
        }
        let (bool, int, float) = core::readings(text);
        Readings { bool, int, float }
    }

    fn flags(&self) -> u32 {
        let flag = |set: bool, flag: u32| if set { flag } else { 0 };
        flag(self.bool.is_some(), HP_READS_AS_BOOL)
            | flag(self.int.is_some(), HP_READS_AS_INT)
            | flag(self.float.is_some(), HP_READS_AS_FLOAT)
            | flag(self.bool == Some(true), HP_IS_TRUE)
    }
}
