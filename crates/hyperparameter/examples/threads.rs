//! Threads start from what `frozen()` published, and keep what they set to themselves.
//!
//! ```sh
//! cargo run --example threads
//! ```

use std::thread;

use hyperparameter::*;

fn worker(id: i64) {
    with_params! {
        set worker.id = id;
        for i in 0..5 {
            with_params! {
                set worker.iter = i;
                get wid = worker.id or -1i64;
                get witer = worker.iter or -1i64;
                get seed = global.seed or 0i64;
                println!("Worker {} iter {} seed {}", wid, witer, seed);
            };
        }
    };
}

fn main() {
    with_params! {
        set global.seed = 42i64;
        frozen(); // from here on, a new thread starts with this seed
    };

    with_params! {
        // Not published: this scope is the main thread's, and no worker sees it.
        set global.seed = 7i64;
        let handles: Vec<_> = (0..4).map(|id| thread::spawn(move || worker(id))).collect();

        for h in handles {
            h.join().unwrap();
        }
    };
}
