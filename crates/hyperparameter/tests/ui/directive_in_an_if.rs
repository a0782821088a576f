use hyperparameter::with_params;

fn main() {
    with_params! {
        if true {
            set train.lr = 0.1;
        }
    }
}
