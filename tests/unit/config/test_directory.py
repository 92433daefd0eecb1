"""A directory of files of one shape."""

from pathlib import Path

from gateway.config.directory import read_directory, shorten
from gateway.config.flags_file import FlagsShape

GOOD = """
flags: a
provider: p
source: s
checked: 2026-11-23
retention: {days: 0, trains: "no", keeps: k, zero: z, confirmed: true}
wires: {openai.chat: {endpoints: [/chat/completions], body: {store: false}}}
"""


def test_files_are_read_in_order_of_their_names_and_broken_ones_keep_their_name(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("flags: b\n", encoding="utf-8")
    (tmp_path / "a.yaml").write_text(GOOD, encoding="utf-8")
    found = read_directory(tmp_path, FlagsShape, tmp_path)

    assert found.names == {"a", "b"}
    assert list(found.shapes) == ["a"]
    assert [file.name for file in found.files] == ["a", "b"]
    assert all(problem.file == "b.yaml" for problem in found.files[1].document.problems)


def test_a_missing_directory_is_a_problem(tmp_path: Path) -> None:
    (problem,) = read_directory(tmp_path / "none", FlagsShape, tmp_path).problems

    assert (problem.file, problem.what) == ("none", "is no directory")


def test_a_file_that_would_be_overlooked_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "acme.yml").write_text(GOOD, encoding="utf-8")

    (problem,) = read_directory(tmp_path, FlagsShape, tmp_path).problems
    assert (problem.file, problem.remedy) == ("acme.yml", "Rename it to end in .yaml.")


def test_paths_are_shown_from_the_root_where_they_lie_below_it(tmp_path: Path) -> None:
    assert shorten(tmp_path / "a" / "b", tmp_path) == "a/b"
    assert shorten(Path("/etc/x"), tmp_path) == "/etc/x"
