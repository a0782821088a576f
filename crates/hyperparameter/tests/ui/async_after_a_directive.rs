use hyperparameter::with_params;

async fn run() {
    with_params! {
        set x = 1;
        async;
    }
}

fn main() {
    drop(run());
}
