//! Objects of the host language: tokens that go in with a value and come out again when nobody holds it any more.
//!
//! The library never calls the host.
//! When the last frame with an object goes, on whichever thread, its token joins a lock-free stack, and the host drains that when it suits it.

use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering};

use hyperparameter::{Object, Value, for_capi as core};

use crate::abi::*;
use crate::guard::guard;
use crate::status::Failure;

static RELEASED: Stack = Stack::new();

/// What the core holds in the host's place.
struct HostToken {
    token: u64,
    /// Made with the token, so that releasing needs no memory; there until the token is dropped, if the host wants to be told.
    node: Option<Box<Node>>,
}

struct Node {
    token: u64,
    next: *mut Node,
}

// SAFETY: `next` is only followed by the thread that owns the node's whole chain.
unsafe impl Send for Node {}
// SAFETY: a shared node is only asked for its token; `next` is written and read by its owner alone.
unsafe impl Sync for Node {}

impl Drop for HostToken {
    fn drop(&mut self) {
        if let Some(node) = self.node.take() {
            let node = Box::into_raw(node);
            RELEASED.push_chain(node, node);
        }
    }
}

/// An object that stands for the host's token.
pub(crate) fn object(token: i64, type_name: &str) -> Result<Object, Failure> {
    if token == 0 {
        return Err(Failure::new(
            HP_BAD_ARGUMENT,
            format!(
                "an object of type \"{type_name}\" has the token 0, which stands for objects of others"
            ),
        ));
    }
    let token = token as u64;
    let node = COLLECTED.load(Ordering::Relaxed).then(|| {
        Box::new(Node {
            token,
            next: ptr::null_mut(),
        })
    });
    Ok(Object::new(type_name, HostToken { token, node }))
}

/// A value that looks the same, and keeps no object from being released.
pub(crate) fn stand_in(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let token = token(object) as u64;
            let host = HostToken { token, node: None };
            Value::Object(Object::new(object.type_name(), host))
        }
        Value::List(items) if core::holds_object(value) => {
            Value::List(items.iter().map(stand_in).collect())
        }
        Value::Map(map) if core::holds_object(value) => core::map_with_values(map, stand_in),
        other => other.clone(),
    }
}

/// The token of an object, or 0 when another part of this process put it there.
pub(crate) fn token(object: &Object) -> i64 {
    object
        .downcast_ref::<HostToken>()
        .map_or(0, |host| host.token as i64)
}

/// Where released tokens wait.
struct Stack {
    /// What was pushed since it was last taken.
    head: AtomicPtr<Node>,
    /// What was taken and did not fit: apart, so that putting it back needs no walk to its end.
    left: AtomicPtr<Node>,
}

impl Stack {
    const fn new() -> Stack {
        Stack {
            head: AtomicPtr::new(ptr::null_mut()),
            left: AtomicPtr::new(ptr::null_mut()),
        }
    }

    /// Puts a chain on top, from its first node to its last.
    fn push_chain(&self, first: *mut Node, last: *mut Node) {
        let mut head = self.head.load(Ordering::Relaxed);
        loop {
            // SAFETY: the chain belongs to this thread until the exchange below succeeds; it came from `Box::into_raw`.
            unsafe { (*last).next = head };
            // Release: whoever takes the chain sees its nodes.
            match self
                .head
                .compare_exchange_weak(head, first, Ordering::Release, Ordering::Relaxed)
            {
                Ok(_) => return,
                Err(seen) => head = seen,
            }
        }
    }

    /// Takes up to `most` tokens.
    ///
    /// Nothing is ever taken but a whole chain, so no node can leave and come back behind a slow thread's back.
    fn drain(&self, most: usize, mut take: impl FnMut(usize, u64)) -> usize {
        let mut count = 0;
        for source in [&self.left, &self.head] {
            if count == most {
                break;
            }
            let mut rest = source.swap(ptr::null_mut(), Ordering::Acquire);
            while count < most && !rest.is_null() {
                // SAFETY: the chain came from `Box::into_raw` node by node, and the swap made it this thread's alone.
                let node = unsafe { Box::from_raw(rest) };
                take(count, node.token);
                rest = node.next;
                count += 1;
            }
            self.keep(rest);
        }
        count
    }

    /// Keeps what did not fit for the next drain.
    fn keep(&self, rest: *mut Node) {
        if rest.is_null() {
            return;
        }
        // Release: as for a push.
        if self
            .left
            .compare_exchange(ptr::null_mut(), rest, Ordering::Release, Ordering::Relaxed)
            .is_ok()
        {
            return;
        }
        // Another thread that drains was faster; only then is the end looked for.
        let mut last = rest;
        // SAFETY: the chain is this thread's alone until it is pushed.
        while let Some(next) = ptr::NonNull::new(unsafe { (*last).next }) {
            last = next.as_ptr();
        }
        self.push_chain(rest, last);
    }
}

static CLAIMED: AtomicBool = AtomicBool::new(false);
/// Whether released tokens are kept for `hp_objects_released`.
static COLLECTED: AtomicBool = AtomicBool::new(true);

/// Claims the tokens of objects for the caller, once in a process.
///
/// Tokens mean something to the host that made them only, and there is one list of released ones.
/// A host that stores objects claims them first; a second host in the same process (another copy of a binding, another interpreter) is refused, and should refuse to load.
///
/// - `releases`: 1 for a host that asks `hp_objects_released` which tokens are released; 0 for one that does not, because it keeps its objects alive by other means: then released tokens are not collected.
///
/// Threads: any.
/// Answers `HP_OK`, or `HP_BAD_ARGUMENT` when the tokens are claimed already, or `releases` is neither 0 nor 1.
#[unsafe(no_mangle)]
pub extern "C" fn hp_objects_claim(releases: i32) -> hp_status {
    // SAFETY: no pointer is passed.
    unsafe {
        guard(|_| {
            if !matches!(releases, 0 | 1) {
                return Err(Failure::new(
                    HP_BAD_ARGUMENT,
                    format!("\"releases\" is 0 or 1, not {releases}"),
                ));
            }
            if CLAIMED.swap(true, Ordering::Relaxed) {
                return Err(Failure::new(
                    HP_BAD_ARGUMENT,
                    "objects are claimed already, by another host in this process".to_owned(),
                ));
            }
            COLLECTED.store(releases == 1, Ordering::Relaxed);
            Ok(HP_OK)
        })
    }
}

/// Takes the tokens of objects that no frame and no value holds any more.
///
/// Call it again while `count` equals `capacity`: what did not fit waits, in no particular order.
/// A token comes out exactly once for each time it went in.
///
/// - `tokens`: the caller's; receives the tokens; may be NULL when `capacity` is 0.
/// - `count`: the caller's; receives how many tokens were written; may not be NULL.
///
/// Threads: any; two that drain at once share the tokens among them.
/// Answers `HP_OK`, `HP_BAD_ARGUMENT` or `HP_TOO_LONG`.
///
/// # Safety
/// `tokens` is valid for writes of `capacity` elements, `count` for one write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_objects_released(
    tokens: *mut u64,
    capacity: u64,
    count: *mut u64,
) -> hp_status {
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let tokens = caller.buffer("tokens", tokens, capacity)?;
            let count = caller.out("count", count)?;
            let drained =
                RELEASED.drain(tokens.capacity(), |index, token| tokens.set(index, token));
            count.write(drained as u64);
            Ok(HP_OK)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    fn push(stack: &Stack, token: u64) {
        let node = Box::into_raw(Box::new(Node {
            token,
            next: ptr::null_mut(),
        }));
        stack.push_chain(node, node);
    }

    fn drained(stack: &Stack, most: usize) -> Vec<u64> {
        let mut tokens = Vec::new();
        let count = stack.drain(most, |_, token| tokens.push(token));
        assert_eq!(count, tokens.len());
        tokens
    }

    #[test]
    fn what_does_not_fit_waits() {
        let stack = Stack::new();
        (1..=5).for_each(|token| push(&stack, token));

        assert_eq!(drained(&stack, 0), []);
        let mut all = drained(&stack, 2);
        assert_eq!(all.len(), 2);
        all.extend(drained(&stack, 9));
        all.sort_unstable();

        assert_eq!(all, [1, 2, 3, 4, 5]);
        assert_eq!(drained(&stack, 9), []);
    }

    #[test]
    fn a_token_comes_out_once_however_many_threads_push_and_drain() {
        const EACH: u64 = 50_000;
        let stack = Stack::new();

        let mut all: Vec<u64> = thread::scope(|scope| {
            for thread in 0..3 {
                let stack = &stack;
                scope.spawn(move || {
                    (0..EACH).for_each(|token| push(stack, thread * EACH + token + 1))
                });
            }
            let drains: Vec<_> = (0..2)
                .map(|_| {
                    scope.spawn(|| {
                        (0..EACH)
                            .flat_map(|_| drained(&stack, 3))
                            .collect::<Vec<_>>()
                    })
                })
                .collect();
            drains
                .into_iter()
                .flat_map(|drain| drain.join().unwrap())
                .collect()
        });
        all.extend(drained(&stack, usize::MAX));
        all.sort_unstable();

        assert_eq!(all, (1..=3 * EACH).collect::<Vec<_>>());
    }

    #[test]
    fn an_object_of_others_has_no_token() {
        assert_eq!(token(&Object::new("Model", 7_u8)), 0);
    }
}
