use hyperparameter::with_params;

fn main() {
    with_params! {
        match 1 {
            1 => try set train.lr = 0.1,
            _ => {}
        }
    }
}
