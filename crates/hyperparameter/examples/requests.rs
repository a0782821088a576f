//! A scope goes with its future, on whichever thread that future resumes.
//!
//! Every request waits for all the others with its override set, so that all of
//! them are open at once on a pool of fewer threads.
//!
//! ```sh
//! cargo run --example requests
//! ```

use std::sync::Arc;

use hyperparameter::*;
use tokio::sync::Barrier;

const REQUESTS: usize = 8;

/// Knows nothing of requests: it reads what is set for the one that calls it.
fn rerank(scores: &[f64]) -> Vec<f64> {
    with_params! {
        get threshold = rerank.threshold or 0.8;
        scores.iter().copied().filter(|&score| score >= threshold).collect()
    }
}

async fn answer(overrides: Vec<String>, all_here: Arc<Barrier>) -> String {
    with_params! {
        params &overrides;
        all_here.wait().await;
        format!("{overrides:?}: {:?}", rerank(&[0.1, 0.3, 0.5, 0.7, 0.9]))
    }
}

#[tokio::main(worker_threads = 2)]
async fn main() {
    let all_here = Arc::new(Barrier::new(REQUESTS));
    let requests: Vec<_> = (0..REQUESTS)
        .map(|i| match i {
            0 => vec![],
            _ => vec![format!("rerank.threshold=0.{i}")],
        })
        .map(|overrides| tokio::spawn(answer(overrides, all_here.clone())))
        .collect();

    for request in requests {
        println!("{}", request.await.unwrap());
    }
}
