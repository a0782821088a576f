use hyperparameter::with_params;

fn main() {
    with_params! {
        set train.lr == 1;
    }
}
