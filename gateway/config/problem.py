"""What is wrong with a configuration, said so that an operator can mend it: file, line, place, what, remedy.

Everything wrong is collected and said at once. Texts name keys and forms, never a secret's value.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One complaint. `file` is a path or a variable's name; `line` counts from 1, 0: unknown."""

    file: str
    line: int
    path: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """The complaint in two lines, the first beginning `file:line:` as editors and terminals link it."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.path + ': ' if self.path else ''}{self.what}\n    {self.remedy}"


class InvalidConfigurationError(Exception):
    """A configuration that may not be served; `problems` holds all that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Take the complaints, which are the exception's text too."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
