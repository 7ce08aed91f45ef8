"""Villages and communities, for the desk to choose from."""

from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from stations.models import Region
from stations.queries import posts_of

OFFERED = 20


def offered(user: Any, text: str = "") -> list[Region]:
    """Communities whose name holds `text` or whose code begins with it, those of the reader's own places first.

    Without a text, the communities around the reader's own station.
    """
    prefixes = [post.scope_prefix for post in posts_of(user)]
    found: QuerySet[Region] = Region.objects.filter(level=Region.Level.COMMUNITY).select_related("parent__parent")
    text = text.strip().split(" ")[0]
    if text:
        found = found.filter(Q(code__startswith=text) if text.isdigit() else Q(name__contains=text))
    elif prefixes:
        found = found.filter(code__startswith=prefixes[0][:9])
    near = Case(
        *[When(code__startswith=prefix[:6], then=Value(0)) for prefix in prefixes], default=Value(1), output_field=IntegerField()
    )
    return list(found.alias(near=near).order_by("near", "code")[:OFFERED])


def shown(community: Region | None) -> str:
    """The community as the form shows it: its code, then where it lies."""
    if community is None:
        return ""
    township = community.parent
    banner = township.parent if township else None
    return f"{community.code} {banner or ''}{township or ''}{community.name}"
