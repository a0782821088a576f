use hyperparameter::with_params;

macro_rules! give_up {
    () => {
        return Err(std::fmt::Error)
    };
}

async fn run() -> Result<(), std::fmt::Error> {
    with_params! {
        set x = std::future::ready(1).await;
        give_up!();
    }
}

fn main() {
    drop(run());
}
