use hyperparameter::with_params;

fn main() {
    with_params! {
        #[cfg(test)]
        set train.lr = 0.1;
    }
}
