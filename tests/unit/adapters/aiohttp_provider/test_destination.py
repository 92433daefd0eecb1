"""The head of a request says where it goes, what was given, and nothing else; no header can begin another line."""

import pytest

from gateway.adapters.aiohttp_provider.destination import head, request_to


async def test_the_head_is_address_host_headers_and_length() -> None:
    request = request_to("POST", "http://example.test:8080/v1/models/a%2Fb:generate?alt=sse&q=%7Bx%7D")

    made = head(request, [("accept", "application/json"), ("x-ü", "naïve")], 12)

    assert made.decode() == (
        "POST /v1/models/a%2Fb:generate?alt=sse&q=%7Bx%7D HTTP/1.1\r\n"
        "Host: example.test:8080\r\n"
        "accept: application/json\r\n"
        "x-ü: naïve\r\n"
        "Content-Length: 12\r\n\r\n"
    )


async def test_the_usual_port_is_not_named() -> None:
    request = request_to("POST", "https://example.test:443/v1")

    assert b"\r\nHost: example.test\r\n" in head(request, [], 0)


@pytest.mark.parametrize("value", ["a\r\nx-other: b", "a\nb", "a\0b", "a\rb"])
async def test_a_header_that_would_end_its_line_is_refused(value: str) -> None:
    request = request_to("POST", "http://example.test/")

    for headers in ([("x-a", value)], [(value, "a")]):
        with pytest.raises(ValueError, match="end of its line"):
            head(request, headers, 0)
