//! How long an override lasts, and what the block is worth.

#![deny(warnings)]

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};

use hyperparameter::{Error, assign, current, enter, with_params};

fn x() -> i64 {
    with_params! { get x = x or 0; x }
}

#[test]
fn an_override_lasts_for_the_rest_of_the_block() {
    with_params! {
        assert_eq!(0, x());
        set x = 1;
        assert_eq!(1, x());
        set x = 2;
        assert_eq!(2, x());
    }

    assert_eq!(0, x());
}

#[test]
fn inner_scopes_win_and_end_first() {
    with_params! {
        set x = 1;
        with_params! {
            set x = 2;
            assert_eq!(2, x());
        };
        assert_eq!(1, x());
        for i in 3..5 {
            with_params! {
                set x = i;
                assert_eq!(i, x());
            }
        }
        assert_eq!(1, x());
    }

    assert_eq!(0, x());
}

#[test]
fn the_value_of_the_block_is_its_last_expression() {
    let tail = with_params! { set x = 1; x() };
    let unit: () = with_params! { set x = 1; };
    let statement: () = with_params! { set x = 1; x(); };
    let empty: () = with_params! {};
    let plain = with_params! { 5 };
    let chained = with_params! { set x = 3; x() }.pow(2);
    let argument = i64::max(
        with_params! { set x = 1; x() },
        with_params!(set x = 7; x()),
    );
    let branch = if with_params! { set x = 1; x() == 1 } {
        "yes"
    } else {
        "no"
    };

    assert_eq!(1, tail);
    assert_eq!(((), (), ()), (unit, statement, empty));
    assert_eq!(5, plain);
    assert_eq!(9, chained);
    assert_eq!(7, argument);
    assert_eq!("yes", branch);
}

#[test]
fn the_expected_type_reaches_the_last_expression() {
    let length: Box<dyn Fn(&str) -> usize> =
        with_params! { set x = 1; Box::new(|text| text.len()) };
    let all: Vec<Box<dyn ToString>> = with_params! { set x = 1; vec![Box::new(1), Box::new('a')] };

    assert_eq!(2, length("ab"));
    assert_eq!(2, all.len());
}

#[test]
fn what_the_last_expression_borrows_from_the_block_ends_before_it() {
    let n = with_params! {
        set x = 4;
        let shared = RefCell::new(vec![x()]);
        shared.borrow()[0]
    };

    assert_eq!(4, n);
}

#[test]
fn locals_and_temporaries_are_dropped_inside_the_scope() {
    struct Seen<'a>(&'a RefCell<Vec<i64>>);
    impl Drop for Seen<'_> {
        fn drop(&mut self) {
            self.0.borrow_mut().push(x());
        }
    }
    impl Seen<'_> {
        fn number(&self) -> i64 {
            1
        }
    }
    let seen = RefCell::new(Vec::new());
    with_params! {
        let _local = Seen(&seen);
        set x = 5;
        Seen(&seen).number()
    };

    assert_eq!(vec![5, 5], seen.into_inner());
}

#[test]
fn values_are_evaluated_in_place_and_may_use_parameters() {
    let n = with_params! {
        set x = 1;
        set x = x() + with_params! { set x = 10; x() };
        x()
    };

    assert_eq!(11, n);
}

#[test]
fn variables_outside_can_be_initialised_moved_and_changed() {
    let late;
    let mut count = 0;
    let moved = String::from("m");
    let n = with_params! {
        set x = 1;
        late = x();
        count += 1;
        moved.into_bytes().len()
    };

    assert_eq!((1, 1, 1), (late, count, n));
}

#[test]
fn return_leaves_the_scope() {
    fn early(now: bool) -> i64 {
        with_params! {
            set x = 8;
            if now {
                return x();
            }
        }
        x()
    }

    assert_eq!((8, 0), (early(true), early(false)));
    assert_eq!(0, x());
}

#[test]
fn break_and_continue_leave_the_scope() {
    let mut seen = Vec::new();
    let value = 'outer: loop {
        for i in 1.. {
            with_params! {
                set x = i;
                if i == 2 {
                    continue;
                }
                if i == 4 {
                    break 'outer x();
                }
                seen.push(x());
            }
            assert_eq!(0, x());
        }
    };

    assert_eq!(4, value);
    assert_eq!(vec![1, 3], seen);
    assert_eq!(0, x());
}

#[test]
fn a_question_mark_leaves_the_scope() {
    fn parse(text: &str) -> Result<i64, std::num::ParseIntError> {
        with_params! {
            set x = 3;
            let n: i64 = text.parse()?;
            Ok(n + x())
        }
    }

    assert_eq!(Ok(10), parse("7"));
    assert!(parse("seven").is_err());
    assert_eq!(0, x());
}

#[test]
fn a_panic_leaves_the_scope() {
    let caught = catch_unwind(AssertUnwindSafe(|| {
        with_params! {
            set x = 3;
            with_params! {
                set x = 4;
                std::panic::resume_unwind(Box::new(x()));
            }
        }
    }));

    assert_eq!(Some(&4), caught.unwrap_err().downcast_ref::<i64>());
    assert_eq!(0, x());
}

#[test]
fn a_failed_directive_leaves_what_was_before() {
    fn fails() -> Result<(), Error> {
        with_params! {
            set x = 1;
            try params ["x=2", "oops"];
        }
        Ok(())
    }

    assert!(fails().is_err());
    assert_eq!(0, x());
}

#[test]
fn a_source_with_a_bad_setting_in_its_middle_sets_nothing() {
    struct OnTheWayOut<'a>(&'a Cell<i64>);
    impl Drop for OnTheWayOut<'_> {
        fn drop(&mut self) {
            self.0.set(x());
        }
    }
    fn fails(seen: &Cell<i64>) -> Result<(), Error> {
        with_params! {
            set x = 1;
            let _seen = OnTheWayOut(seen);
            try params ["x=2", "oops"];
        }
        Ok(())
    }
    let seen = Cell::new(0);

    assert!(fails(&seen).is_err());
    assert_eq!(1, seen.get());
}

#[test]
fn a_block_that_only_reads_opens_no_scope() {
    with_params! {
        set x = 1;
        with_params! {
            get before = x or 0;
            hyperparameter::assign("x", before + 1).unwrap();
        }
        assert_eq!(2, x());
    }

    assert_eq!(0, x());
}

#[test]
fn overrides_stay_in_their_thread() {
    with_params! {
        set x = 1;
        assert_eq!(0, std::thread::spawn(x).join().unwrap());
    }
}

#[test]
fn a_snapshot_outlives_the_block() {
    let snapshot = with_params! { set x = 6; current() };

    assert_eq!(0, x());
    assert_eq!(6, hyperparameter::with_frame(snapshot, x));
}

#[test]
fn items_and_labels_may_stand_in_the_block() {
    let n = with_params! {
        set x = 1;
        const TWICE: i64 = 2;
        fn twice(n: i64) -> i64 {
            n * TWICE
        }
        #[allow(unused_variables)]
        let unused = 0;
        #[rustfmt::skip]
        fn unused_too() -> i64 { 0 }
        let labelled = 'here: {
            if x() == 1 {
                break 'here twice(x());
            }
            0
        };
        labelled + unused_too()
    };

    assert_eq!(2, n);
}

#[test]
fn what_a_block_sets_outlives_a_scope_opened_inside_it() {
    let seen = with_params! {
        set scope_inside.a = 1;
        let inner = enter(current());
        set scope_inside.b = 2;
        drop(inner);
        get b = scope_inside.b or 0;
        b
    };

    assert_eq!(seen, 2);
}

#[test]
fn an_assignment_before_the_first_set_ends_with_the_block() {
    with_params! {
        assign("assigned_early", 1).unwrap();
        set scope_inside.c = 2;
    };

    assert_eq!(current().get::<i64>("assigned_early").unwrap(), None);
}

#[test]
fn an_unset_key_and_all_below_it_are_gone_for_the_rest_of_the_block() {
    let computed = "gone.b";
    with_params! {
        set gone = 1;
        set gone.a = 2;
        set gone.b.c = 3;
        with_params! {
            unset [computed];
            assert_eq!(current().keys("gone").unwrap().len(), 2);
            unset gone;
            assert_eq!(current().keys("gone").unwrap(), []);
            set gone.a = 4;
            get a = gone.a or 0;
            assert_eq!(a, 4);
        };
        assert_eq!(current().keys("gone").unwrap().len(), 3);
    };
}

#[test]
fn what_a_block_unsets_stays_so_after_a_scope_opened_inside_it() {
    with_params! {
        set unset_inside.a = 1;
        with_params! {
            set unset_inside.b = 2;
            let inner = enter(current().child(["unset_inside.a=3"]).unwrap());
            unset unset_inside.a;
            assert_eq!(current().get::<i64>("unset_inside.a").unwrap(), None);
            drop(inner);
            assert_eq!(current().get::<i64>("unset_inside.a").unwrap(), None);
        };
        assert_eq!(current().get::<i64>("unset_inside.a").unwrap(), Some(1));
    };
}

#[test]
fn a_key_that_cannot_be_unset_is_returned_with_try() {
    let refused: Result<(), Error> = (|| {
        with_params! {
            try unset ["a..b"];
            Ok(())
        }
    })();

    assert_eq!(
        refused.unwrap_err().kind(),
        hyperparameter::ErrorKind::InvalidKey
    );
}
