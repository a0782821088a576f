use hyperparameter::with_params;

fn main() {
    with_params! {
        for _ in 0..2 {
            unset train.lr;
        }
    }
}
