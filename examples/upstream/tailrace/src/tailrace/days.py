"""The lowest, highest and mean level of each day."""

import dataclasses
import datetime
import itertools
import statistics
from collections.abc import Iterable, Iterator

from headrace import Reading


@dataclasses.dataclass(frozen=True)
class Day:
    """One day's levels in millimetres; the mean is rounded to the next whole one."""

    date: datetime.date
    lowest: int
    highest: int
    mean: int

    def __str__(self) -> str:
        return f"{self.date} {self.lowest} {self.highest} {self.mean}"


def by_day(readings: Iterable[Reading]) -> Iterator[Day]:
    """A summary of each day that has readings, oldest first."""
    for date, group in itertools.groupby(sorted(readings), key=lambda reading: reading.time.date()):
        levels = [reading.level for reading in group]
        yield Day(date, min(levels), max(levels), round(statistics.fmean(levels)))
