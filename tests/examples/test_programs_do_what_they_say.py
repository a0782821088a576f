"""The other programs of examples/: what they print is what their docstrings claim."""

import ast
import re
import sqlite3
from contextlib import closing

import pytest


def test_every_program_says_what_it_shows_and_how_to_run_it(examples):
    for program in examples.glob("*.py"):
        says = ast.get_docstring(ast.parse(program.read_text("utf-8")))

        assert says, program
        # ranking.py is what the two servers share, and no program.
        assert f"python examples/{program.name}" in says or program.name == "ranking.py"


def test_a_variant_changes_one_model_and_is_taken_back(output_of):
    rows = [
        re.fullmatch(r"tree\((.+?)\) (\S+) +nearest\((.+?)\) (\S+)", line).groups()
        for line in output_of("compare_models.py").splitlines()
    ]

    (default, deeper, wider) = rows
    assert default[0] == wider[0] == "depth=1, leaf=1"
    assert deeper[0] == "depth=5, leaf=1"
    assert default[2] == deeper[2] == "neighbors=1, weights=uniform"
    assert wider[2] == "neighbors=9, weights=distance"
    assert default[1] == wider[1] != deeper[1]
    assert default[3] == deeper[3] != wider[3]
    assert all(float(score) > 0.8 for row in rows for score in row[1::2])


def test_each_task_has_the_settings_under_its_own_name(output_of):
    lines = output_of("dynamic_keys.py").splitlines()
    settings = [line.rpartition(", accuracy=")[0] for line in lines]

    assert settings == [
        "cancer: lr=0.01, weight_decay=0.01",
        "iris: lr=0.001, weight_decay=0.01",
        "wine: lr=0.05, weight_decay=0.1",
    ]
    assert all(float(line.rpartition("=")[2]) > 0.7 for line in lines)


def test_a_user_stays_on_the_same_side_in_every_process(output_of):
    first, again = (output_of("ab_split.py", PYTHONHASHSEED=seed) for seed in ("1", "2"))

    assert first == again


def test_about_one_user_in_ten_gets_the_other_algorithm_and_another_answer(output_of):
    split, *answers = output_of("ab_split.py").splitlines()
    experiment, users = map(int, re.match(r"(\d+) of (\d+) users", split).groups())
    found = [re.findall(r"finds (\w+)", line) for line in answers]

    assert 0.07 < experiment / users < 0.13
    assert [new for _, new in found] == ["iris", "lfw", "wine_data"]
    assert any(old != new for old, new in found)


def test_a_job_loads_every_row_in_batches_of_its_own_size(output_of, tmp_path):
    output = output_of("etl.py", "wine.db", "-D", "etl.batch_size=20")
    with closing(sqlite3.connect(tmp_path / "wine.db")) as database:
        count, alcohol = database.execute("SELECT count(*), min(alcohol) FROM wine").fetchone()

    assert output.splitlines() == [
        "daily: rows=178, batches=9, batch_size=20",
        "full_rebuild: rows=178, batches=1, batch_size=5000",
    ]
    assert (count, alcohol) == (178, 11.03)


def test_a_job_gives_up_on_a_locked_database_after_the_tries_it_was_given(run_example, tmp_path):
    with closing(sqlite3.connect(tmp_path / "wine.db", isolation_level=None)) as database:
        database.execute("CREATE TABLE wine (kept)")
        database.execute("BEGIN IMMEDIATE")
        ended = run_example("etl.py", "wine.db", "-D", "etl.retry=2", "etl.timeout=0.01")
        columns = [column[1] for column in database.execute("PRAGMA table_info(wine)")]

    assert (ended.returncode, ended.stderr) == (1, "")
    assert ended.stdout.splitlines() == [
        "daily: try 1 of 2 failed: database is locked",
        "daily: try 2 of 2 failed: database is locked",
    ]
    assert columns == ["kept"]


@pytest.mark.parametrize(
    ("definition", "reason"),
    [
        ("etl.retry=twice", 'cannot read etl.retry as int: "twice"'),
        ("etl.batch_size=0", "etl.batch_size is 0"),
        ("etl", 'bad definition "etl"'),
    ],
)
def test_a_job_with_a_bad_definition_is_one_line_and_no_work(run_example, definition, reason):
    ended = run_example("etl.py", "-D", definition)

    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(f"etl.py: error: {reason}")
    assert ended.stderr.count("\n") == 1


def test_more_patience_trains_longer_and_no_worse(output_of):
    runs = {
        name: (int(passes), float(best))
        for name, passes, best in re.findall(
            r"(\w+): stopped after (\d+) passes, best accuracy (\S+)",
            output_of("early_stopping.py"),
        )
    }

    assert runs["impatient"][0] < runs["default"][0] < runs["patient"][0]
    assert 0.8 < runs["impatient"][1] <= runs["default"][1] <= runs["patient"][1]


def test_shards_are_processed_under_their_own_configuration_on_shared_threads(output_of):
    zscore, minmax, same = output_of("preprocess_shards.py").splitlines()

    assert re.fullmatch(r"zscore: 569 rows, from -\d\.\d\d to \d\.\d\d", zscore)
    assert re.fullmatch(r"minmax, cleaned: [45]\d\d rows, from 0\.00 to 1\.00", minmax)
    assert same == "same result as sequentially: True"


def test_length_and_temperature_change_the_generated_text(output_of):
    output = output_of("llm.py")
    default, short, wild = (line.partition(": ")[2] for line in output.splitlines())

    # The prompt's two words come on top.
    assert len(short.split()) <= 2 + 8 < len(default.split()) <= 2 + 24
    assert default != wild
    assert output == output_of("llm.py")
