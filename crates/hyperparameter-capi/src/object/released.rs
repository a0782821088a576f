//! A lock-free stack of released tokens, which wait for the host to drain them.

use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

pub(crate) static RELEASED: Stack = Stack::new();

pub(crate) struct Node {
    pub(crate) token: u64,
    pub(crate) next: *mut Node,
}

// SAFETY: `next` is only followed by the thread that owns the node's whole chain.
unsafe impl Send for Node {}
// SAFETY: a shared node is only asked for its token; `next` is written and read by its owner alone.
unsafe impl Sync for Node {}

/// The released tokens that the host has not drained yet.
pub(crate) struct Stack {
    /// Tokens that were pushed since the last drain.
    head: AtomicPtr<Node>,
    /// Tokens that a drain had no room for; separate, so that keeping them needs no walk to the end of the chain.
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
    pub(crate) fn push_chain(&self, first: *mut Node, last: *mut Node) {
        let mut head = self.head.load(Ordering::Relaxed);
        loop {
            // SAFETY: the chain belongs to this thread until the exchange below succeeds; it came from `Box::into_raw`.
            unsafe { (*last).next = head };
            // Release: the thread that takes the chain sees its nodes.
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
    /// It always takes the whole chain, which rules out the ABA problem.
    pub(crate) fn drain(&self, most: usize, mut take: impl FnMut(usize, u64)) -> usize {
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

    /// Keeps the tokens that did not fit for the next drain.
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
        // Another draining thread was faster; only then is the walk to the end needed.
        let mut last = rest;
        // SAFETY: the chain is this thread's alone until it is pushed.
        while let Some(next) = ptr::NonNull::new(unsafe { (*last).next }) {
            last = next.as_ptr();
        }
        self.push_chain(rest, last);
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

        assert_eq!(drained(&stack, 0), [0; 0]);
        let mut all = drained(&stack, 2);
        assert_eq!(all.len(), 2);
        all.extend(drained(&stack, 9));
        all.sort_unstable();

        assert_eq!(all, [1, 2, 3, 4, 5]);
        assert_eq!(drained(&stack, 9), [0; 0]);
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
}
