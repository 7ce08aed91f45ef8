"""The claims of a unit on its page in the registry, which stands below and may not name them itself."""

from typing import Any

from cases.models import Claim
from cases.policies.claims import can_begin
from enterprises.models import Enterprise
from enterprises.queries.hooks import Part
from programmes.queries import labels

SHOWN = 20


def part(user: Any, unit: Enterprise) -> Part | None:
    """The newest claims that `user` may see and, for the desk that takes them in, the way to a new one; None without either."""
    begins = unit.closed_on is None and can_begin(user, unit)
    claims = list(Claim.objects.visible_to(user).filter(enterprise=unit).order_by("-pk")[:SHOWN])
    if not (begins or claims):
        return None
    rows = [{"claim": claim, "programme": labels.scheme(claim.scheme)} for claim in claims]
    return Part("cases/parts/_unit_claims.html", {"unit": unit, "rows": rows, "begins": begins})
