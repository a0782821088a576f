//! A thread remembers what it has read; none of it is seen in another frame.

use hyperparameter::{Frame, assign, current, enter, task::in_frame, with_frame, with_params};

/// Often enough to be remembered, from one place in the program.
fn rate() -> f64 {
    with_params! { get rate = remembered.rate or 0.5; rate }
}

fn twice() -> (f64, f64) {
    (rate(), rate())
}

fn frame_with(rate: f64) -> Frame {
    Frame::empty().child([("remembered.rate", rate)]).unwrap()
}

#[test]
fn a_scope_is_seen_when_it_opens_and_not_when_it_has_ended() {
    assert_eq!(twice(), (0.5, 0.5));
    with_params! {
        set remembered.rate = 0.1;
        assert_eq!(twice(), (0.1, 0.1));
        with_params! {
            set remembered.rate = 0.2;
            assert_eq!(twice(), (0.2, 0.2));
        };
        assert_eq!(twice(), (0.1, 0.1));
    };
    assert_eq!(twice(), (0.5, 0.5));
}

#[test]
fn an_override_later_in_the_block_is_seen() {
    with_params! {
        assert_eq!(twice(), (0.5, 0.5));
        set remembered.rate = 0.1;
        assert_eq!(twice(), (0.1, 0.1));
    };
}

#[test]
fn an_assignment_is_seen() {
    let _scope = enter(current());
    assert_eq!(twice(), (0.5, 0.5));
    assign("remembered.rate", 0.1).unwrap();
    assert_eq!(twice(), (0.1, 0.1));
}

#[test]
fn a_scope_left_out_of_order_leaves_what_is_seen_right() {
    let outer = enter(frame_with(0.1));
    let inner = enter(frame_with(0.2));
    assert_eq!(twice(), (0.2, 0.2));
    assert!(outer.leave().is_err());
    assert_eq!(twice(), (0.5, 0.5));
    inner.leave().unwrap();
    assert_eq!(twice(), (0.5, 0.5));
}

#[tokio::test]
async fn a_future_and_the_thread_that_polls_it_do_not_see_each_others() {
    let (one, two) = tokio::join!(
        in_frame(frame_with(0.1), async {
            let first = twice();
            tokio::task::yield_now().await;
            (first, twice())
        }),
        in_frame(frame_with(0.2), async {
            let first = twice();
            tokio::task::yield_now().await;
            (first, twice())
        }),
    );
    assert_eq!(one, ((0.1, 0.1), (0.1, 0.1)));
    assert_eq!(two, ((0.2, 0.2), (0.2, 0.2)));
    assert_eq!(twice(), (0.5, 0.5));
}

#[test]
fn one_key_read_as_several_types_is_converted_toward_each() {
    fn read_as<T: hyperparameter::FromValue>() -> Option<T> {
        with_params! { get value: Option<T> = remembered.value or None; value }
    }
    with_params! {
        set remembered.value = 64;
        for _ in 0..3 {
            assert_eq!(read_as::<i64>(), Some(64));
            assert_eq!(read_as::<f64>(), Some(64.0));
            assert_eq!(read_as::<u8>(), Some(64));
            assert_eq!(read_as::<String>().as_deref(), Some("64"));
        }
    };
}

#[test]
fn a_refusal_stays_one_with_its_message() {
    let read = || -> Result<bool, hyperparameter::Error> {
        with_params! { try get flag = remembered.flag or false; Ok(flag) }
    };
    with_params! {
        set remembered.flag = 2;
        for _ in 0..3 {
            let message = read().unwrap_err().to_string();
            assert!(message.starts_with("cannot read remembered.flag as bool: 2"), "{message}");
        }
    };
}

#[test]
fn a_missing_parameter_that_is_required_stays_missing_with_its_message() {
    for _ in 0..3 {
        let read = || -> Result<i64, hyperparameter::Error> {
            with_params! { try get steps: i64 = remembered.steps; Ok(steps) }
        };
        assert_eq!(
            read().unwrap_err().kind(),
            hyperparameter::ErrorKind::Missing
        );
    }
}

#[test]
fn null_is_read_as_absent_however_often() {
    with_params! {
        set remembered.seed = None::<i64>;
        for _ in 0..3 {
            get_seed();
        }
    };
    fn get_seed() {
        with_params! {
            get seed: Option<i64> = remembered.seed or Some(1);
            assert_eq!(seed, None);
        }
    }
}

#[test]
fn more_keys_than_are_remembered_are_all_read_right() {
    macro_rules! keys {
        ($($name:ident)*) => {
            [$(|| -> i64 { with_params! { get value = many.$name or -1; value } }),*]
        };
    }
    let pairs = (0..80_i64).map(|at| (format!("many.k{at}"), at));
    let frame = Frame::empty().child(pairs.collect::<Vec<_>>()).unwrap();
    let reads = keys!(
        k0 k1 k2 k3 k4 k5 k6 k7 k8 k9 k10 k11 k12 k13 k14 k15 k16 k17 k18 k19 k20
        k21 k22 k23 k24 k25 k26 k27 k28 k29 k30 k31 k32 k33 k34 k35 k36 k37 k38 k39
        k40 k41 k42 k43 k44 k45 k46 k47 k48 k49 k50 k51 k52 k53 k54 k55 k56 k57 k58
        k59 k60 k61 k62 k63 k64 k65 k66 k67 k68 k69 k70 k71 k72 k73 k74 k75 k76 k77
        k78 k79
    );
    with_frame(frame, || {
        for _ in 0..3 {
            let read: Vec<i64> = reads.iter().map(|read| read()).collect();
            assert_eq!(read, (0..80).collect::<Vec<i64>>());
        }
    });
}

/// The same text from another place, and a longer one that begins with it.
#[test]
fn a_computed_key_is_known_by_its_text_alone() {
    let long = "k".repeat(60);
    let keys = [("a.b", 1), ("a.c", 2), ("a.bc", 3), (long.as_str(), 4)];
    let frame = Frame::empty().child(keys).unwrap();
    for _ in 0..2 {
        for (key, value) in keys {
            let made = key.to_owned();
            assert_eq!(frame.get::<i64>(&made).unwrap(), Some(value));
            let read = with_frame(
                frame.clone(),
                || with_params! { get read = [&made] or 0; read },
            );
            assert_eq!(read, value);
        }
        assert_eq!(frame.get::<i64>("a").unwrap(), None);
        assert!(frame.get::<i64>("").is_err());
        assert!(frame.get::<i64>("a..b").is_err());
    }
}

#[test]
fn frames_of_which_none_is_current_are_read_apart() {
    let frames = [frame_with(0.1), frame_with(0.2), Frame::empty()];
    for _ in 0..2 {
        let read = frames
            .each_ref()
            .map(|frame| frame.get::<f64>("remembered.rate").unwrap());
        assert_eq!(read, [Some(0.1), Some(0.2), None]);
    }
    // One that takes the place of another in memory.
    for rate in [0.3, 0.4, 0.5] {
        assert_eq!(
            frame_with(rate).get::<f64>("remembered.rate").unwrap(),
            Some(rate)
        );
    }
}

/// What is not kept itself is read again from where it lies: in a level, or in the trie below.
#[test]
fn strings_and_lists_are_read_from_wherever_they_lie() {
    fn key(depth: usize, at: usize) -> String {
        format!("group{depth}.with.a.long.name.{at}.of.it")
    }
    let mut frames = vec![Frame::empty()];
    for (depth, count) in [2000, 1, 3, 8, 2, 9, 1, 1, 1].into_iter().enumerate() {
        let pairs = (0..count).map(|at| (key(depth, at), vec![depth as i64, at as i64]));
        let named = pairs.chain([("all".to_owned(), vec![depth as i64])]);
        let child = frames[depth].child(named.collect::<Vec<_>>()).unwrap();
        frames.push(child);
    }
    for _ in 0..3 {
        for (top, frame) in frames.iter().enumerate() {
            for depth in 0..9 {
                for at in [0, 1, 7, 1999] {
                    let written = frame.value(key(depth, at).as_str()).unwrap();
                    let expected = written.map(|_| vec![depth as i64, at as i64]);
                    let read = frame.get::<Vec<i64>>(key(depth, at)).unwrap();

                    assert_eq!(read, expected, "{} in frame {top}", key(depth, at));
                }
            }
            let nearest = top.checked_sub(1).map(|depth| vec![depth as i64]);
            assert_eq!(frame.get::<Vec<i64>>("all").unwrap(), nearest);
        }
    }
}

#[test]
fn a_string_is_read_as_each_type_that_is_asked_for() {
    let frame = Frame::empty().child(["rate=0.5", "seed=~"]).unwrap();
    for _ in 0..3 {
        assert_eq!(frame.get::<String>("rate").unwrap().as_deref(), Some("0.5"));
        assert_eq!(frame.get::<f64>("rate").unwrap(), Some(0.5));
        assert_eq!(frame.get::<Option<String>>("seed").unwrap(), Some(None));
        let refused = frame.get::<Vec<f64>>("rate").unwrap_err().to_string();
        assert!(refused.starts_with("cannot read rate as list"), "{refused}");
    }
}

#[test]
fn an_invalid_key_is_refused_where_nothing_was_read_yet() {
    fn read() -> Result<i64, hyperparameter::Error> {
        with_params! { try get read = [""] or 0; Ok(read) }
    }
    let refused = std::thread::spawn(|| read().is_err());
    assert!(refused.join().unwrap());
}

#[test]
fn a_destructor_of_the_ending_thread_reads_the_baseline() {
    struct ReadsLast(std::sync::mpsc::Sender<f64>);
    impl Drop for ReadsLast {
        fn drop(&mut self) {
            let _ = self.0.send(rate());
        }
    }
    thread_local!(static LAST: std::cell::RefCell<Option<ReadsLast>> = const { std::cell::RefCell::new(None) });

    let (sender, received) = std::sync::mpsc::channel();
    let thread = std::thread::spawn(move || {
        // Made before the thread's frame is, so that it goes after it.
        LAST.with_borrow_mut(|last| *last = Some(ReadsLast(sender)));
        std::mem::forget(enter(frame_with(0.1)));
        assert_eq!(twice(), (0.1, 0.1));
    });
    thread.join().unwrap();
    assert_eq!(received.recv().unwrap(), 0.5);
}
