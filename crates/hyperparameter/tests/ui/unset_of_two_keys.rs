use hyperparameter::with_params;

fn main() {
    with_params! {
        unset train.lr, train.steps;
    }
}
