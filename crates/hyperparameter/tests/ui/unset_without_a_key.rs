use hyperparameter::with_params;

fn main() {
    with_params! {
        try unset;
    }
}
