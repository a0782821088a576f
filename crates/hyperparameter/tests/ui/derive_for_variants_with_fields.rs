use hyperparameter::Parameter;

#[derive(Parameter)]
enum Optimizer {
    Sgd,
    Adam { beta: f64 },
}

fn main() {}
