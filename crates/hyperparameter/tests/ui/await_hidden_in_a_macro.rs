use hyperparameter::with_params;

macro_rules! nap {
    () => {
        std::future::ready(()).await
    };
}

async fn sleep() {
    with_params! {
        set x = 1;
        nap!();
    }
}

fn main() {
    drop(sleep());
}
