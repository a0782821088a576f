//! The C interface of hyperparameter: frames of parameters behind handles and status codes.
//!
//! ```c
//! hp_handle base, tuned;
//! hp_item lr = {0};
//! hp_value value;
//!
//! lr.key = (const uint8_t *)"train.lr", lr.key_length = 8;
//! lr.value.kind = HP_FLOAT, lr.value.number = 0.1;
//!
//! hp_frame_empty(&base);
//! hp_frame_child(base, &lr, 1, NULL, &tuned);
//! if (hp_frame_get(tuned, (const uint8_t *)"train.lr", 8, HP_WANT_FLOAT, &value) == HP_OK)
//!     printf("%g\n", value.number);
//! hp_frame_free(tuned);
//! hp_frame_free(base);
//! ```
//!
//! A program in Rust uses the crate `hyperparameter`; this one is for other languages, through `hyperparameter.h`.
//!
//! - Every function is a guard around three steps: check the arguments, make one safe call, write the outputs.
//!   So a panic becomes [`HP_PANIC`], and outputs are written on success only.
//! - Unsafe operations are confined to `memory`, where raw pointers become slices and strings, `handle`, where handles become references, and `object/released.rs`, the list of released tokens.
//! - There are no locks, so the library keeps working in a forked child.
//! - There are no callbacks into the host.
//!
//! One failure does *not* become a status: a small allocation that fails ends the process, as in any Rust program.

#![warn(missing_docs)]
#![warn(clippy::undocumented_unsafe_blocks)]

mod abi;
mod baseline;
mod definition;
mod error;
mod failure;
mod frame;
mod guard;
mod handle;
mod key;
mod layer;
mod library;
mod listing;
mod memory;
mod object;
mod part;
mod recent;
mod testing;
mod value;
mod want;

pub use abi::*;
pub use baseline::*;
pub use definition::hp_definitions_read;
pub use error::{hp_error_key, hp_error_message, hp_error_origin, hp_error_value, hp_error_wanted};
pub use frame::*;
pub use key::*;
pub use library::*;
pub use listing::hp_frame_keys_joined;
pub use object::{hp_objects_claim, hp_objects_released};
pub use part::*;
pub use testing::*;
pub use value::{hp_value_at, hp_value_free};
