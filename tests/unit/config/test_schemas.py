"""The editors' schemas in `policies/schema` are the shapes' own."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from gateway.config.document import read
from gateway.config.load import SAMPLE_FILE, packaged
from gateway.config.schemas import SHAPES, schema_text, write

FOLDER = packaged("policies") / "schema"
FILES = [SAMPLE_FILE, *packaged("policies").glob("*/*.yaml"), *packaged("tenants").glob("*.yaml")]


@pytest.mark.parametrize("name", SHAPES)
def test_a_schema_is_current(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == schema_text(SHAPES[name]), (
        "run: python -m gateway.config.schemas policies/schema"
    )


def test_there_is_no_schema_but_these(tmp_path: Path) -> None:
    write(tmp_path)

    assert {path.name for path in FOLDER.iterdir()} == {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_shipped_file_fits_the_schema_that_its_first_line_names(path: Path) -> None:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    schema = json.loads((FOLDER / first.rsplit("/", 1)[-1]).read_text(encoding="utf-8"))
    data = read(path, path.name).data

    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.split("=", 1)[1]).exists()
    Draft202012Validator(schema).validate(data)
