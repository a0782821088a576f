use hyperparameter::with_params;

fn main() {
    with_params! {
        get lr = train.lr or 0.1
        get wd = train.wd or 0.1;
    }
}
