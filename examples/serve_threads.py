"""A request server with a thread per request, each with overrides of its own.

``-D`` sets parameters for all requests, the query string for one request. Run it,
and send requests from another terminal::

    python examples/serve_threads.py --port 8000 -D rerank.threshold=0.5
    curl 'http://127.0.0.1:8000/rank?rerank.use_new=on' \\
        -d '[{"id": "a", "score": 0.9}, {"id": "b", "score": 0.3}]'

A request that sets a forbidden key, or a value that cannot be converted, gets status
400 and the reason.
"""

import argparse
import contextlib
import json
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from ranking import MAX_BODY, length_of, overrides_of, ranked, rerank

from hyperparameter import HyperparameterError, frozen, param_scope


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_POST(self):
        url = urlsplit(self.path)
        if url.path != "/rank":
            return self.answer(404, {"error": f"there is no {url.path}, only /rank"})
        try:
            length = length_of(self.headers)
            # Until the end of the block, all reads of this thread see the overrides,
            # and no other thread does, however long the body takes.
            with param_scope(overrides_of(url.query)):
                if self.headers.get("Expect", "").lower() == "100-continue":
                    self.send_response_only(100)
                    self.end_headers()
                return self.answer(200, ranked(self.rfile.read(length)))
        except (HyperparameterError, ValueError) as error:
            return self.answer(400, {"error": str(error)})

    def handle_expect_100(self):
        # Too early: a client need not send its items when its overrides are refused.
        return True

    def answer(self, status, content):
        body = json.dumps(content).encode() + b"\n"
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        # Closing with part of a request unread would reset the connection and
        # could take the answer along, so the client closes first.
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
            self.rfile.read(MAX_BODY)

    def log_message(self, format, *args):
        """Silent: a line per request would drown the address printed at the start."""


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free one")
    parser.add_argument("-D", "--define", nargs="*", default=[], action="extend")
    args = parser.parse_args()

    try:
        with param_scope(*args.define):
            # A server whose own settings cannot be read had better not start.
            rerank([])
            # A new thread starts from the baseline, not from its creator's scope.
            frozen()
    except HyperparameterError as error:
        parser.exit(2, f"{parser.prog}: error: {error}\n")

    with ThreadingHTTPServer(("127.0.0.1", args.port), Handler) as server:
        print(f"serving on http://127.0.0.1:{server.server_port}", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()
