"""Papers that are not there at acceptance: found by comparing data, or promised by a day (容缺受理)."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from cases.models import Attachment, Claim, PaperPromise
from cases.queries import promises as query
from core import audit, clock
from core.policies import Refused
from programmes.queries import applicable
from stations.models import User


def settle(claim: Claim, actor: User, *, promised: Collection[str], compared: Collection[str], due_on: date | None) -> None:
    """Every paper that the programme asks for and that is missing is promised, or was found by comparing data.

    The caller holds the claim, whose clock runs. Raises Refused by field: `papers` where one of them is neither,
    `due_on` where a promise has no day, or one that is not before the decision is due.
    """
    lacking = query.lacking(claim)
    promised = [kind for kind in lacking if kind in promised]
    compared = [kind for kind in lacking if kind in compared and kind not in promised]
    left = [kind for kind in lacking if kind not in (*promised, *compared)]
    if left:
        names = _(", ").join(applicable.paper_name(kind) for kind in left)
        told = _("Say of each missing paper whether data comparison shows it or the applicant promises it: %(papers)s.")
        raise Refused(told % {"papers": names}, field="papers", code="papers_missing")
    if promised:
        _in_time(claim, due_on)
    before = query.of(claim)
    if not lacking and before is None:
        return
    told_before = [kind for kind in (before.compared if before else []) if kind not in compared]
    PaperPromise.objects.update_or_create(
        claim=claim,
        defaults={
            "papers": promised,
            "compared": [*told_before, *compared],
            "due_on": due_on if promised else None,
            "kept_on": None,
            "made_on": clock.today(),
            "made_by": actor,
        },
    )
    if lacking:
        audit.record(
            actor, "papers.promised" if promised else "papers.compared", claim,
            papers=promised, compared=compared, due_on=str(due_on) if promised else "",
        )  # fmt: skip


def _in_time(claim: Claim, due_on: date | None) -> None:
    if due_on is None:
        raise Refused(_("Enter by when the applicant brings what is promised."), field="due_on")
    if due_on <= clock.today():
        raise Refused(_("The day by which the papers are promised lies in the future."), field="due_on")
    if claim.due_on and due_on > claim.due_on:
        raise Refused(_("The papers must be there before the decision is due."), field="due_on")


def look_again(claim: Claim) -> None:
    """A paper came or was taken away: whether the promise is kept now. The caller holds the claim."""
    made = query.of(claim)
    if made is None or not made.papers:
        return
    there = set(Attachment.objects.filter(claim=claim, removed_at__isnull=True).values_list("kind", flat=True))
    kept = there.issuperset(made.papers)
    if kept != (made.kept_on is not None):
        made.kept_on = clock.today() if kept else None
        made.save(update_fields=["kept_on"])


def require_kept(claim: Claim) -> None:
    """Refuse a grant while a promised paper is missing."""
    missing = query.outstanding(claim)
    if missing:
        told = _("Papers that were promised are missing: %(papers)s. Until they are there nothing is granted.")
        raise Refused(told % {"papers": _(", ").join(missing)}, field="grants", code="papers_promised")
