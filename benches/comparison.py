"""The table of what this library does beside what people use today, for the pages.

    python benches/comparison.py target/bench/results.json docs/comparison.md README.md

It runs each library and looks at what happens: a cell says what was seen here, and what
cannot be run says where its documentation says so. Costs are those of the benches. The
table is written between the markers of the pages; a page whose name ends with `.zh.md`
has it in Chinese, and a README without the last column, which no phone has room for.
"""

from __future__ import annotations

import asyncio
import importlib.metadata
import os
import sys
import tempfile
import threading
import warnings
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from unittest import mock

from results import OURS, Results
from targets import SCOPE, written

BEGIN, END = "<!-- comparison -->", "<!-- /comparison -->"


class Library:
    """How one library is asked; ``lr`` is 0.1 there, and ``steps`` is 10."""

    name: str
    #: Under which name the benches know it.
    subject: str

    @contextmanager
    def overriding(self, value):
        """The library's own way to override ``lr`` for a block, if it has one."""
        raise NotImplementedError

    @contextmanager
    def changed(self, value):
        """The alternative without a block: change the shared object, and change it back."""
        with self.overriding(value):
            yield

    def read(self):
        """``lr`` as it is now."""
        raise NotImplementedError

    def steps_from(self, value):
        """``steps`` after ``value`` was set, as a program reads that wants an int."""
        raise NotImplementedError

    def set_misspelled(self):
        """Sets a key that nobody ever reads."""
        raise NotImplementedError

    def from_file(self, folder):
        """``lr`` from a file that says 0.2."""
        raise NotImplementedError

    def from_text(self):
        """``lr`` from the string ``0.2`` of a command line."""
        raise NotImplementedError

    def called(self):
        """What a function with an argument ``lr`` gets that is called without."""
        raise NotImplementedError


class Ours(Library):
    name = OURS
    subject = OURS

    def __init__(self):
        import hyperparameter

        self.of = hyperparameter
        self.scope = hyperparameter.param_scope

        @hyperparameter.auto_param("train")
        def train(lr=0.1):
            return lr

        self.train = train

    def overriding(self, value):
        return self.scope(**{"train.lr": value})

    def read(self):
        return self.scope.train.lr | 0.1

    def steps_from(self, value):
        with self.scope(**{"train.steps": value}):
            return self.scope.train.steps | 10

    def set_misspelled(self):
        with self.scope(**{"train.lrr": 0.2}):
            self.read()

    def from_text(self):
        with self.scope("train.lr=0.2"):
            return self.read()

    def called(self):
        with self.overriding(0.2):
            return self.train()


@dataclass
class Train:
    lr: float = 0.1
    steps: int = 10


@dataclass
class Config:
    train: Train = field(default_factory=Train)


class OmegaConf(Library):
    """OmegaConf with a structured config, which checks types; Hydra for files and flags."""

    name = "Hydra, OmegaConf"
    subject = "OmegaConf"

    def __init__(self):
        from omegaconf import OmegaConf

        self.of = OmegaConf
        self.config = OmegaConf.structured(Config)

    @contextmanager
    def changed(self, value):
        before, self.config.train.lr = self.config.train.lr, value
        try:
            yield
        finally:
            self.config.train.lr = before

    def read(self):
        return self.config.train.lr

    def steps_from(self, value):
        self.config.train.steps = value
        return self.config.train.steps

    def set_misspelled(self):
        self.config.train.lrr = 0.2

    def from_file(self, folder):
        path = folder / "config.yaml"
        path.write_text("train:\n  lr: 0.2\n")
        return self.of.merge(self.config, self.of.load(path)).train.lr

    def from_text(self):
        from hydra import compose, initialize_config_dir

        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "config.yaml").write_text("train:\n  lr: 0.1\n")
            with initialize_config_dir(folder, version_base="1.3"):
                return compose("config", overrides=["train.lr=0.2"]).train.lr

    def called(self):
        from hydra.utils import instantiate

        return instantiate({"_target_": "builtins.dict", "lr": 0.2})["lr"]


@cache
def configurable():
    """Once: gin has one registry for the process."""
    import gin

    @gin.configurable(module="comparison")
    def train(lr=0.1, steps=10):
        return lr, steps

    return train


class Gin(Library):
    """Its scopes choose among values that were bound before."""

    name = "gin"
    subject = "gin"

    def __init__(self):
        import gin

        self.of = gin
        gin.clear_config()

        self.train = configurable()
        gin.parse_config(["override/train.lr = 0.2"])

    def overriding(self, value):
        return self.of.config_scope("override")

    def read(self):
        return self.train()[0]

    def steps_from(self, value):
        with self.of.unlock_config():
            self.of.bind_parameter("train.steps", value)
        return self.train()[1]

    def set_misspelled(self):
        self.of.parse_config(["train.lrr = 0.2"])

    def from_file(self, folder):
        path = folder / "config.gin"
        path.write_text("file/train.lr = 0.2\n")
        self.of.parse_config_file(str(path))
        with self.of.config_scope("file"):
            return self.read()

    def from_text(self):
        self.of.parse_config_files_and_bindings([], ["flag/train.lr = 0.2"])
        with self.of.unlock_config(), self.of.config_scope("flag"):
            return self.read()

    def called(self):
        with self.overriding(0.2):
            return self.train()[0]


class Dynaconf(Library):
    name = "dynaconf"
    subject = "dynaconf"

    def __init__(self):
        from dynaconf import Dynaconf

        self.of = Dynaconf
        self.settings = Dynaconf(train={"lr": 0.1, "steps": 10})

    @contextmanager
    def changed(self, value):
        before = self.read()
        self.settings.set("train.lr", value)
        try:
            yield
        finally:
            self.settings.set("train.lr", before)

    def read(self):
        return self.settings.get("train.lr")

    def steps_from(self, value):
        self.settings.set("train.steps", value)
        return self.settings.get("train.steps", cast="@int")

    def set_misspelled(self):
        self.settings.set("train.lrr", 0.2)

    def from_file(self, folder):
        path = folder / "settings.toml"
        path.write_text("[train]\nlr = 0.2\n")
        return self.of(settings_files=[str(path)]).train.lr


class MlCollections(Library):
    name = "ml_collections"
    subject = "ml_collections"

    def __init__(self):
        from ml_collections import ConfigDict

        self.config = ConfigDict({"train": {"lr": 0.1, "steps": 10}}).lock()

    @contextmanager
    def changed(self, value):
        before, self.config.train.lr = self.config.train.lr, value
        try:
            yield
        finally:
            self.config.train.lr = before

    def read(self):
        return self.config.train.lr

    def steps_from(self, value):
        self.config.train.steps = value
        return self.config.train.steps

    def set_misspelled(self):
        self.config.train.lrr = 0.2

    def from_text(self):
        from absl import flags
        from ml_collections import config_flags

        values = flags.FlagValues()
        line = ["program", "--config.train.lr=0.2"]
        with mock.patch.object(sys, "argv", line):
            config_flags.DEFINE_config_dict("config", self.config, flag_values=values)
            values(line)
        return values.config.train.lr


class Variable(Library):
    """The floor of the benches, with its reset in a `finally`."""

    name = "`ContextVar` by hand"
    subject = "floor"

    def __init__(self):
        self.lr = ContextVar("lr", default=0.1)
        self.steps = ContextVar("steps", default=10)

    @contextmanager
    def changed(self, value):
        token = self.lr.set(value)
        try:
            yield
        finally:
            self.lr.reset(token)

    def read(self):
        return self.lr.get()

    def steps_from(self, value):
        self.steps.set(value)
        return self.steps.get()

    def set_misspelled(self):
        self.lrr.set(0.2)


#: The order of the columns; the last has no room in a README.
LIBRARIES = (Ours, OmegaConf, Gin, Dynaconf, Variable, MlCollections)


def has_block(library):
    """Whether there is a block of the library's own that overrides and restores."""
    try:
        with library.overriding(0.2):
            inside = library.read()
    except NotImplementedError:
        return "by hand" if isinstance(library, Variable) else "no"
    assert (inside, library.read()) == (0.2, 0.1)
    return "only values bound in advance" if isinstance(library, Gin) else "yes"


def restored(library):
    """Whether an error in the block leaves the value as it was."""
    if has_block(library) in ("no", "by hand"):
        return "by hand"
    with suppress(ZeroDivisionError), library.overriding(0.2):
        _ = 1 / 0
    return yes(library.read() == 0.1)


def in_threads(library):
    """Whether a thread that runs meanwhile keeps its own value."""
    seen = []
    ready, go = threading.Event(), threading.Event()

    def other():
        ready.set()
        go.wait()
        seen.append(library.read())

    thread = threading.Thread(target=other)
    thread.start()
    ready.wait()
    with library.changed(0.2):
        go.set()
        thread.join()
    return yes(seen == [0.1])


def in_tasks(library):
    """Whether a task that runs meanwhile keeps its own value."""

    async def other(begun):
        await begun.wait()
        return library.read()

    async def main():
        begun = asyncio.Event()
        task = asyncio.create_task(other(begun))
        with library.changed(0.2):
            begun.set()
            return await task

    return yes(asyncio.run(main()) == 0.1)


def lossy(library):
    """Whether 1.5 where an int is wanted is an error."""
    return refused(lambda: library.steps_from(1.5))


def wrong_type(library):
    """Whether a word where an int is wanted is an error."""
    return refused(lambda: library.steps_from("many"))


def misspelled(library):
    """Whether setting a key that nobody reads is an error."""
    return refused(library.set_misspelled)


def file(library):
    with tempfile.TemporaryDirectory() as folder:
        return can(lambda: library.from_file(Path(folder)))


def command_line(library):
    return can(library.from_text)


def arguments(library):
    found = can(library.called)
    return "`_target_`" if found == "yes" and isinstance(library, OmegaConf) else found


def yes(seen):
    return "yes" if seen else "no"


def refused(action):
    try:
        action()
    except Exception:
        return "yes"
    return "no"


def can(action):
    try:
        found = action()
    except NotImplementedError:
        return "no"
    assert float(found) == 0.2, found
    return "yes"


QUESTIONS = {
    "overrides a value for a block": has_block,
    "restores it when the block raises": restored,
    "other threads keep their value": in_threads,
    "other asyncio tasks keep theirs": in_tasks,
    "1.5 for an int is an error": lossy,
    '"many" for an int is an error': wrong_type,
    "a misspelled key is an error": misspelled,
    "binds function arguments": arguments,
    "values from the command line": command_line,
    "reads configuration files": file,
}
COSTS = {
    "cost of a read in one scope (by hand: 1)": ("read", "one scope"),
    "cost of overriding one of 10,000 keys (by hand: 1)": (SCOPE, "10,000 keys"),
}

CHINESE = {
    "": "",
    "yes": "是",
    "no": "否",
    "by hand": "需自己写",
    "only values bound in advance": "仅限预先绑定的值",
    "`_target_`": "`_target_`",
    "`ContextVar` by hand": "手写 `ContextVar`",
    "overrides a value for a block": "在代码块内覆盖参数",
    "restores it when the block raises": "代码块抛出异常时回滚",
    "other threads keep their value": "其他线程不受影响",
    "other asyncio tasks keep theirs": "其他 asyncio 任务不受影响",
    "1.5 for an int is an error": "需要整数时 1.5 会报错",
    '"many" for an int is an error': '需要整数时 "many" 会报错',
    "a misspelled key is an error": "拼错的 key 会报错",
    "binds function arguments": "绑定函数参数",
    "values from the command line": "从命令行取值",
    "reads configuration files": "读取配置文件",
    "cost of a read in one scope (by hand: 1)": "在一层作用域内读取一次的开销（手写为 1）",
    "cost of overriding one of 10,000 keys (by hand: 1)": (
        "已有 10,000 个 key 时覆盖其中一个的开销（手写为 1）"
    ),
}


def rows(results: Results) -> list[list[str]]:
    """The table as words, its head first."""
    table = [["", *(library.name for library in LIBRARIES)]]
    for question, ask in QUESTIONS.items():
        # Each on its own: a gin that parsed a file, say, would not be the same again.
        table.append([question, *(ask(library()) for library in LIBRARIES)])
    for cost, (operation, fixture) in COSTS.items():
        cells = []
        for library in LIBRARIES:
            found = results.of("Python", operation, library.subject).get(fixture)
            ratio = 1 if library is Variable else found and found["ratio"]
            cells.append(written(ratio) if ratio else "–")
        table.append([cost, *cells])
    return table


#: The packages that are run, by the name of their column.
PACKAGES = {
    OmegaConf.name: ["hydra-core", "omegaconf"],
    Gin.name: ["gin-config"],
    Dynaconf.name: ["dynaconf"],
    MlCollections.name: ["ml_collections"],
}


def versions(columns: list[str]) -> str:
    """The versions of the packages that a table with these columns compares."""
    names = [name for column in columns for name in PACKAGES.get(column, [])]
    return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)


NOTE = (
    "Every cell was checked by running the library: {versions}.\n"
    "For a library that cannot override a value for a block, the yes/no rows were tested by "
    "changing the shared object and changing it back; the cost of overriding was measured by "
    "copying the configuration and changing the copy.\n"
    "Costs are relative to hand-written code and differ from run to run; "
    "the [benchmarks]({benches}) say how they are measured."
)
NOTE_CHINESE = (
    "每一格都由脚本运行相应的库得到（{versions}）。"
    "对于不支持在代码块内覆盖的库，测试回滚和相互影响时，做法是修改共享对象再改回来；"
    "测量覆盖的开销时，做法是复制整份配置再修改副本。"
    "开销以手写实现为 1，每次运行略有出入，测量方法见[基准测试]({benches})。"
)


def markdown(table: list[list[str]], last: int) -> str:
    lines = [row[: last + 1] for row in table]
    lines.insert(1, ["---"] * (last + 1))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write(path: Path, table: list[list[str]]) -> None:
    note = NOTE
    last = len(LIBRARIES) - (path.name.startswith("README"))
    head = table[0][: last + 1]
    if path.name.endswith(".zh.md"):
        note = NOTE_CHINESE
        table = [[CHINESE.get(cell, cell) for cell in row] for row in table]
    page = path.read_text(encoding="utf-8")
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{path} has no {BEGIN} with {END} after it")
    benches = os.path.relpath("benches/README.md", path.parent)
    note = note.format(versions=versions(head), benches=benches)
    text = "\n\n".join([BEGIN, markdown(table, last), note, END])
    path.write_text(before + text + after, encoding="utf-8")


def main(results: str, *pages: str) -> None:
    warnings.simplefilter("ignore")
    table = rows(Results.read(Path(results)))
    for page in pages:
        write(Path(page), table)


if __name__ == "__main__":
    main(*sys.argv[1:])
