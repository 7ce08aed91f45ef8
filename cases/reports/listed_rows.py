"""Workbooks of a list of people: the empty one to fill in, and the refused rows, which can be sent again as they are."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.formulas.listed_rows import FACT_MISSING, FACT_UNREADABLE, IDENTITY
from cases.models import ListFile
from cases.queries import listed
from cases.reports.refused_rows import REASONS
from core.sheets import write_workbook
from programmes.queries import labels

MORE = {
    "name_differs": gettext_lazy("Under this ID number the register has another name. Compare both with the card."),
    "died_before": gettext_lazy("The register says that this person died before the day of the hire."),
    "hired_in_future": gettext_lazy("The day of the hire lies in the future."),
}


def headers(scheme: str) -> dict[str, str]:
    """The columns of the programme's list in Chinese, as the files are read and written, by their name in the code."""
    told = {fact.name: fact.words.zh if fact.words else fact.name for fact in listed.asked(scheme)}
    return {**{name: aliases[0] for name, aliases in IDENTITY.items()}, **told}


def reason(code: str) -> str:
    """Why a row is refused, in the reader's language."""
    kind, _dot, name = code.partition(".")
    if name:
        text = {FACT_MISSING: _("%(fact)s is missing."), FACT_UNREADABLE: _("%(fact)s cannot be read.")}[f"{kind}."]
        return text % {"fact": labels.fact(name)}
    return str(MORE.get(code) or REASONS[code])


def write_template(target: Any, scheme: str) -> int:
    """An empty sheet with the headers; every column is text, so that no digit is lost."""
    columns = list(headers(scheme).values())
    return write_workbook(target, title=_("People on the list"), headers=columns, rows=[], widths=[22] * len(columns))


def write_refused(target: Any, made: ListFile) -> int:
    """The refused rows under the headers that a list is read by; behind them the reasons. Returns how many rows it has."""
    columns = headers(made.claim.scheme)
    return write_workbook(
        target,
        title=_("Refused rows"),
        headers=[*columns.values(), _("Reasons"), _("Row in the file")],
        rows=(
            [*(cells.get(name, "") for name in columns), " ".join(reason(code) for code in codes), number]
            for number, codes, cells in made.refused_rows()
        ),
        widths=[22] * len(columns) + [60, 14],
    )
