"""The table of the programmes, from their declarations and rules files; docs/programmes.md is its output."""

from typing import Any

from django.core.management.base import BaseCommand

from programmes.formulas import registry
from programmes.formulas.declaration import Scheme
from programmes.services import lawfiles

HEAD = """# Programmes

What the portal carries, from the declarations in `programmes/formulas/schemes` and the rules in `programmes/rules`;
`manage.py list_programmes` writes this page. Register: the number in the bureau's register of programmes. Open: figures that the
source leaves open and the bureau must settle (they are marked on the rules page).

| programme | code | register | for | door | pays | fund | publicity | rules of | open |
|---|---|---|---|---|---|---|---|---|---|
"""
PAYS = {
    "once": "once",
    "monthly": "by the month",
    "yearly": "once a year",
    "stages": "in stages",
    "none": "nothing: relief or recognition",
}


class Command(BaseCommand):
    """One Markdown row a programme."""

    help = "Print the table of programmes as Markdown; needs no database."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write the table to standard output."""
        self.stdout.write(table(), ending="")


def table() -> str:
    """The whole page: people's programmes first, each group by register number."""
    ordered = sorted(registry.SCHEMES.values(), key=lambda scheme: (scheme.applicant != "person", scheme.register, scheme.name))
    return HEAD + "".join(_row(scheme) for scheme in ordered)


def _row(scheme: Scheme) -> str:
    files = [file for file in lawfiles.all_files() if file.scheme == scheme.name and file.valid_to is None]
    parameters = [entry for file in files for entry in file.content["parameters"].values()]
    days = {file.content["parameters"].get("publicity_working_days", {}).get("value", 0) for file in files}
    words = scheme.words.zh + " " + scheme.words.en if scheme.words else scheme.name
    who = "a list of people" if scheme.listed else scheme.applicant
    cells = (
        words,
        f"`{scheme.name}`",
        scheme.register,
        who,
        scheme.door,
        PAYS[scheme.plan],
        ", ".join(scheme.funds) if scheme.plan != "none" else "",
        ", ".join(f"{day} days" for day in sorted(days) if day),
        ", ".join(sorted({file.region_code for file in files})),
        str(sum(1 for entry in parameters if entry.get("unsure"))),
    )
    return "| " + " | ".join(cells) + " |\n"
