"""Money, audit and law: what must always be true, asked of the whole database."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

import cases.reports.invariants
import cases.reports.screening_invariants
import ledger.reports
import payouts.queries.invariants
import programmes.queries.invariants
import stations.reports
from core import audit
from core.invariants import breaches
from payouts.models import Batch
from payouts.queries.due import overlooked
from payouts.services.sealing import totals_of
from portal.tasks import seal_audit
from programmes.services import verification

INVARIANTS = (
    *ledger.reports.INVARIANTS,
    *payouts.queries.invariants.INVARIANTS,
    *cases.reports.invariants.INVARIANTS,
    *cases.reports.screening_invariants.INVARIANTS,
    *programmes.queries.invariants.INVARIANTS,
    *stations.reports.INVARIANTS,
)


class Command(BaseCommand):
    """Exit 0: everything holds. Exit 1: one line a breach on standard output, their number on standard error.

    Where everything holds, the audit written since the last seal is sealed: what was looked at is fixed from then on.
    """

    help = "Check money, audit and law invariants over the whole database; one line a breach."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many assessments to work out again."""
        parser.add_argument("--all", action="store_true", dest="every", help="work out every assessment again, not the newest")

    def handle(self, *, every: bool, **_options: Any) -> None:
        """Ask everything, say every breach."""
        found = 0
        for line in self._breaches(every):
            found += 1
            self.stdout.write(line)
        if found:
            raise CommandError(_("%(count)s breaches.") % {"count": found}, returncode=1)
        seal_audit()
        self.stdout.write(_("Everything holds: %(count)s invariants.") % {"count": len(INVARIANTS) + len(self._checks(every))})

    def _checks(self, every: bool) -> tuple[Callable[[], Iterable[str]], ...]:
        def recomputed() -> Iterable[str]:
            return cases.reports.invariants.assessments_differ(None if every else cases.reports.invariants.SAMPLE)

        numbers, screened = cases.reports.invariants.numbers_differ, cases.reports.screening_invariants.screened_differ
        return (recomputed, numbers, screened, verification.breaches, seals_broken, instalments_overlooked, audit.verify_chain)

    def _breaches(self, every: bool) -> Iterator[str]:
        yield from breaches(INVARIANTS)
        for check in self._checks(every):
            yield from check()


def seals_broken() -> Iterator[str]:
    """One line for each sealed batch whose lines are not what was sealed."""
    for batch in Batch.objects.exclude(state__in=["collected", "cancelled"]).order_by("pk").iterator():
        if totals_of(batch.pk) != (batch.line_count, batch.total, batch.control_digest):
            yield f"batch_seal: the lines of a batch are what was sealed; not so: {batch.number}"


def instalments_overlooked() -> Iterator[str]:
    """One line when collecting has passed over something that is due."""
    count = overlooked()
    if count:
        yield f"instalment_overlooked: collecting has looked at everything it marked; not so: {count} instalments"
