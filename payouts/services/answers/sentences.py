"""What a refused file is told, in a sentence: what is wrong and where in the file."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.policies import Refused
from payouts.bankfiles.layout import FileRefused

SENTENCES = {
    "unknown_format": gettext_lazy("this is no answer of a bank in text, pain.002.001.10 or camt.053.001.08"),
    "truncated": gettext_lazy("the file breaks off"),
    "no_lines": gettext_lazy("the file has no lines"),
    "blank_line": gettext_lazy("there is an empty line in the middle"),
    "line_too_long": gettext_lazy("the line is too long"),
    "fields": gettext_lazy("there should be %(says)s fields, there are %(is_)s"),
    "head": gettext_lazy("the head of the file is incomplete or not as agreed"),
    "status": gettext_lazy("the state is none that was agreed"),
    "key": gettext_lazy("the number of the line is missing or too long"),
    "amount": gettext_lazy("the amount is not in yuan with two decimals"),
    "currency": gettext_lazy("the currency is not CNY"),
    "day": gettext_lazy("the day cannot be read"),
    "count": gettext_lazy("a number cannot be read"),
    "control": gettext_lazy("there is a control character"),
    "encoding": gettext_lazy("the bytes are not text in the agreed encoding"),
    "xml": gettext_lazy("the XML is broken: %(says)s"),
    "doctype": gettext_lazy("a document type is not allowed in the XML"),
    "processing_instruction": gettext_lazy("a processing instruction is not allowed in the XML"),
    "namespace": gettext_lazy("an element belongs to another namespace"),
    "too_deep": gettext_lazy("the XML is nested too deeply"),
    "text_too_long": gettext_lazy("a text in the XML is too long"),
    "too_many_fields": gettext_lazy("an element of the XML holds too many fields"),
    "structure": gettext_lazy("the XML lacks what the message must have"),
    "paid_count_differs": gettext_lazy("the head says %(says)s paid lines, there are %(is_)s"),
    "paid_total_differs": gettext_lazy("the head says %(says)s yuan paid, the lines say %(is_)s"),
    "failed_count_differs": gettext_lazy("the head says %(says)s failed lines, there are %(is_)s"),
    "failed_total_differs": gettext_lazy("the head says %(says)s yuan failed, the lines say %(is_)s"),
    "count_differs": gettext_lazy("the file says %(says)s lines, there are %(is_)s"),
    "total_differs": gettext_lazy("the file says %(says)s yuan, the lines say %(is_)s"),
    "balance_differs": gettext_lazy("the closing balance says %(says)s yuan, opening balance and entries give %(is_)s"),
    "strangers": gettext_lazy("there are %(says)s lines, but the batches that they name have %(is_)s: is it another's file?"),
    "status_figures_differ": gettext_lazy("the figures of state %(status)s stand twice and differ"),
}


def refusal(name: str, error: FileRefused) -> Refused:
    """The refusal of the whole file `name` as people read it."""
    what = SENTENCES[error.code] % error.given
    if not error.where:
        return Refused(_("%(file)s is refused whole: %(what)s.") % {"file": name, "what": what}, code=error.code)
    return Refused(
        _("%(file)s is refused whole, %(where)s: %(what)s.") % {"file": name, "where": _place(error.where), "what": what},
        code=error.code,
    )


def _place(where: str) -> str:
    """A line of the file in words; a place in the XML stays as the message names it."""
    word, _blank, number = where.partition(" ")
    return _("line %(number)s") % {"number": number} if word == "line" else where
