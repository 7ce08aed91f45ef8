"""Counts of people so small that somebody might be recognised, and those beside them that would give them away."""

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def is_small(number: int, least: int) -> bool:
    """Whether somebody stands behind the count, and fewer than `least`."""
    return 0 < number < least


def to_hide(rows: Sequence[T], least: int, *, number: Callable[[T], int]) -> list[T]:
    """The rows whose count is not shown, where their total is.

    Those that are small; and where what is hidden would still come to a small count, the next smallest beside them, since
    anybody can take the rest from the total.
    """
    filled = sorted((row for row in rows if number(row)), key=number)
    hidden = [row for row in filled if is_small(number(row), least)]
    if len(hidden) == 1 and len(filled) > 1:
        hidden = filled[:2]
    return hidden
