"""Forms of the day: the sheet of many rows, one worker's row on a phone, a correction, the evening, a worker's word."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.forms.unit_pages import OpenForm
from core.forms import PortalForm, YuanField
from core.policies import Refused
from jobs.models import PieceLine, PieceWorker
from jobs.services.piece_days import Row
from jobs.states.piece import DisputeOutcome, Payer

MOST_PIECES = 100_000
PARTS = ("good", "rejected", "reason", "advance", "hours")
WORDS = {
    "good": _("Good pieces"),
    "rejected": _("Rejected pieces"),
    "reason": _("Why rejected"),
    "advance": _("Advance (CNY)"),
    "hours": _("Hours worked"),
}
TEXT = forms.Textarea(attrs={"rows": 3})


def _field(part: str, label: Any) -> forms.Field:
    attrs = {"autocomplete": "off", "data-part": part}
    if part in ("good", "rejected"):
        widget = forms.TextInput(attrs={**attrs, "inputmode": "numeric"})
        return forms.IntegerField(label=label, required=False, min_value=0, max_value=MOST_PIECES, widget=widget)
    if part == "reason":
        return forms.CharField(label=label, required=False, max_length=60, widget=forms.TextInput(attrs=attrs))
    decimal = forms.TextInput(attrs={**attrs, "inputmode": "decimal"})
    if part == "advance":
        return YuanField(label=label, required=False, widget=decimal)
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_value=24, max_digits=4, decimal_places=1, widget=decimal
    )


class SheetRow(NamedTuple):
    """A worker's row as the page draws it: the boxes, and what is wrong with them."""

    worker: PieceWorker
    line: PieceLine | None
    boxes: list[forms.BoundField]
    was: forms.BoundField
    errors: list[str]


class PieceDayForm(PortalForm):
    """The sheet: five boxes a worker. `was` remembers what the page showed, so that only what was touched is sent on."""

    submit_label = _("Save the day's sheet")

    def __init__(self, *args: Any, workers: Sequence[PieceWorker], lines: Mapping[int, PieceLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workers, self.lines = workers, lines
        for worker in workers:
            line = lines.get(worker.pk)
            for part in PARTS:
                label = format_lazy("{number} {name}: {part}", number=worker.number, name=worker.name, part=WORDS[part])
                field = self.fields[f"{part}_{worker.pk}"] = _field(part, label)
                field.initial, field.short = _shown(line, part), WORDS[part]
                field.widget.attrs |= {"aria-label": label, "class": "form-control"}
                field.error_messages |= {"invalid": _("Only a number belongs here.")}
            self.fields[f"was_{worker.pk}"] = forms.CharField(
                required=False,
                widget=forms.HiddenInput,
                initial="|".join(["0" if line is None else str(line.version), *_plain(line)]),
            )

    @property
    def rows(self) -> Iterator[SheetRow]:
        """Every worker's boxes, in the order of the roster."""
        for worker in self.workers:
            boxes = [self[f"{part}_{worker.pk}"] for part in PARTS]
            errors = [str(error) for box in boxes for error in box.errors]
            yield SheetRow(worker, self.lines.get(worker.pk), boxes, self[f"was_{worker.pk}"], errors)

    def touched(self) -> list[Row]:
        """The rows that say something else than the page did, for the service."""
        made = []
        for worker in self.workers:
            given = {part: self.cleaned_data[f"{part}_{worker.pk}"] for part in PARTS}
            version, _bar, was = self.cleaned_data[f"was_{worker.pk}"].partition("|")
            if "|".join(_text(given[part]) for part in PARTS) == was:
                continue
            made.append(Row(worker_id=worker.pk, version=int(version) if version.isdecimal() else 0, **given))
        return made

    def refuse(self, refused: Refused) -> None:
        """At the worker's first box where the service names a worker."""
        if refused.field and refused.field.startswith("w"):
            refused.field = f"good_{refused.field[1:]}"
        super().refuse(refused)


def _shown(line: PieceLine | None, part: str) -> Any:
    """What the box shows: nothing for nothing, so that an empty sheet is empty."""
    if line is None:
        return None
    value = getattr(line, part)
    return value if value or part == "good" else None


def _plain(line: PieceLine | None) -> list[str]:
    return [_text(_shown(line, part)) for part in PARTS]


def _text(value: Any) -> str:
    if value is None:
        return ""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value).strip()


class PieceLineForm(PortalForm):
    """What a settled line should have said, and why."""

    submit_label = _("Enter the correction")

    good = forms.IntegerField(label=_("Good pieces, as they should have been"), min_value=0, max_value=MOST_PIECES)
    rejected = forms.IntegerField(label=_("Rejected pieces, as they should have been"), min_value=0, max_value=MOST_PIECES)
    advance = YuanField(label=_("Advance as it was really paid (CNY)"))
    hours = forms.DecimalField(label=_("Hours worked"), required=False, min_value=0, max_value=24, max_digits=4, decimal_places=1)
    reason = forms.CharField(label=_("What was wrong and what shows it"), max_length=60)


class PieceSettlementForm(PortalForm):
    """Who paid; `seen` is what the person looked at."""

    submit_label = _("Settle the day")

    payer = forms.ChoiceField(label=_("Who pays the workers"), choices=Payer.choices, widget=forms.RadioSelect)
    reference = forms.CharField(
        label=_("Receipt or reference"),
        max_length=60,
        required=False,
        help_text=_("Such as the number of the telephone payment."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)


class PieceDisputeForm(PortalForm):
    """What was found of a worker's word."""

    submit_label = _("Answer the worker")

    outcome = forms.ChoiceField(label=_("What became of it"), choices=DisputeOutcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("What you found: the worker reads it"), max_length=500, widget=TEXT)


class ReceiptForm(OpenForm):
    """A worker's word on the own receipt."""

    submit_label = _("Send")

    text = forms.CharField(
        label=_("What is not right?"), max_length=500, widget=TEXT,
        help_text=_("The station alone reads it, and answers on this page.")
    )  # fmt: skip


class ReceiptReportForm(OpenForm):
    """Wages of the receipt were not paid: what the roster does not know is asked, and nothing else."""

    submit_label = _("Report the wages as unpaid")

    mobile = forms.CharField(
        label=_("Mobile number"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})
    )
    amount = YuanField(label=_("Wages owed in all (yuan)"), required=False, min_value=1)
    text_agreed = forms.BooleanField(
        label=_("Send me a text message with a link to my receipt"), required=False,
        help_text=_("It names neither the employer nor what it is about. Leave it out where others read your messages."),
    )  # fmt: skip

    def __init__(self, *args: Any, reachable: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if reachable:
            del self.fields["mobile"]

    def told(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "website"}
