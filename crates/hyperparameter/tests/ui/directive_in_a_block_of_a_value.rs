use hyperparameter::with_params;

fn main() {
    with_params! {
        set train.lr = {
            params "a=1";
            0.1
        };
    }
}
