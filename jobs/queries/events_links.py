"""Which residents on record may be a visitor: the same name and the same mobile, within the reader's posts."""

from collections.abc import Iterable
from typing import Any

from cases.models import Resident
from jobs.models import Visitor


def of_visitor(user: Any, visitor: Visitor) -> list[Resident]:
    """The residents who bear the name and have the mobile; most often one."""
    return of_visitors(user, [visitor]).get(visitor.pk, [])


def of_visitors(user: Any, visitors: Iterable[Visitor]) -> dict[int, list[Resident]]:
    """The same for each visitor who is not linked yet, by its key. One query."""
    open_ones = [visitor for visitor in visitors if visitor.resident_id is None and visitor.mobile]
    mobiles = {str(visitor.mobile) for visitor in open_ones}
    if not mobiles:
        return {}
    found = Resident.objects.visible_to(user).filter(mobile__in=mobiles, deceased_on__isnull=True).select_related("station")
    known: dict[tuple[str, str], list[Resident]] = {}
    for resident in found.order_by("pk"):
        known.setdefault((resident.name, resident.mobile), []).append(resident)
    pairs = ((visitor.pk, known.get((str(visitor.name), str(visitor.mobile)))) for visitor in open_ones)
    return {pk: residents for pk, residents in pairs if residents}
