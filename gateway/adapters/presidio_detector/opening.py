"""The one place that makes a detector: from what the operator's file says to models, workers and rules."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from gateway.adapters.presidio_detector.detector import PresidioDetector
from gateway.adapters.presidio_detector.names import NameModel
from gateway.adapters.presidio_detector.ner.model import EmbeddedModel
from gateway.adapters.presidio_detector.plugins.pool import Pool
from gateway.core.detection import Detection, Names
from gateway.ports.detector import UnusableDetectorError


def name_model(detection: Detection) -> NameModel | None:
    """The model that finds names in this process; None when it is an engine's work, or nobody's.

    Raises `UnusableDetectorError` for a package whose model is missing or damaged (F32): nothing is fetched.
    """
    if detection.names is not Names.EMBEDDED:
        return None
    try:
        return EmbeddedModel()
    except Exception as error:
        raise UnusableDetectorError(
            "the embedded name model is missing or damaged: install the package anew"
        ) from error


@asynccontextmanager
async def opened_detector(detection: Detection) -> AsyncIterator[PresidioDetector]:
    """A detector, with its workers where something is plugged in. Raises `UnusableDetectorError`."""
    names = name_model(detection)
    if not detection.is_plugged:
        yield _made(names, None)
        return
    pool = Pool(detection)
    await pool.open()
    try:
        yield _made(names, pool)
    finally:
        await pool.close()


def _made(names: NameModel | None, pool: Pool | None) -> PresidioDetector:
    """The detector; what compiling and loading took for a while goes back to the system, some 15 of 150 MiB.

    glibc keeps it otherwise, between what stays. Other C libraries have no `malloc_trim`.
    """
    detector = PresidioDetector(names, pool)
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
    return detector
