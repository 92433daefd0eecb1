"""The plot's arithmetic."""

import pytest

from tests.bench.linearity import SIZES, exponent, plot


@pytest.mark.parametrize("slope", [0.5, 1.0, 2.0])
def test_the_exponent_is_the_slope_on_logarithmic_axes(slope: float) -> None:
    assert exponent([(size, 1e-6 * size**slope) for size in SIZES]) == pytest.approx(slope)


def test_every_shape_has_its_curve_and_its_exponent() -> None:
    drawn = plot({"a": [(size, 1e-6 * size) for size in SIZES], "b": [(size, 2e-6 * size) for size in SIZES]})

    assert drawn.count("<polyline") == 2
    assert "a: 1.00" in drawn
