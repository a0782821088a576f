use hyperparameter::with_params;

fn main() {
    with_params! {
        async;
        set x = 1;
    }
}
