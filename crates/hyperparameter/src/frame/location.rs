//! Where in a frame an entry lies.
//!
//! A frame never changes, and so the way to an entry of it stays right for ever. It takes no
//! hash and compares nothing, and keeps nothing alive:
//!
//! ```text
//! child:  {lr: 0.1}  over  {batch: 64, seed: 1}  over  trie
//!                                     ^ Own { level: 1, index: 1 }
//! ```

/// The way from the top of a frame to one of its entries.
#[derive(Clone, Copy)]
pub(crate) enum Location {
    /// Among the overrides of a level, so many below the top one.
    Own { level: u8, index: u8 },
    /// In the trie, by the index of the child that each branch is left by: five bits each,
    /// the root's lowest.
    Trie { path: u64 },
}
