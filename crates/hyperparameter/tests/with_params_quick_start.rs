//! The programs of the quick start, section 6, as they stand there.

#[rustfmt::skip]
mod basics {
    use hyperparameter::*;

    fn train() {
        with_params! {
            get lr = train.lr or 0.001f64;
            get batch_size = train.batch_size or 32i64;
            println!("lr={}, batch_size={}", lr, batch_size);
        }
    }

    fn main() {
        train();  // 使用默认值

        with_params! {
            set train.lr = 0.0005f64;
            set train.batch_size = 64i64;
            train();
        };

        train();  // 回滚到默认值
    }

    #[test]
    fn the_first_program_runs() {
        main();
    }
}

#[rustfmt::skip]
mod threads {
    use hyperparameter::*;
    use std::thread;

    fn worker(id: i64) {
        with_params! {
            set worker.id = id;
            for i in 0..5 {
                with_params! {
                    set worker.iter = i;
                    get wid = worker.id or -1i64;
                    get witer = worker.iter or -1i64;
                    println!("Worker {} iter {}", wid, witer);
                };
            }
        };
    }

    fn main() {
        with_params! {
            set global.seed = 42i64;
            frozen();  // 快照当前配置作为新线程的初始状态
        };

        let handles: Vec<_> = (0..4)
            .map(|id| thread::spawn(move || worker(id)))
            .collect();

        for h in handles {
            h.join().unwrap();
        }
    }

    #[test]
    fn the_second_program_runs() {
        main();
    }
}
