"""examples/serve_threads.py and serve_asyncio.py: overrides do not cross between requests.

A request that sends ``Expect: 100-continue`` is told to go on once its overrides
are in force, and is answered only after it has sent its items. Between the two it
is open for as long as a test likes, so requests overlap without any clock.
"""

import json
import random
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from http.client import parse_headers

import pytest

SERVERS = ["serve_threads.py", "serve_asyncio.py"]
SECONDS = 60  # after which whatever still waits has failed
SCORES = {"a": 0.1, "b": 0.3, "c": 0.5, "d": 0.7, "e": 0.9}
ITEMS = [{"id": name, "score": score} for name, score in SCORES.items()]


ON = "rerank.use_new=true"


class Request:
    """A request whose overrides are in force and whose items are not yet sent."""

    def __init__(self, port, query="", path="/rank", items=ITEMS, expect="100-continue"):
        self.body = json.dumps(items).encode()
        self.socket = socket.create_connection(("127.0.0.1", port), SECONDS)
        self.reader = self.socket.makefile("rb")
        head = (
            f"POST {path}?{query} HTTP/1.1\r\nHost: localhost\r\n"
            f"Expect: {expect}\r\nContent-Length: {len(self.body)}\r\n\r\n"
        )
        self.socket.sendall(head.encode())
        if not expect:
            self.socket.sendall(self.body)
        self.status = self.read_status()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.reader.close()
        self.socket.close()

    def read_status(self):
        status = int(self.reader.readline().split()[1])
        if status == 100:
            assert self.reader.readline() == b"\r\n"
        return status

    def answer(self):
        """Sends the items if they are wanted; returns the status and content."""
        if self.status == 100:
            self.socket.sendall(self.body)
            self.status = self.read_status()
        headers = parse_headers(self.reader)
        return self.status, json.loads(self.reader.read(int(headers["Content-Length"])))

    def kept(self):
        """The names of the items in the answer."""
        status, content = self.answer()
        assert status == 200
        return "".join(item["id"] for item in content)


@contextmanager
def serving(program, *arguments):
    """The port of a server that runs for the block."""
    command = [sys.executable, program, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        giving_up = threading.Timer(SECONDS, process.kill)
        giving_up.start()
        try:
            yield int(process.stdout.readline().rpartition(":")[2])
        finally:
            giving_up.cancel()
            process.kill()


@pytest.fixture(scope="module", params=SERVERS)
def port(request, examples):
    with serving(examples / request.param) as port:
        yield port


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_two_open_requests_are_answered_by_their_own_overrides(port, order):
    strict, lenient = f"{ON}&rerank.threshold=0.6", f"{ON}&rerank.threshold=0.2"
    with Request(port, strict) as a, Request(port, lenient) as b:
        requests = {"a": a, "b": b}
        kept = {name: requests[name].kept() for name in order}

    assert kept == {"a": "de", "b": "bcde"}


def test_a_request_without_overrides_is_untouched_by_one_that_is_open(port):
    with Request(port, ON) as _, Request(port) as plain:
        assert plain.kept() == "abcde"


def test_overrides_end_with_their_request(port):
    with Request(port, ON) as request:
        assert request.kept() == "e"
    with Request(port) as request:
        assert request.kept() == "abcde"


def test_many_open_requests_are_answered_by_their_own_overrides_in_any_order(port):
    with ExitStack() as stack:
        requests = []
        for n in range(40):
            threshold = n % 11 / 10
            query = f"{ON}&rerank.threshold={threshold}"
            requests.append((threshold, stack.enter_context(Request(port, query))))
        random.Random(0).shuffle(requests)
        for threshold, request in requests:
            expected = "".join(i for i, score in SCORES.items() if score >= threshold)
            assert request.kept() == expected


def test_requests_that_arrive_at_once_are_answered_by_their_own_overrides(port):
    clients = 8
    start = threading.Barrier(clients, timeout=SECONDS)

    def ask(client):
        query = f"{ON}&rerank.threshold=0.{client}"
        start.wait()
        answers = set()
        for _ in range(20):
            with Request(port, query) as request:
                answers.add(request.kept())
        return answers

    with ThreadPoolExecutor(clients) as pool:
        answers = list(pool.map(ask, range(clients)))

    kept = ["abcde", "abcde", "bcde", "bcde", "cde", "cde", "de", "de"]
    assert answers == [{names} for names in kept]


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("rerank.use_new=maybe", 'cannot read rerank.use_new as bool: "maybe"'),
        ("rerank.threshold=high", 'cannot read rerank.threshold as float: "high"'),
        ("rerank.threshold=", 'cannot read rerank.threshold as float: ""'),
    ],
)
def test_an_override_that_cannot_be_read_is_a_bad_request(port, query, reason):
    with Request(port, query) as request:
        status, content = request.answer()

    assert status == 400
    assert content["error"].startswith(reason)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("train.lr=1", "a request may not override 'train.lr'"),
        (f"{ON}&rerank=1", "a request may not override 'rerank'"),
        ("rerank.threshold", "bad query field"),
    ],
)
def test_an_override_that_is_not_allowed_is_refused_before_the_items_are_sent(port, query, reason):
    with Request(port, query) as request:
        assert request.status == 400
        status, content = request.answer()

    assert status == 400
    assert content["error"].startswith(reason)


def test_items_are_answered_also_when_they_are_sent_at_once_with_the_request(port):
    with Request(port, ON, expect="") as request:
        assert request.kept() == "e"
    with Request(port, "train.lr=1", expect="") as request:
        assert request.answer()[0] == 400


def test_items_that_are_no_list_are_a_bad_request(port):
    with Request(port, items={"id": "a"}) as request:
        assert request.answer()[0] == 400


def test_another_path_is_not_found(port):
    with Request(port, path="/train") as request:
        assert request.status == 404


@pytest.mark.parametrize("program", SERVERS)
def test_requests_start_from_the_definitions_of_the_server(examples, program):
    definitions = ["-D", "rerank.use_new=yes", "rerank.threshold=0.6"]
    with serving(examples / program, *definitions) as port:
        with Request(port) as request:
            assert request.kept() == "de"
        with Request(port, "rerank.threshold=0.4") as request:
            assert request.kept() == "cde"
        with Request(port, "rerank.use_new=no") as request:
            assert request.kept() == "abcde"


@pytest.mark.parametrize("program", SERVERS)
@pytest.mark.parametrize("definition", ["rerank.threshold", "rerank.threshold=high"])
def test_a_server_with_a_bad_definition_does_not_start(run_example, program, definition):
    ended = run_example(program, "-D", definition)

    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(f"{program}: error: ")
    assert ended.stderr.count("\n") == 1
