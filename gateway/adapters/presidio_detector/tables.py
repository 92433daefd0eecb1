"""Tables in text: CSV, TSV, pipes and Markdown. What a column's header names is in its cells, whatever their form.

A table is a line of short cells and the lines after it with as many. It is cut up once, in one pass, however many of its columns
are asked for, and a line of its body is no header: the work is linear in the text.
"""

from __future__ import annotations

import re

from gateway.adapters.presidio_detector.label_words import NUMBER_WORDS

Range = tuple[int, int]

_NONE: tuple[str, list[Range]] = "", []
_DELIMITERS = ",;\t|"
_MAX_LINE = 4_000
_MAX_HEADER = 40
_MAX_VALUE = 80
_MIN_CELLS = 2
_EDGES = " \t\"'*`\ufeff"
_RULE = re.compile(r"[\s|:+=-]+")
_CELL = {
    each: re.compile(rf"(?:[ ]*\"(?:[^\"\n\x00]|\"\")*\"[ ]*(?=[{each}\n\x00]|$)|[^{each}\n\x00]*)")
    for each in _DELIMITERS
}
_MAY_END = re.compile(rf"(?:[ _-]?(?:{NUMBER_WORDS}))?[\"'*` ]{{0,3}}(?:[{_DELIMITERS}\n\x00]|$)", re.IGNORECASE)
_BEFORE = re.compile(r"(?:[^\W\d]{1,12}[ _-]){0,2}", re.IGNORECASE)
_KEY_BEFORE = re.compile(r"[\w.-]{0,30}")
_AFTER = re.compile(rf"(?:[ _-]?(?:{NUMBER_WORDS})\.?){{0,2}}", re.IGNORECASE)

_OF_PEOPLE = re.compile(
    r"(?i)(?:first|last|full|given|family|middle|holder|contact|customer|patient)[ _-]?name|mail|phone|tel|mobil|birth|dob|"
    r"naissance|geburt|nacim|nasc|passport|iban|ssn|surname|forename|salary|nachname|vorname|apellido|cognome|prénom|achternaam|"
    r"voornaam|förnamn|efternamn|fornavn|efternavn|sukunimi|příjmení|priezvisko|prenume|prezime|nazwisko|soyad"
)


class Tables:
    """The tables of one text; places are asked for in order."""

    def __init__(self, text: str) -> None:
        """Nothing is read before it is asked for."""
        self._text = text
        self._line = -1
        self._body = (0, 0)
        self._header: list[Range] = []
        self._rows: list[list[Range]] = []
        self._asked = -1, -1
        self._answer = _NONE

    def below(self, start: int, end: int) -> tuple[str, list[Range]]:
        """The header line, and the cells under the header cell that `text[start:end]` is the word of; none if it is of none."""
        if (start, end) != self._asked:
            self._asked = start, end
            self._answer = self._below(start, end) if _MAY_END.match(self._text, end) else _NONE
        return self._answer

    def value(self, start: int, end: int) -> tuple[str, list[Range]]:
        """The key that `text[start:end]` is the word of, and the text after it, if that text is a key by itself.

        The texts of a call are in the order of its body, so the text after the name of a field is the field's.
        """
        text = self._text
        key_end = text.find("\0", end, end + _MAX_HEADER)
        key_start = text.rfind("\0", max(0, start - _MAX_HEADER), start) + 1
        if key_end < 0 or (not key_start and start > _MAX_HEADER):
            return _NONE
        if not _KEY_BEFORE.fullmatch(text, key_start, start) or not _AFTER.fullmatch(text, end, key_end):
            return _NONE
        first, last = key_end + 1, text.find("\0", key_end + 1, key_end + 2 + _MAX_VALUE)
        last = len(text) if last < 0 else last
        return (text[key_start:key_end], [(first, last)]) if first < last <= first + _MAX_VALUE else _NONE

    def _below(self, start: int, end: int) -> tuple[str, list[Range]]:
        line = self._line_start(start)
        if self._body[0] <= line < self._body[1]:
            return _NONE
        if line != self._line:
            self._read(line)
        for index, (first, last) in enumerate(self._header):
            if first <= start and end <= last:
                fits = _BEFORE.fullmatch(self._text, first, start) and _AFTER.fullmatch(self._text, end, last)
                cells = [row[index] for row in self._rows if row[index][0] < row[index][1]] if fits else []
                return self._text[line : self._header[-1][1]], cells
        return _NONE

    def _line_start(self, place: int) -> int:
        floor = max(0, place - _MAX_LINE)
        return max(self._text.rfind("\n", floor, place), self._text.rfind("\0", floor, place), floor - 1) + 1

    def _read(self, line: int) -> None:
        self._line, self._header, self._rows = line, [], []
        end = self._line_end(line)
        counts = [self._text.count(each, line, end) for each in _DELIMITERS]
        delimiter = _DELIMITERS[counts.index(max(counts))]
        header = self._cells(line, delimiter)
        if len(header) < _MIN_CELLS or any(last - first > _MAX_HEADER for first, last in header):
            return
        place = end + 1
        while place < len(self._text) and self._text[place - 1] == "\n":
            end = self._line_end(place)
            cells = self._cells(place, delimiter)
            if len(cells) != len(header):
                break
            if not _RULE.fullmatch(self._text, place, end):
                self._rows.append(cells)
            place = end + 1
        if self._rows:
            self._header, self._body = header, (self._header_end(header), place)

    def _header_end(self, header: list[Range]) -> int:
        return self._line_end(header[-1][1]) + 1

    def _line_end(self, place: int) -> int:
        ends = self._text.find("\n", place, place + _MAX_LINE), self._text.find("\0", place, place + _MAX_LINE)
        return min((end for end in ends if end >= 0), default=min(len(self._text), place + _MAX_LINE))

    def _cells(self, place: int, delimiter: str) -> list[Range]:
        """The cells of the line that begins at `place`, without quotes and spaces; none of a line that is too long."""
        text, expression = self._text, _CELL[delimiter]
        cells: list[Range] = []
        limit = place + _MAX_LINE
        while place < limit:
            found = expression.match(text, place)
            end = found.end() if found else place
            first, last = place, end
            while first < last and text[first] in _EDGES:
                first += 1
            while first < last and text[last - 1] in _EDGES + "\r":
                last -= 1
            cells.append((first, last))
            if end >= len(text) or text[end] != delimiter:
                return cells
            place = end + 1
        return []


def of_people(header: str) -> bool:
    """True if a table with this header is one of people, so that its "name" is a person's."""
    return bool(_OF_PEOPLE.search(header))
