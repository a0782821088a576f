use hyperparameter::with_params;

fn main() {
    with_params! {
        set batch-size.max = 1;
    }
}
