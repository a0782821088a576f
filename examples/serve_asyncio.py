"""The request server of serve_threads.py in one thread, over asyncio streams.

All requests share the thread, but each has its own overrides, also while it waits for
its body and other requests run. Run it, and send requests from another terminal::

    python examples/serve_asyncio.py --port 8000 -D rerank.threshold=0.5
    curl 'http://127.0.0.1:8000/rank?rerank.use_new=on' \\
        -d '[{"id": "a", "score": 0.9}, {"id": "b", "score": 0.3}]'
"""

import argparse
import asyncio
import contextlib
import io
import json
from http import HTTPStatus
from http.client import HTTPException, parse_headers
from urllib.parse import urlsplit

from ranking import MAX_BODY, length_of, overrides_of, ranked, rerank

from hyperparameter import HyperparameterError, param_scope

TIMEOUT = 30


async def answer(reader, writer):
    """Reads one request and returns the status and content of its answer."""
    request_line, _, headers = (await reader.readuntil(b"\r\n\r\n")).partition(b"\r\n")
    method, target, _ = request_line.decode("ascii").split(" ")
    url = urlsplit(target)
    if (method, url.path) != ("POST", "/rank"):
        return 404, {"error": f"there is no {method} {url.path}, only POST /rank"}
    headers = parse_headers(io.BytesIO(headers))
    length = length_of(headers)
    # The scope belongs to this task: during an `await`, other tasks do not see it.
    with param_scope(overrides_of(url.query)):
        if headers.get("Expect", "").lower() == "100-continue":
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        return 200, ranked(await reader.readexactly(length))


async def handle(reader, writer):
    # A client that disconnects early gets no response.
    with contextlib.suppress(asyncio.IncompleteReadError, asyncio.TimeoutError, ConnectionError):
        try:
            status, content = await asyncio.wait_for(answer(reader, writer), TIMEOUT)
        except (HyperparameterError, ValueError, HTTPException, asyncio.LimitOverrunError) as error:
            status, content = 400, {"error": str(error)}
        body = json.dumps(content).encode() + b"\n"
        writer.write(
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"
            "Content-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n"
            "Connection: close\r\n\r\n".encode()
            + body
        )
        # Closing with part of a request unread would reset the connection and
        # could take the answer along, so the client closes first.
        writer.write_eof()
        await asyncio.wait_for(reader.readexactly(MAX_BODY), TIMEOUT)
    writer.close()


async def serve(port):
    # The tasks of the requests start from the frame that is current here.
    server = await asyncio.start_server(handle, "127.0.0.1", port)
    async with server:
        print(f"serving on http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
        await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free one")
    parser.add_argument("-D", "--define", nargs="*", default=[], action="extend")
    args = parser.parse_args()

    try:
        with param_scope(*args.define), contextlib.suppress(KeyboardInterrupt):
            # A server whose own settings cannot be read had better not start.
            rerank([])
            asyncio.run(serve(args.port))
    except HyperparameterError as error:
        parser.exit(2, f"{parser.prog}: error: {error}\n")
