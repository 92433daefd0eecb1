"""The front only sorts paths: data plane or pages."""

from gateway.http.asgi import Message, Receive, Scope, Send
from gateway.http.front import Front
from gateway.http.routes import Target


class Taking:
    """Stands on either side and remembers what came."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    async def __call__(self, *given: object) -> None:
        scope = given[1] if isinstance(given[0], Target) else given[0]
        assert isinstance(scope, dict)
        self.paths.append(str(scope.get("path", scope["type"])))


async def receive() -> Message:
    return {}


async def send(message: Message) -> None:
    raise AssertionError(message)


async def run(scope: Scope, receiving: Receive = receive, sending: Send = send) -> tuple[list[str], list[str]]:
    data_plane, pages = Taking(), Taking()
    await Front(data_plane, pages)(scope, receiving, sending)  # type: ignore[arg-type]  # called as one
    return data_plane.paths, pages.paths


async def test_calls_of_the_model_apis_go_to_the_data_plane() -> None:
    assert await run({"type": "http", "method": "POST", "path": "/twin/v1/messages"}) == (["/twin/v1/messages"], [])


async def test_pages_and_the_servers_own_events_go_to_the_pages() -> None:
    assert await run({"type": "http", "method": "GET", "path": "/readyz"}) == ([], ["/readyz"])
    assert await run({"type": "lifespan"}) == ([], ["lifespan"])
