use hyperparameter::with_params;

fn main() {
    with_params! {
        for _ in 0..3 {
            get lr = train.lr or 0.1;
        }
    }
}
