"""What auditors do that must itself be on record: taking entries away, checking the chain."""

from collections.abc import Iterable
from typing import IO, Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, sheets
from core.models import AuditEntry
from core.policies import require
from portal.policies import can_read_audit
from portal.queries.audit import CHECKED
from stations.queries import posts_of

LONGEST = 50_000


@transaction.atomic
def export(*, actor: Any, entries: Iterable[AuditEntry], filters: dict[str, Any], target: IO[bytes]) -> int:
    """The first 50,000 of `entries` are in the workbook `target`, and that they were taken is on record."""
    require(can_read_audit(actor), _("Only auditors take entries of the audit away."))
    headers = [_("Moment"), _("Person"), _("Act"), _("Thing"), _("Region"), _("Request"), _("Details")]
    rows = (
        [
            entry.at,
            entry.actor.username,
            entry.verb,
            f"{entry.subject_type}:{entry.subject_id}",
            entry.region_code,
            entry.request_id,
            str(entry.data),
        ]
        for entry in entries
    )
    count = sheets.write_workbook(target, title=_("Audit"), headers=headers, rows=rows)
    told = {name: str(value) for name, value in filters.items()}
    audit.record(actor, "audit.exported", actor, region=_region(actor), rows=count, filters=told)
    return count


@transaction.atomic
def check_chain(*, actor: Any) -> list[str]:
    """Every seal is computed anew from its entries; what differs is returned, and the outcome is on record."""
    require(can_read_audit(actor), _("Only auditors check the chain."))
    breaches = audit.verify_chain()
    audit.record(actor, CHECKED, actor, region=_region(actor), breaches=len(breaches))
    return breaches


def _region(actor: Any) -> str:
    return min((post.scope_prefix for post in posts_of(actor)), key=len, default="")
