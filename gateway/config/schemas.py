"""The JSON Schemas that editors use (`policies/schema/*.json`), made from the shapes.

`python -m gateway.config.schemas DIRECTORY` writes them; a test compares what is there with these.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from gateway.config.flags_file import FlagsShape
from gateway.config.gateway_file import GatewayShape, Shape
from gateway.config.policy_files import PurposeShape, TenantShape

SHAPES: Mapping[str, type[Shape]] = MappingProxyType(
    {
        "isogate.schema.json": GatewayShape,
        "purpose.schema.json": PurposeShape,
        "flags.schema.json": FlagsShape,
        "tenant.schema.json": TenantShape,
    }
)


def schema_text(shape: type[Shape]) -> str:
    """A shape's JSON Schema as the file holds it."""
    return json.dumps(shape.model_json_schema(), indent=2, sort_keys=True) + "\n"


def write(directory: Path) -> None:
    """Write every schema into `directory`."""
    for name, shape in SHAPES.items():
        (directory / name).write_text(schema_text(shape), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
