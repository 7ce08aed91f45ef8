"""Keyset pages: a list of any length, one query a page, no COUNT, and no row seen twice or skipped.

The order ends in the primary key, so ties have a place. NULL sorts as Postgres has it: as the largest value.
The cursor is encrypted: a name or a number that the list is sorted by never stands in an address or a log.
"""

import base64
import binascii
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any

from cryptography.exceptions import InvalidTag
from django.core.exceptions import ValidationError
from django.db.models import F, Field, Q, QuerySet
from django.http import HttpRequest

from core import crypto

AFTER, BEFORE = "after", "before"
SIZE = 25


@dataclass(frozen=True)
class _Column:
    """One column of the order; `key` is the annotation that carries its value, where the row itself does not.

    `gaps`: some rows may have no value in it.
    """

    name: str
    descending: bool
    field: "Field[Any, Any]"
    key: str
    gaps: bool

    @property
    def term(self) -> str:
        return "-" * self.descending + self.name

    def value_of(self, row: Any) -> Any:
        return row[self.key] if isinstance(row, dict) else getattr(row, self.key)

    def beyond(self, value: Any, backward: bool) -> Q:
        """The condition that a row's value stands after `value` in the direction of travel."""
        falling = self.descending != backward
        if value is None:
            return Q(**{f"{self.name}__isnull": False}) if falling else Q(pk__in=[])
        if falling:
            return Q(**{f"{self.name}__lt": value})
        above = Q(**{f"{self.name}__gt": value})
        return above | Q(**{f"{self.name}__isnull": True}) if self.gaps else above

    def bound(self, value: Any, backward: bool) -> Q:
        """The condition that a row's value does not stand before `value`; one range of an index wherever it can be."""
        falling = self.descending != backward
        if value is None or (self.gaps and not falling):
            return self.beyond(value, backward) | self.same(value)
        return Q(**{f"{self.name}__{'lte' if falling else 'gte'}": value})

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and the addresses of the pages beside them ("" where there is none)."""

    rows: Sequence[Any]
    next: str
    previous: str
    size: int

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def keyset(queryset: QuerySet[Any], request: HttpRequest, *, order: Sequence[str] = ("-pk",), size: int = SIZE) -> Page:
    """The page of `queryset` that the request's address asks for, sorted by `order`.

    The links keep every other parameter of the address. A cursor that is broken, forged, or of another list shows
    the first page. One query; a second one only where rows without a value begin on the page, or where it has become empty.
    """
    columns = _columns(queryset, order)
    backward = BEFORE in request.GET
    place = _read(request.GET.get(BEFORE if backward else AFTER, ""), columns)
    found = _fetch(queryset, columns, place, backward and place is not None, size + 1)
    if place is not None and not found:
        place, found = None, _fetch(queryset, columns, None, False, size + 1)
    backward = backward and place is not None
    more = len(found) > size
    rows = found[:size]
    if backward:
        rows.reverse()
    has_next = backward or more
    has_previous = more if backward else place is not None
    return Page(
        rows=rows,
        next=_link(request, AFTER, rows[-1], columns) if has_next else "",
        previous=_link(request, BEFORE, rows[0], columns) if has_previous else "",
        size=size,
    )


def _columns(queryset: QuerySet[Any], order: Sequence[str]) -> list[_Column]:
    plain = [name.removeprefix("-") for name in order]
    if not {"pk", queryset.model._meta.pk.name} & set(plain):
        order = [*order, "-pk" if order and order[-1].startswith("-") else "pk"]
    query = queryset.query.clone()
    columns = []
    for number, term in enumerate(order):
        name = term.removeprefix("-")
        field = F(name).resolve_expression(query).output_field
        columns.append(_Column(name, term.startswith("-"), field, f"keyset_{number}", _has_gaps(queryset, name)))
    return columns


def _has_gaps(queryset: QuerySet[Any], name: str) -> bool:
    if name in queryset.query.annotations or "__" in name:
        return True
    options = queryset.model._meta
    return bool((options.pk if name == "pk" else options.get_field(name)).null)


def _fetch(
    queryset: QuerySet[Any], columns: Sequence[_Column], place: Sequence[Any] | None, backward: bool, limit: int
) -> list[Any]:
    terms = [F(column.name).desc() if column.descending != backward else F(column.name).asc() for column in columns]
    rows = queryset.annotate(**{column.key: F(column.name) for column in columns}).order_by(*terms)
    if place is None:
        return list(rows[:limit])
    first = columns[0]
    if not first.gaps or place[0] is None or first.descending != backward:
        return list(rows.filter(_beyond(columns, place, backward))[:limit])
    # Rows without a value come last and are asked for apart: "or none at all" would keep every index from starting here.
    found = list(rows.filter(_beyond([replace(first, gaps=False), *columns[1:]], place, backward))[:limit])
    if len(found) < limit:
        found += rows.filter(first.same(None))[: limit - len(found)]
    return found


def _beyond(columns: Sequence[_Column], place: Sequence[Any], backward: bool) -> Q:
    """Lexicographic order spelled out; the first column is bounded once more, which lets its index start there."""
    pairs = list(zip(columns, place, strict=True))
    steps = []
    for number, (column, value) in enumerate(pairs):
        step = column.beyond(value, backward)
        for earlier, known in pairs[:number]:
            step &= earlier.same(known)
        steps.append(step)
    first, value = pairs[0]
    return first.bound(value, backward) & reduce(or_, steps)


def _link(request: HttpRequest, direction: str, row: Any, columns: Sequence[_Column]) -> str:
    kept = request.GET.copy()
    kept.pop(AFTER, None)
    kept.pop(BEFORE, None)
    kept[direction] = _write(row, columns)
    return "?" + kept.urlencode()


def _write(row: Any, columns: Sequence[_Column]) -> str:
    text = json.dumps([[column.term for column in columns], [column.value_of(row) for column in columns]], default=str)
    return base64.urlsafe_b64encode(crypto.encrypt(text)).decode().rstrip("=")


def _read(cursor: str, columns: Sequence[_Column]) -> list[Any] | None:
    if not cursor:
        return None
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        terms, values = json.loads(crypto.decrypt(raw))
        if terms != [column.term for column in columns]:
            return None
        return [column.field.to_python(value) for column, value in zip(columns, values, strict=True)]
    except (InvalidTag, IndexError, TypeError, UnicodeError, ValueError, ValidationError, binascii.Error):
        return None
