"""examples/train.py: what -D sets is what the network is trained with."""

import re

import pytest

HEADING = re.compile(r"lr=(\S+), batch_size=(\S+), warmup=(\S+)\n")
RESULT = re.compile(r"^test accuracy: (\d\.\d{4})\n\Z", re.MULTILINE)


@pytest.fixture
def train(output_of):
    def run(*arguments):
        output = output_of("train.py", *arguments)
        return HEADING.match(output).groups(), float(RESULT.search(output)[1])

    return run


def test_the_defaults_train_a_network_that_reads_most_digits(train):
    settings, accuracy = train()

    assert settings == ("0.001", "32", "500")
    assert accuracy > 0.9


def test_a_lower_rate_and_a_larger_batch_learn_less_in_as_many_epochs(train):
    _, default = train()
    settings, accuracy = train("-D", "train.lr=5e-4", "-D", "train.batch_size=64")

    assert settings == ("0.0005", "64", "500")
    assert accuracy < default - 0.05


def test_a_higher_rate_without_warm_up_learns_more(train):
    _, default = train()
    settings, accuracy = train("-D", "train.lr=0.01", "train.warmup_steps=0")

    assert settings == ("0.01", "32", "0")
    assert accuracy > default + 0.01


# Two epochs, in which the network is still far from what it can reach.
@pytest.mark.parametrize(
    "definition", ["train.lr=0.01", "train.batch_size=8", "train.warmup_steps=0"]
)
def test_each_setting_alone_moves_the_accuracy(train, definition):
    _, default = train("-D", "train.epochs=2")
    _, accuracy = train("-D", "train.epochs=2", definition)

    assert abs(accuracy - default) > 0.05


def test_a_seed_decides_the_whole_run(output_of):
    first, again, other = (
        output_of("train.py", "-D", "train.epochs=5", f"train.seed={seed}") for seed in (1, 1, 2)
    )

    assert first == again
    assert first != other


def test_a_diverging_training_stops_and_says_so(output_of):
    output = output_of("train.py", "-D", "train.lr=inf")

    assert "epoch   1: diverged" in output


@pytest.mark.parametrize(
    ("definition", "reason"),
    [
        ("train.lr=fast", 'cannot read train.lr as float: "fast" (from "train.lr=fast", item 1)'),
        ("train.batch_size=2.5", "cannot read train.batch_size as int"),
        ("train.lr", 'bad definition "train.lr", item 1: it has no "="'),
        ("=1", "bad definition"),
        ("train..lr=1", "bad definition"),
        ("train.lrr=1", "nothing reads train.lrr"),
        ("train.batch_size=0", "train.batch_size is 0"),
        ("train.warmup_steps=-1", "train.warmup_steps is -1"),
    ],
)
def test_a_bad_definition_is_one_line_and_no_training(run_example, definition, reason):
    ended = run_example("train.py", "-D", definition)

    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr.startswith(f"train.py: error: {reason}")
    assert ended.stderr.count("\n") == 1
