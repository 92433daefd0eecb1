"""Whether what is plugged in can be loaded, for commands that look before anybody is served. It loads no detector here."""

from __future__ import annotations

from dataclasses import replace

from gateway.adapters.presidio_detector.plugins.pool import Pool
from gateway.core.detection import Detection


async def try_plugged(detection: Detection) -> None:
    """Start one worker and let it go. Raises `UnusableDetectorError`."""
    if not detection.is_plugged:
        return
    pool = Pool(replace(detection, workers=1))
    try:
        await pool.open()
    finally:
        await pool.close()
