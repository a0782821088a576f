use hyperparameter::with_params;

mod other {
    macro_rules! print {
        () => {
            std::future::ready(()).await
        };
    }
    pub(crate) use print;
}

async fn sleep() {
    with_params! {
        set x = 1;
        other::print!();
    }
}

fn main() {
    drop(sleep());
}
