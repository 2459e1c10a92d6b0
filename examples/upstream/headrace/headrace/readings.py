"""One reading a line: a time in ISO 8601, a space, a level in millimetres."""

import dataclasses
import datetime
from collections.abc import Iterable, Iterator


class BadLine(ValueError):
    """A line that is no reading; says which."""


@dataclasses.dataclass(frozen=True, order=True)
class Reading:
    """The level of the water at one time."""

    time: datetime.datetime
    level: int


def read(lines: Iterable[str]) -> Iterator[Reading]:
    """Readings of all lines, in their order; empty lines and comments are left out."""
    for number, line in enumerate(lines, start=1):
        text = line.split("#", 1)[0].strip()
        if text:
            yield _reading(text, number)


def _reading(text: str, number: int) -> Reading:
    try:
        time, level = text.split()
        return Reading(datetime.datetime.fromisoformat(time), int(level))
    except ValueError as mistake:
        raise BadLine(f"line {number}: not a reading: {text!r}") from mistake
