"""Alive is not ready: readiness asks the store, the detector and the door."""

from collections.abc import Sequence

from fastapi import FastAPI
from fastapi.testclient import TestClient

from gateway.core.errors import Code, Refusal
from gateway.core.source import Known
from gateway.core.spans import Span
from gateway.http.door import Door
from gateway.http.health import health


class Storing:
    def __init__(self, problems: list[str] | Refusal) -> None:
        self.answer = problems

    async def is_ready(self) -> bool:
        if isinstance(self.answer, Refusal):
            raise self.answer
        return not self.answer


class Detecting:
    def __init__(self, refusal: Refusal | None = None) -> None:
        self.refusal = refusal

    async def find(
        self, texts: Sequence[str], known: Sequence[Known], language: str, whose: str = ""
    ) -> list[list[Span]]:
        if self.refusal is not None:
            raise self.refusal
        return [[] for _ in texts]

    async def confirm(self, texts: Sequence[str], whose: str = "") -> list[list[Span]]:
        raise AssertionError("readiness asks for everything that a call needs")


class Tripping:
    def __init__(self, *found: str) -> None:
        self.found = list(found)

    async def problems(self) -> list[str]:
        return self.found


def get(
    path: str, store: Storing, detector: Detecting, door: Door | None = None, tripwire: Tripping | None = None
) -> tuple[int, dict[str, object]]:
    app = FastAPI()
    app.include_router(health(store, tripwire or Tripping(), detector, door or Door()))  # type: ignore[arg-type]  # one method of each is enough here
    answer = TestClient(app).get(path)
    return answer.status_code, answer.json()


def test_a_fit_gateway_is_ready() -> None:
    assert get("/readyz", Storing([]), Detecting()) == (200, {"status": "ready", "missing": []})


def test_what_is_missing_is_named_and_nothing_else() -> None:
    away = Refusal(Code.STORE_UNAVAILABLE)

    assert get("/readyz", Storing(away), Detecting())[1]["missing"] == ["store"]
    assert get("/readyz", Storing(["appendonly is off"]), Detecting())[1]["missing"] == ["store"]
    assert get("/readyz", Storing([]), Detecting(), tripwire=Tripping("a file is damaged"))[1] == {
        "status": "not ready",
        "missing": ["tripwire"],
    }
    assert get("/readyz", Storing([]), Detecting(Refusal(Code.DETECTOR_UNAVAILABLE)))[0] == 503


def test_a_detector_with_its_hands_full_is_ready() -> None:
    assert get("/readyz", Storing([]), Detecting(Refusal(Code.OVERLOADED)))[0] == 200


def test_a_draining_gateway_is_alive_and_not_ready() -> None:
    door = Door()
    door.drain()

    assert get("/readyz", Storing([]), Detecting(), door)[0] == 503
    assert get("/healthz", Storing([]), Detecting(), door) == (200, {"status": "alive"})
