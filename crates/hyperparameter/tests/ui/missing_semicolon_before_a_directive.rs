use hyperparameter::with_params;

fn main() {
    with_params! {
        let wd = 0.1
        get lr = train.lr or wd;
    }
}
