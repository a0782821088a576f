//! A frame as a collection: its parameters in order, and made of pairs.

use std::iter::FusedIterator;

use crate::entry::Entry;
use crate::frame::Frame;
use crate::key::Key;
use crate::value::Value;

impl Frame {
    /// All parameters that are set, sorted by key, with their values exactly as they were
    /// set. It costs a look at all of them.
    ///
    /// ```
    /// use hyperparameter::Frame;
    ///
    /// let frame = Frame::empty().child([("b", 2), ("a.x", 1)])?;
    /// let lines: Vec<String> = frame.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    /// assert_eq!(lines, ["a.x = 1", "b = 2"]);
    /// # Ok::<(), hyperparameter::Error>(())
    /// ```
    pub fn iter(&self) -> FrameIter<'_> {
        let mut entries = self.entries();
        entries.sort_unstable_by_key(|entry| entry.key());
        FrameIter(entries.into_iter())
    }
}

/// The parameters of a frame, sorted by key; made by [`Frame::iter`].
#[derive(Clone, Debug)]
pub struct FrameIter<'a>(std::vec::IntoIter<&'a Entry>);

fn pair(entry: &Entry) -> (&Key, &Value) {
    (entry.key(), entry.value())
}

impl<'a> Iterator for FrameIter<'a> {
    type Item = (&'a Key, &'a Value);

    fn next(&mut self) -> Option<(&'a Key, &'a Value)> {
        self.0.next().map(pair)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<'a> DoubleEndedIterator for FrameIter<'a> {
    fn next_back(&mut self) -> Option<(&'a Key, &'a Value)> {
        self.0.next_back().map(pair)
    }
}

impl ExactSizeIterator for FrameIter<'_> {}

impl FusedIterator for FrameIter<'_> {}

impl<'a> IntoIterator for &'a Frame {
    type Item = (&'a Key, &'a Value);
    type IntoIter = FrameIter<'a>;

    fn into_iter(self) -> FrameIter<'a> {
        self.iter()
    }
}

/// Later pairs win over earlier ones, and a mapping stands for the keys below.
///
/// ```
/// use hyperparameter::{Frame, Value};
///
/// let frame = Frame::empty().child([("train.lr", 0.1), ("seed", 7.0)])?;
/// let train: Frame = frame
///     .iter()
///     .filter(|(key, _)| key.as_str().starts_with("train."))
///     .map(|(key, value)| (key.clone(), value.clone()))
///     .collect();
/// assert_eq!(train.len(), 1);
/// # Ok::<(), hyperparameter::Error>(())
/// ```
///
/// # Panics
/// As [`extend`](#method.extend).
impl FromIterator<(Key, Value)> for Frame {
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = (Key, Value)>>(pairs: I) -> Frame {
        let mut frame = Frame::empty();
        frame.extend(pairs);
        frame
    }
}

/// Puts a child in the place of this frame; its clones stay what they are.
///
/// # Panics
/// If a value is beyond a limit, or is a mapping with a string that is no key. A value that
/// comes from a frame is neither; for others, [`Frame::child`] returns an error instead.
impl Extend<(Key, Value)> for Frame {
    #[track_caller]
    fn extend<I: IntoIterator<Item = (Key, Value)>>(&mut self, pairs: I) {
        let mut builder = self.builder();
        for (key, value) in pairs {
            if let Err(error) = builder.set(key, value) {
                panic!("{error}");
            }
        }
        *self = builder.into();
    }
}
