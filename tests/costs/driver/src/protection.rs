//! Takes the right to write from all of the process's memory but this thread's own.
//!
//! A thread's stack holds its thread-local variables too. A write to anything else, be
//! it a counter, a lock or the heap, ends the process by SIGSEGV. The process is a copy
//! of this one, in which no other thread runs.

use std::mem::MaybeUninit;
use std::ops::Range;

/// Whether `body` writes to nothing but the stack and the variables of its thread.
pub fn writes_to_its_own(body: impl FnOnce()) -> bool {
    let others = writable_but(own_stack());
    // SAFETY: the copy calls nothing but `mprotect`, `body`, and `_exit`.
    let copy = unsafe { libc::fork() };
    if copy == 0 {
        // Nothing from here on may allocate.
        for range in &others {
            protect(range);
        }
        body();
        // SAFETY: it ends the copy, with nothing to be cleaned up.
        unsafe { libc::_exit(0) }
    }
    assert!(copy > 0, "a process can be copied");
    let mut status = 0;
    // SAFETY: the status is there to be written, and the copy is a child that nobody waited for.
    let ended = unsafe { libc::waitpid(copy, &mut status, 0) };
    assert_eq!(ended, copy, "a child can be waited for");
    let killed = libc::WIFSIGNALED(status) && libc::WTERMSIG(status) == libc::SIGSEGV;
    assert!(killed || status == 0, "the copy ended with {status:#x}");
    !killed
}

fn own_stack() -> Range<usize> {
    let mut attributes = MaybeUninit::uninit();
    let (mut start, mut size) = (std::ptr::null_mut(), 0);
    // SAFETY: all three are there to be written, and the attributes are destroyed once.
    let failed = unsafe {
        libc::pthread_getattr_np(libc::pthread_self(), attributes.as_mut_ptr())
            | libc::pthread_attr_getstack(attributes.as_ptr(), &mut start, &mut size)
            | libc::pthread_attr_destroy(attributes.as_mut_ptr())
    };
    assert_eq!(failed, 0, "a thread knows its stack");
    start.addr()..start.addr() + size
}

/// The writable parts of the address space outside of `own`.
fn writable_but(own: Range<usize>) -> Vec<Range<usize>> {
    let maps = std::fs::read_to_string("/proc/self/maps").expect("Linux lists what is mapped");
    let writable = maps.lines().filter_map(|line| {
        let (range, rest) = line.split_once(' ')?;
        let (start, end) = range.split_once('-')?;
        let address = |digits| usize::from_str_radix(digits, 16).expect("an address");
        rest.starts_with("rw").then(|| address(start)..address(end))
    });
    // What lies beside the stack may be listed as one with it.
    let outside = writable.flat_map(|range| {
        [
            range.start..range.end.min(own.start),
            range.start.max(own.end)..range.end,
        ]
    });
    let others: Vec<_> = outside.filter(|range| !range.is_empty()).collect();
    assert!(
        others.len() > 2,
        "a process has a heap and variables: {maps}"
    );
    others
}

fn protect(range: &Range<usize>) {
    let start = std::ptr::with_exposed_provenance_mut(range.start);
    // SAFETY: no other thread runs here, and what this one may not write to any more ends it.
    if unsafe { libc::mprotect(start, range.len(), libc::PROT_READ) } != 0 {
        // SAFETY: it ends the copy, with a status that is none of the others.
        unsafe { libc::_exit(1) }
    }
}
