"""Which exceptions speak to the user, and which are faults of ours."""

import pytest

from gateway.cli.wrong import WrongUseError, told_as_wrong_use


@pytest.mark.parametrize("error", [LookupError("no such tenant"), ValueError("a tenant of that id exists")])
def test_what_the_control_plane_refuses_is_wrong_use(error: Exception) -> None:
    with pytest.raises(WrongUseError, match=str(error)), told_as_wrong_use():
        raise error


@pytest.mark.parametrize("error", [KeyError("x"), UnicodeDecodeError("utf-8", b"x", 0, 1, "y"), OSError("z")])
def test_a_fault_of_ours_is_not_taken_for_wrong_use(error: Exception) -> None:
    with pytest.raises(type(error)), told_as_wrong_use():
        raise error
