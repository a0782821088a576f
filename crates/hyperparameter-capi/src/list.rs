//! Lists while they are read, without recursion: an unoptimised reader of 128 lists in each other would not fit on a small stack.

use std::sync::Arc;

use hyperparameter::{MAX_LIST_DEPTH, Value};

use crate::abi::HP_LIMIT;
use crate::memory::reservable;
use crate::status::Failure;

/// The lists that are open, the innermost last.
pub(crate) struct OpenLists(Vec<OpenList>);

struct OpenList {
    elements: Vec<Value>,
    count: usize,
}

impl OpenLists {
    pub(crate) fn new() -> OpenLists {
        OpenLists(Vec::new())
    }

    /// Opens a list of so many elements. Gives the whole value if that completes it, as an empty list does.
    pub(crate) fn open(&mut self, count: usize) -> Result<Option<Value>, Failure> {
        check_depth(self.0.len())?;
        let mut elements = Vec::new();
        elements
            .try_reserve_exact(count)
            .map_err(|_| Failure::no_memory())?;
        if count == 0 {
            return self.add(Value::List(Arc::from(elements)));
        }
        self.0.push(OpenList { elements, count });
        Ok(None)
    }

    /// Adds an element to the innermost list and closes what is full. Gives the whole value when none is open any more.
    pub(crate) fn add(&mut self, value: Value) -> Result<Option<Value>, Failure> {
        let mut value = value;
        while let Some(mut list) = self.0.pop() {
            list.elements.push(value);
            if list.elements.len() < list.count {
                self.0.push(list);
                return Ok(None);
            }
            reservable(size_of_val(list.elements.as_slice()))?;
            value = Value::List(Arc::from(list.elements));
        }
        Ok(Some(value))
    }
}

/// Refuses to open a list inside so many.
pub(crate) fn check_depth(open: usize) -> Result<(), Failure> {
    if open >= MAX_LIST_DEPTH {
        return Err(Failure::new(
            HP_LIMIT,
            format!("lists nest deeper than {MAX_LIST_DEPTH}, the limit"),
        ));
    }
    Ok(())
}
