"""What a run says in the end, and with which exit code."""

import pytest

from tests.isolation.leaks import Leak
from tests.isolation.marks import PLAIN, STAMP, Mark
from tests.isolation.report import told
from tests.isolation.running import Run


def ended() -> Run:
    run = Run(7, seconds=2.0)
    run.kinds["foreign record"].said["context_foreign"] = 30
    run.kinds["foreign record"].places.update({"in process": 26, "http, redis": 4})
    return run


def test_a_run_without_a_leak_ends_well_and_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(ended(), "isolation") == 0
    said = capsys.readouterr().out
    assert "context_foreign 30" in said
    assert "seed 7: 30 attempts in 2 s (15/s), 4 of them over HTTP (13.3%)" in said


def test_a_leak_is_told_with_how_to_repeat_it(capsys: pytest.CaptureFixture[str]) -> None:
    run = ended()
    run.leaks.add(Leak(12, "came back: something"))

    assert told(run, "isolation") == 1
    assert "isolation --seed 7 --only 12" in capsys.readouterr().out


def test_a_run_that_missed_its_point_does_not_end_well(capsys: pytest.CaptureFixture[str]) -> None:
    run = ended()
    run.kinds["foreign record"].unexpected["too_large"] = 1

    assert told(run, "isolation") == 1
    assert "proves less: foreign record: 1 of 30" in capsys.readouterr().out


def test_a_mark_of_another_tenant_or_user_is_a_leak_and_a_stamp_has_no_user() -> None:
    run = ended()
    run.leaks.judge("here", {Mark(PLAIN, "bb", "c", 1), Mark(STAMP, "bb", "z", 0)}, "bb", "c")
    assert len(run.leaks) == 0

    run.leaks.judge("here", {Mark(PLAIN, "bb", "d", 1)}, "bb", "c")
    run.leaks.judge("here", {Mark(STAMP, "bd", "z", 0)}, "bb", "c", 5)
    assert [leak.attempt for leak in run.leaks.kept] == [1, 5]
