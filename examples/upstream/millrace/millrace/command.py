"""The millrace command."""

import argparse
import sys
from importlib import metadata

import headrace
import tailrace


def main(arguments: list[str] | None = None) -> int:
    """Prints a table; returns the exit status."""
    parser = argparse.ArgumentParser(prog="millrace", description="Prints what the water did, day by day.")
    parser.add_argument("file", nargs="?", help="readings, one a line; standard input when left out")
    parser.add_argument("--version", action="version", version="millrace " + metadata.version("millrace"))
    asked = parser.parse_args(arguments)
    try:
        if asked.file is None:
            show(sys.stdin)
        else:
            with open(asked.file, encoding="utf-8") as lines:
                show(lines)
    except (OSError, headrace.BadLine) as mistake:
        print(f"millrace: {mistake}", file=sys.stderr)
        return 1
    return 0


def show(lines) -> None:
    """A line a day, under a heading."""
    print(f"{'date':<10} {'lowest':>6} {'highest':>7} {'mean':>5}")
    for day in tailrace.by_day(headrace.read(lines)):
        print(f"{day.date} {day.lowest:>6} {day.highest:>7} {day.mean:>5}")
