use hyperparameter::with_params;

fn main() {
    with_params! {
        get lr = train.lr;
        set train-lr = 1;
        let x: () = 5;
    }
}
