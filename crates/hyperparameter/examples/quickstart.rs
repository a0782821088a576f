//! Reads parameters with defaults, and overrides them for a while.
//!
//! ```sh
//! cargo run --example quickstart
//! ```

use hyperparameter::*;

fn train() {
    with_params! {
        get lr = train.lr or 0.001f64;
        get batch_size = train.batch_size or 32i64;
        println!("lr={}, batch_size={}", lr, batch_size);
    }
}

fn main() {
    train(); // nothing is set: the defaults

    with_params! {
        set train.lr = 0.0005f64;
        set train.batch_size = 64i64;
        train();
    };

    train(); // the overrides ended with their block: the defaults again
}
