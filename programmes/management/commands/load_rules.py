"""`manage.py load_rules`: put the shipped law and the holiday calendar in force; safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.policies import Refused
from programmes.services import shipped


class Command(BaseCommand):
    """Publish every shipped rule file that is not published yet and enter every shipped holiday."""

    help = "Publish the shipped rule files and enter the shipped holidays; safe to repeat."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """All or nothing; 1 where a published set differs from its file."""
        try:
            new = shipped.load()
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=1) from None
        self.stdout.write(f"{new['rule_sets']} rule sets published, {new['holidays']} holidays entered")
