"""`manage.py batch_release --batch NUMBER|--all --by USER`: the second finance person releases."""

from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.policies import Refused
from payouts.models import Batch
from payouts.services.release import release_together
from payouts.states import BatchState
from payouts.tasks import ring, send_batch
from stations.models import User

#: Batches that are released in one transaction: fewer readings of the tables of all people, small steps for a page that waits.
TOGETHER = 6


class Command(BaseCommand):
    """Release one batch or all that wait; one line a released batch on standard output: number, lines, total."""

    help = "The second finance person releases a sealed batch."

    def add_arguments(self, parser: CommandParser) -> None:
        """The contract's arguments."""
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--batch", metavar="NUMBER", help="this batch")
        which.add_argument("--all", action="store_true", help="every batch that waits for release")
        parser.add_argument("--by", required=True, metavar="USER", help="the finance checker, another person than the maker")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Each batch is released whole or not at all; 1 when one of them was refused, with the sentence for each."""
        actor = User.objects.filter(username__iexact=options["by"], is_active=True).first()
        if actor is None:
            raise CommandError(f"there is no user {options['by']} who may sign in", returncode=1)
        refusals: list[str] = []
        for _month, waiting in groupby(self._wanted(actor, options), key=lambda batch: batch.month):
            batches = list(waiting)
            for first in range(0, len(batches), TOGETHER):
                refusals += self._release(batches[first : first + TOGETHER], actor)
        if refusals:
            raise CommandError("\n".join(refusals), returncode=1)

    def _wanted(self, actor: User, options: dict[str, Any]) -> list[Batch]:
        seen = Batch.objects.visible_to(actor)
        if options["all"]:
            waiting = list(seen.filter(state=BatchState.SEALED).order_by("month", "pk"))
            if not waiting:
                self.stdout.write("No batch waits for release.")
            return waiting
        batch = seen.filter(number=options["batch"]).first()
        if batch is None:
            raise CommandError(f"there is no batch {options['batch']} within the posts of {options['by']}", returncode=1)
        return [batch]

    def _release(self, batches: list[Batch], actor: User) -> list[str]:
        """Together, which reads the tables of all people once; one by one where one of them is refused."""
        try:
            gone = release_together(batch_ids=[batch.pk for batch in batches], actor=actor)
        except Refused as refused:
            if len(batches) == 1:
                return [f"{batches[0].number}: {refused.sentence}"]
            return [sentence for batch in batches for sentence in self._release([batch], actor)]
        before = {batch.pk: batch.line_count for batch in batches}
        return [sentence for batch in gone if (sentence := self._tell(batch, before[batch.pk]))]

    def _tell(self, gone: Batch, lines: int) -> str:
        if gone.state == BatchState.CANCELLED:
            return f"{gone.number}: {gone.cancel_reason}"
        if gone.line_count < lines:
            self.stderr.write(f"{gone.number}: {lines - gone.line_count} lines were taken out and are held")
        ring(send_batch, gone.pk)
        self.stdout.write(f"{gone.number} {gone.line_count} {gone.total}")
        return ""
