"""A backup's lines are believed together, under one key, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core.backup import Head, Mark, UnreadableBackupError, check, head_line, print_lines, print_of
from tests.support.clock import START

KEY = b"k" * 32


def lines(*items: bytes) -> list[bytes]:
    mark = Mark(KEY)
    return [mark.over(each) for each in (head_line(KEY, Head(START)), *items)] + [mark.end()]


def test_a_whole_file_says_when_it_was_made() -> None:
    assert check(lines(b"a\n", b"b\n"), KEY) == Head(START)
    assert lines()[0].startswith(b'{"created":"2026-03-11T12:00:00.000000+00:00","format":"isogate backup","key":"')


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (lines(b"a\n")[:-1], "cut off"),
        (lines(b"a\n")[:1], "cut off"),
        ([], "cut off"),
        ([*lines()[:-1], lines()[-1].rstrip()], "cut off"),
        ([*lines(b"a\n"), b"b\n"], "lines follow"),
        ([*lines()[:-1], b"a\n", lines()[-1]], "was changed"),
        ([*lines()[:-1], b"end 00\n"], "was changed"),
        (lines(b"a\n", b"b\n")[:2] + lines(b"a\n", b"b\n")[3:], "was changed"),
        ([b"{}\n"], "no backup"),
        ([b"[[1,2]]\n"], "no backup"),
        ([b'"text"\n'], "no backup"),
        ([b"\xff\n"], "no backup"),
        ([lines()[0].replace(b'"version":1', b'"version":2')], "another release"),
    ],
)
def test_what_is_not_whole_is_said_to_be_so(changed: list[bytes], said: str) -> None:
    with pytest.raises(UnreadableBackupError, match=said):
        check(changed, KEY)


def test_another_deployments_file_is_told_from_a_changed_one() -> None:
    with pytest.raises(UnreadableBackupError, match="another master key"):
        check(lines(b"a\n"), b"o" * 32)


@given(
    st.binary(min_size=16, max_size=16),
    st.dictionaries(st.integers(0, 3), st.binary(min_size=8, max_size=8), min_size=1),
)
def test_a_print_comes_back_place_by_place(print_: bytes, places: dict[int, bytes]) -> None:
    found = [print_of(line) for line in print_lines(print_, places)]

    assert {each for each, _ in found} == {print_}
    assert [one for _, place in found for one in place.items()] == sorted(places.items())


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b'["print","AAAA",0,"AAAA"]',
        b'["print","AAAAAAAAAAAAAAAAAAAAAA==",4,"AAAAAAAAAAA="]',
        b'["print","AAAAAAAAAAAAAAAAAAAAAA==",true,"AAAAAAAAAAA="]',
        b'["print","AAAAAAAAAAAAAAAAAAAAAA==", 0,"AAAAAAAAAAA="]',
        b'["print","AAAAAAAAAAAAAAAAAAAAAA==",[],"AAAAAAAAAAA="]',
    ],
)
def test_a_line_that_no_print_has_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match="not a print"):
        print_of(line)
