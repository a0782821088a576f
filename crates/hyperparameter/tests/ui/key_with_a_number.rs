use hyperparameter::with_params;

fn main() {
    with_params! {
        get lr = layers.0.lr or 0.1;
    }
}
