use hyperparameter::with_params;

fn main() {
    with_params! {
        let f = || set train.lr = 0.1;
    }
}
