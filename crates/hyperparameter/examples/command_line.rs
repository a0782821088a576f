//! Takes overrides from the command line, and answers a bad one with an error instead of a panic.
//!
//! ```sh
//! cargo run --example command_line -- fit.degree=3 fit.points=50
//! ```

use std::env;
use std::process::ExitCode;

use hyperparameter::*;

/// The area under `x^degree` from 0 to 1 by the midpoint rule; it should be `1 / (degree + 1)`.
fn integrate() -> Result<(), Error> {
    with_params! {
        try get degree: u8 = fit.degree or 2;
        try get points: u16 = fit.points or 10;
        let step = 1.0 / f64::from(points);
        let area: f64 = (0..points)
            .map(|i| ((f64::from(i) + 0.5) * step).powi(degree.into()) * step)
            .sum();
        println!("degree={degree}, points={points}: {area:.6}");
        Ok(())
    }
}

fn run() -> Result<(), Error> {
    let definitions: Vec<String> = env::args().skip(1).collect();
    with_params! {
        try params definitions;
        integrate()
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("command_line: error: {error}");
            ExitCode::from(2)
        }
    }
}
