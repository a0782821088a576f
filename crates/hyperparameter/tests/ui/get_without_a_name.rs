use hyperparameter::with_params;

fn main() {
    with_params! {
        get 5 = train.lr or 1;
    }
}
