"""A key set comes from a file or by one GET, within bounds; nothing is followed."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from gateway.adapters.pyjwt_tokens.source import MAX_BYTES, fetch


@contextmanager
def answering(status: int, body: bytes, **headers: str) -> Iterator[tuple[str, list[str]]]:
    """An address whose server answers so, and the paths that were asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/jwks.json", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_bytes(b"{}")

    assert fetch(tmp_path / "keys.json") == b"{}"


def test_an_address_is_asked_once() -> None:
    with answering(200, b'{"keys": []}') as (url, asked):
        assert fetch(url) == b'{"keys": []}'

    assert asked == ["/jwks.json"]


@pytest.mark.parametrize("status", [201, 302, 404, 500])
def test_another_answer_is_no_key_set_and_nothing_is_followed(status: int) -> None:
    with answering(status, b"{}", Location="/elsewhere") as (url, asked), pytest.raises(OSError, match=str(status)):
        fetch(url)

    assert asked == ["/jwks.json"]


def test_what_is_too_large_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_bytes(b" " * (MAX_BYTES + 1))

    with pytest.raises(OSError, match="larger"):
        fetch(tmp_path / "keys.json")
    with answering(200, b" " * (MAX_BYTES + 1)) as (url, _), pytest.raises(OSError, match="larger"):
        fetch(url)


def test_nobody_there_is_an_error() -> None:
    with pytest.raises(OSError, match="refused"):
        fetch("http://127.0.0.1:1/jwks.json")
