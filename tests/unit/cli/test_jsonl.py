"""JSON lines: what a line is, and how a bad one is told without its content."""

from collections.abc import Sequence

import pytest

from gateway.cli.jsonl import Entry, UnfitLineError, over_lines, read
from gateway.core.entities import Label
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject
from gateway.core.source import Known


def test_a_line_says_id_and_text_and_may_say_language_and_known_values() -> None:
    line = b'{"id":"a","text":"Hi","lang":"de","known":["Jane",{"value":"Acme","label":"ORGANIZATION"}],"spans":[1]}'

    entry = read(line)

    assert entry == Entry("a", "Hi", "de", (Known("Jane"), Known("Acme", Label.ORGANIZATION)))


def test_an_unknown_label_is_no_reason_to_miss_the_value() -> None:
    assert read(b'{"id":1,"text":"","known":[{"value":"x","label":"SHOE_SIZE"}]}').known == (Known("x"),)


@pytest.mark.parametrize(
    "line",
    [
        b"canary",
        b"[1]",
        b'{"id":1,"text":"a"} canary',
        b'{"id":1,"id":2,"text":"canary"}',
        b'{"text":"canary"}',
        b'{"id":true,"text":"canary"}',
        b'{"id":1}',
        b'{"id":1,"text":null}',
        b'{"id":1,"text":"canary","lang":3}',
        b'{"id":1,"text":"canary","known":"canary"}',
        b'{"id":1,"text":"canary","known":[" "]}',
        b'{"id":1,"text":"canary","known":[{"value":"canary","label":2}]}',
        b'\xff{"id":1,"text":"canary"}',
    ],
)
def test_a_line_of_another_form_is_refused_without_its_content(line: bytes) -> None:
    with pytest.raises(UnfitLineError) as refused:
        read(line)

    assert "canary" not in str(refused.value)


async def test_bad_lines_are_told_by_number_and_the_others_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    code = await _over(
        [b'{"id":1,"text":"fine"}', b"", b"canary", b'{"id":4,"text":"refuse me"}', b'{"id":5,"text":"fine"}']
    )

    printed = capsys.readouterr()
    assert code == 1
    assert printed.out.splitlines() == ['{"id":1,"said":"fine"}', '{"id":5,"said":"fine"}']
    assert [line.split(":")[0] for line in printed.err.splitlines()] == ["line 3", "line 4"]
    assert "too_large" in printed.err
    assert "canary" not in printed.err
    assert "refuse me" not in printed.err


async def test_good_lines_alone_are_fine() -> None:
    assert await _over([b'{"id":1,"text":"fine"}\n']) == 0


async def _over(lines: Sequence[bytes]) -> int:
    async def work(entry: Entry) -> JsonObject:
        if entry.text.startswith("refuse"):
            raise Refusal(Code.TOO_LARGE)
        return {"said": entry.text}

    return await over_lines(lines, work)
