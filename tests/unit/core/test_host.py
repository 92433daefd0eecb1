"""The `Host` of an address is one, however the address is written, and what aiohttp would send where it is written plainly."""

import pytest

from gateway.adapters.aiohttp_provider.destination import request_to
from gateway.core.host import host_header


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://example.test/v1", "example.test"),
        ("https://EXAMPLE.test:443/v1", "example.test"),
        ("http://example.test.:80", "example.test"),
        ("http://example.test:443/", "example.test:443"),
        ("https://[2001:DB8::1]/v1", "[2001:db8::1]"),
        ("http://[::1]:8080/v1", "[::1]:8080"),
        ("http://127.0.0.1:8080/v1?alt=sse", "127.0.0.1:8080"),
    ],
)
async def test_a_host_is_in_lower_case_in_brackets_where_it_needs_them_and_with_an_unusual_port(
    url: str, host: str
) -> None:
    assert host_header(url) == host
    assert request_to("POST", url).headers["Host"].lower() == host
