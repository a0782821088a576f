use hyperparameter::with_params;

#[allow(unused_macros)]
macro_rules! run {
    ($($step:expr);+ => $last:expr) => {{ $($step;)+ $last }};
}

async fn read() -> Result<i64, std::num::ParseIntError> {
    with_params! {
        set x = 1;
        std::future::ready(()).await;
        Ok(run!("1".parse::<i64>()? => 2))
    }
}

fn main() {
    drop(read());
}
