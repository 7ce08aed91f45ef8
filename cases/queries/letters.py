"""Which letters a claim has or may have."""

from dataclasses import dataclass
from datetime import date

from cases.models import Claim, Letter
from cases.states import LetterKind


@dataclass(frozen=True)
class Paper:
    """A letter that the claim's course calls for, and the issued one where there is one."""

    kind: LetterKind
    about: str
    issued: Letter | None

    @property
    def delivered_on(self) -> date | None:
        """The day on which it was delivered, as far as that is on record."""
        delivery = getattr(self.issued, "delivery", None)
        return delivery.on if delivery else None

    @property
    def label(self) -> str:
        """What the reader calls it."""
        return str(self.kind.label)


def called_for(claim: Claim) -> list[Paper]:
    """The letters that belong to the steps taken so far, in their order. Four queries."""
    wanted: list[tuple[LetterKind, str]] = []
    verbs = set(claim.steps.values_list("verb", flat=True))
    if "ask_correction" in verbs:
        wanted.append((LetterKind.CORRECTION, ""))
    if "not_accept" in verbs:
        wanted.append((LetterKind.NOT_ACCEPTED, ""))
    if "accept" in verbs:
        wanted.append((LetterKind.ACCEPTANCE, ""))
    if verbs & {"grant", "conclude"}:
        wanted.append((LetterKind.GRANT, ""))
    if "refuse" in verbs:
        wanted.append((LetterKind.REFUSAL, ""))
    pauses = list(claim.suspensions.order_by("pk").values_list("from_on", flat=True)) if "suspend" in verbs else []
    wanted += [(LetterKind.SUSPENSION, str(from_on)) for from_on in pauses]
    if "end" in verbs:
        wanted.append((LetterKind.STOP, ""))
    issued = {
        (letter.kind, letter.about): letter for letter in claim.letters.defer("pdf").select_related("delivery").order_by("pk")
    }
    # Letters that another step made, such as the order to repay, can be printed again from here.
    wanted += [(LetterKind(kind), about) for kind, about in issued if (kind, about) not in wanted]
    return [Paper(kind, about, issued.get((kind, about))) for kind, about in wanted]
