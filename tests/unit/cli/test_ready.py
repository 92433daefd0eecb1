"""Ready is what `/readyz` says."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from gateway.cli.ready import is_ready, url, when_ready


class _Page(BaseHTTPRequestHandler):
    statuses: list[int]

    def do_GET(self) -> None:
        self.send_response(self.statuses.pop(0) if self.path == "/readyz" else 404)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        pass


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    with HTTPServer(("127.0.0.1", 0), type("Page", (_Page,), {"statuses": [503, 503, 200]})) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_ready_is_200_and_nothing_else(server: HTTPServer) -> None:
    answers = [is_ready("127.0.0.1", server.server_port) for _ in range(3)]

    assert answers == [False, False, True]


def test_a_server_that_is_not_there_is_not_ready() -> None:
    assert not is_ready("127.0.0.1", 1)


def test_what_waits_is_told_once_it_is_ready(server: HTTPServer) -> None:
    told = threading.Event()

    when_ready("0.0.0.0", server.server_port, told.set)

    assert told.wait(5)


@pytest.mark.parametrize(("host", "expected"), [("127.0.0.1", "http://127.0.0.1:8080"), ("::1", "http://[::1]:8080")])
def test_an_address_is_shown_as_a_browser_takes_it(host: str, expected: str) -> None:
    assert url(host, 8080) == expected
