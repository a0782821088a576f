//! Builds lists and mappings while they are read, without recursion: an unoptimised recursive reader of 128 levels would overflow a small stack.

use std::sync::Arc;

use hyperparameter::{MAX_LIST_DEPTH, MAX_LIST_ITEMS, Value, for_capi as core};

use crate::abi::HP_LIMIT;
use crate::failure::Failure;
use crate::memory::reservable;

/// The lists and mappings that are not complete yet, the innermost last.
pub(crate) struct OpenLists {
    open: Vec<Open>,
    /// The total number of elements.
    items: usize,
}

struct Open {
    elements: Vec<Value>,
    /// For a mapping: the keys so far, one more than values while a value is read.
    keys: Option<Vec<Arc<str>>>,
    count: usize,
}

impl OpenLists {
    pub(crate) fn new() -> OpenLists {
        OpenLists {
            open: Vec::new(),
            items: 0,
        }
    }

    /// Opens a list of this many elements. Returns the whole value if that completes it, as an empty list does.
    pub(crate) fn open(&mut self, count: usize) -> Result<Option<Value>, Failure> {
        self.begin(count, None)
    }

    /// Opens a mapping of this many entries, likewise.
    pub(crate) fn open_map(&mut self, count: usize) -> Result<Option<Value>, Failure> {
        self.begin(count, Some(Vec::new()))
    }

    /// Whether the key of an entry comes next.
    pub(crate) fn wants_key(&self) -> bool {
        self.open.last().is_some_and(|open| {
            let keys = open.keys.as_ref();
            keys.is_some_and(|keys| keys.len() == open.elements.len())
        })
    }

    /// Adds the key of the entry whose value comes next.
    pub(crate) fn key(&mut self, key: Arc<str>) {
        let innermost = self.open.last_mut();
        if let Some(keys) = innermost.and_then(|open| open.keys.as_mut()) {
            keys.push(key);
        }
    }

    fn begin(
        &mut self,
        count: usize,
        mut keys: Option<Vec<Arc<str>>>,
    ) -> Result<Option<Value>, Failure> {
        check_depth(self.open.len())?;
        self.items = self.items.saturating_add(count);
        if self.items > MAX_LIST_ITEMS {
            return Err(Failure::new(
                HP_LIMIT,
                format!("it holds more than {MAX_LIST_ITEMS} elements, the limit"),
            ));
        }
        let mut elements = Vec::new();
        let no_memory = |_| Failure::no_memory();
        elements.try_reserve_exact(count).map_err(no_memory)?;
        if let Some(keys) = &mut keys {
            keys.try_reserve_exact(count).map_err(no_memory)?;
        }
        let open = Open {
            elements,
            keys,
            count,
        };
        if count == 0 {
            return self.add(open.close()?);
        }
        self.open.push(open);
        Ok(None)
    }

    /// Adds an element to the innermost list, and closes the lists that are complete. Returns the whole value when none is open any more.
    pub(crate) fn add(&mut self, value: Value) -> Result<Option<Value>, Failure> {
        let mut value = value;
        while let Some(mut innermost) = self.open.pop() {
            innermost.elements.push(value);
            if innermost.elements.len() < innermost.count {
                self.open.push(innermost);
                return Ok(None);
            }
            value = innermost.close()?;
        }
        Ok(Some(value))
    }
}

impl Open {
    fn close(self) -> Result<Value, Failure> {
        match self.keys {
            None => {
                reservable(size_of_val(self.elements.as_slice()))?;
                Ok(Value::List(Arc::from(self.elements)))
            }
            Some(keys) => {
                // Memory for joining keys and values, for the search for duplicate keys, and for the result.
                const COPIES: usize = 3;
                reservable(keys.len() * size_of::<(Arc<str>, Value)>() * COPIES)?;
                let entries = keys.into_iter().zip(self.elements).collect();
                Ok(core::map(entries)?)
            }
        }
    }
}

/// Refuses to open a list at this depth.
pub(crate) fn check_depth(open: usize) -> Result<(), Failure> {
    if open >= MAX_LIST_DEPTH {
        return Err(Failure::new(
            HP_LIMIT,
            format!("lists nest deeper than {MAX_LIST_DEPTH}, the limit"),
        ));
    }
    Ok(())
}
