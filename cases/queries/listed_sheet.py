"""What the pages show of the people on a list, in the words of the page's language."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from cases.models import Assessment, ListedPerson
from cases.queries import listed
from programmes.formulas.declaration import Fact
from programmes.queries import labels


@dataclass(frozen=True)
class PersonRow:
    """One person of the list: who, what was said, what was found."""

    pk: int
    resident_id: int
    name: str
    last4: str
    facts: str
    eligible: bool | None
    amount: Decimal
    failed: str
    visible: bool


def rows(people: Iterable[ListedPerson], scheme: str, visible: Collection[int] = ()) -> list[PersonRow]:
    """The people as the list shows them; `visible` are the residents whose pages the reader may open."""
    facts = listed.facts_of(scheme)
    return [
        PersonRow(
            pk=person.pk,
            resident_id=person.resident_id,
            name=person.resident.name,
            last4=person.resident.id_last4,
            facts=_told(facts, {**person.facts, **(person.result or {}).get("facts", {})}),
            eligible=person.eligible,
            amount=person.amount,
            failed=failed(person),
            visible=person.resident_id in visible,
        )
        for person in people
    ]


def failed(person: ListedPerson) -> str:
    """The conditions that the person does not meet, in words; nothing where all are met or nobody has looked."""
    return _(", ").join(labels.condition(code) for code in (person.result or {}).get("failed", []))


def _told(facts: tuple[Fact, ...], told: dict[str, Any]) -> str:
    known = [(fact.name, told[fact.name]) for fact in facts if fact.name in told]
    return _("; ").join(_("%(name)s: %(value)s") % {"name": labels.fact(n), "value": labels.value(v)} for n, v in known)


def summary(assessment: Assessment) -> dict[str, int] | None:
    """How many people an assessment looked at and granted; None where the programme has no list."""
    people = assessment.result.get("people")
    if people is None:
        return None
    granted = sum(1 for row in people if row["eligible"])
    return {"people": len(people), "granted": granted, "refused": len(people) - granted}
