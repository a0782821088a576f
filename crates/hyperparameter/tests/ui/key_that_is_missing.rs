use hyperparameter::with_params;

fn main() {
    with_params! {
        get lr = or 0.1;
    }
}
