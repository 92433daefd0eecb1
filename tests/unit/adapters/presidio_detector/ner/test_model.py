"""The embedded model as it ships: it finds names, keeps its deadline, and minds nothing but the text."""

import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from onnxruntime.capi.onnxruntime_pybind11_state import Fail

from gateway.adapters.presidio_detector.deadline import Deadline
from gateway.adapters.presidio_detector.ner import model as module
from gateway.adapters.presidio_detector.ner.model import EmbeddedModel
from gateway.adapters.presidio_detector.ner.tags import FLOOR, TAGS
from gateway.adapters.presidio_detector.ner.windows import SIZE, STRIDE
from gateway.core.entities import Label
from gateway.core.spans import Span

PLAIN = "The renewal is due at the end of the quarter and the price stays as it was. "


@cache
def model() -> EmbeddedModel:
    return EmbeddedModel()


def find(text: str) -> list[Span]:
    return list(model().find(text, Deadline(60)))


def names(text: str, spans: Iterable[Span]) -> list[str]:
    return [text[each.start : each.end] for each in spans if each.label is Label.PERSON]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Please call Maria Lopez about the renewal.", "Maria Lopez"),
        ("hi, this is tom baker from billing", "tom baker"),
        ("MEETING WITH PRIYA NAIR MOVED TO TUESDAY", "PRIYA NAIR"),
        ('{"contact": {"first_name": "Aiko", "title": "CFO"}}', "Aiko"),
        ("Bitte Frau Katharina Vogel zurückrufen.", "Katharina Vogel"),
        ("Llama a Javier Ortega mañana, por favor.", "Javier Ortega"),
        ("Merci de rappeler Camille Girard demain.", "Camille Girard"),
    ],
)
def test_a_name_is_found_in_any_case_and_several_languages(text: str, name: str) -> None:
    assert name in names(text, find(text))


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "Will do. May I send the rate card? Mark as won, bill monthly, and grant access to the hub.",
        "def total(rows):\n    return sum(row.price for row in rows)",
        '{"type": "object", "properties": {"first_name": {"type": "string"}}}',
    ],
)
def test_plain_text_is_left_alone(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize("text", ["", " ", "\0", "...", "\u200b", "🙂"])
def test_a_text_without_words_has_no_finds(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize("before", [0, STRIDE - 2, STRIDE - 1, STRIDE, STRIDE + 15, 3 * STRIDE])
def test_a_name_is_found_wherever_the_windows_meet(before: int) -> None:
    words = (PLAIN * 30).split()
    text = " ".join([*words[:before], "Please ask Maria Lopez about it.", *words[: 2 * STRIDE]])

    assert names(text, find(text)) == ["Maria Lopez"]


def test_a_name_does_not_reach_from_one_text_into_the_next() -> None:
    text = "ask Maria Lopez\0Javier Ortega here"

    assert names(text, find(text)) == ["Maria Lopez", "Javier Ortega"]


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=400))
def test_every_find_lies_in_the_text_and_is_sure_enough(text: str) -> None:
    for span in find(text):
        assert 0 <= span.start < span.end <= len(text)
        assert FLOOR <= span.score <= 1


def test_a_result_does_not_depend_on_what_else_runs() -> None:
    texts = [f"{PLAIN * (number % 4)}Please call Maria Lopez, line {number}, or Javier Ortega." for number in range(24)]
    alone = [find(text) for text in texts]

    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(find, texts))

    assert together == alone


def test_a_window_that_is_stopped_is_begun_anew_once_and_finds_the_same() -> None:
    text, looks = PLAIN * 20 + "Please call Maria Lopez, or Javier Ortega.", []

    def pass_on() -> float:
        looks.append(True)
        return 0.0

    def pass_on_and_ask() -> float:
        deadline.ask()  # whatever begins now is stopped
        return pass_on()

    alone = list(model().find(text, Deadline(60, pass_on)))
    undisturbed = len(looks)
    deadline = Deadline(60, pass_on_and_ask)

    assert list(model().find(text, deadline)) == alone
    assert undisturbed > 1
    assert len(looks) == 3 * undisturbed


def test_a_model_that_fails_was_not_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing:
        def run(self, *_: object) -> None:
            raise Fail("broken")

    broken = EmbeddedModel()
    monkeypatch.setattr(broken, "_session", Failing())
    with pytest.raises(Fail):
        list(broken.find(PLAIN, Deadline(60)))


def test_work_beyond_the_deadline_raises() -> None:
    with pytest.raises(TimeoutError):
        list(model().find(PLAIN * 200, Deadline(-1)))


def test_a_long_text_gives_up_when_its_time_is_over() -> None:
    began = time.monotonic()

    with pytest.raises(TimeoutError):
        list(model().find(PLAIN * 5_000, Deadline(0.2)))

    assert time.monotonic() - began < 30


def test_a_damaged_package_does_not_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "WEIGHTS", tmp_path)

    with pytest.raises(FileNotFoundError):
        EmbeddedModel()


@pytest.mark.parametrize("kept", [None, 10_000_000], ids=["missing", "cut off"])
def test_a_table_that_is_not_whole_does_not_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kept: int | None
) -> None:
    for file in module.WEIGHTS.iterdir():
        if file.suffix != ".data":
            (tmp_path / file.name).symlink_to(file)
        elif kept is not None:
            (tmp_path / file.name).write_bytes(file.read_bytes()[:kept])
    # The runtime takes a file's own folder for that of its data, links followed.
    graph = tmp_path / "names.onnx"
    content = graph.read_bytes()
    graph.unlink()
    graph.write_bytes(content)
    monkeypatch.setattr(module, "WEIGHTS", tmp_path)

    with pytest.raises(Fail):
        EmbeddedModel()


def test_weights_that_give_no_numbers_do_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(_model: EmbeddedModel, window: dict[str, NDArray[np.int32]], *_: object) -> NDArray[np.float32]:
        return np.full((len(window["looks"]), TAGS), np.nan, np.float32)

    monkeypatch.setattr(EmbeddedModel, "_run", run)

    with pytest.raises(ArithmeticError):
        EmbeddedModel()


def test_a_word_is_reckoned_at_what_it_takes_here_and_never_at_less_than_on_a_good_processor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = EmbeddedModel._run

    def slow(
        one: EmbeddedModel, window: dict[str, NDArray[np.int32]], options: onnxruntime.RunOptions
    ) -> NDArray[np.float32]:
        time.sleep(SIZE * 1e-3)
        return real(one, window, options)

    assert model().seconds_per_word >= module.SECONDS_PER_WORD
    monkeypatch.setattr(EmbeddedModel, "_run", slow)
    assert EmbeddedModel().seconds_per_word >= 1e-3


def test_the_tables_are_mapped_and_not_read_into_memory() -> None:
    assert (module.WEIGHTS / "names.onnx").stat().st_size < 100_000
    model = EmbeddedModel()
    mapped = Path("/proc/self/maps").read_text("utf-8")

    assert str(module.WEIGHTS / "names.onnx.data") in mapped
    del model
