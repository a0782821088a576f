use hyperparameter::with_params;

fn main() {
    with_params! {
        get type = train.type or 1;
    }
}
