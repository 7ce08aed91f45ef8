"""Finding units, and reading what is known of one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Replace, Right, Upper

from core.crypto import blind_index
from core.identifiers import clean_number
from core.models import AuditEntry
from enterprises.formulas import unit_names
from enterprises.models import CorporateAccount, Enterprise, InsuranceYear, Listing
from enterprises.states import AccountState
from stations.models import posts_of
from stations.states import CASE_ROLES

CODE_LENGTH = 18
LAST_DIGITS = 4
SHORTEST_NAME = 2
BANNER_LENGTH = 6


def account_hash(number: str) -> bytes:
    """The blind index of an account number, the same as that of a person's card."""
    return blind_index("account", number)


def id_hash(number: str) -> bytes:
    """The blind index of an identity number of 18 characters, the same as that of a resident."""
    return blind_index("id_number", number)


def by_code(code: str) -> Enterprise | None:
    """Whoever carries that code, wherever; for telling that it is taken."""
    return Enterprise.objects.select_related("region", "station").filter(credit_code=code).first()


def too_short(text: str) -> bool:
    """Whether a search text would find half the land."""
    return len(unit_names.bare(unit_names.normal_form(text))) < SHORTEST_NAME


def search(user: Any, text: str) -> QuerySet[Enterprise]:
    """The units visible to `user` whom `text` may mean: a code, its last four characters or more, or part of the name."""
    return _meant(Enterprise.objects.visible_to(user), text)


def search_around(user: Any, text: str) -> QuerySet[Enterprise]:
    """The same among all units of the banners in which `user` works, whichever station keeps their files.

    Name and credit code stand in the public register of units, so a desk may find whom it logs a vacancy for; the file of a
    unit is opened through `visible_to` all the same.
    """
    condition = Q(pk__in=[])
    for post in posts_of(user):
        if post.role in CASE_ROLES:
            place = post.station.region_code[:BANNER_LENGTH] if post.station_id else post.scope_prefix
            condition |= Q(region_code__startswith=place)
    return _meant(Enterprise.objects.filter(condition), text)


def _meant(units: QuerySet[Enterprise], text: str) -> QuerySet[Enterprise]:
    code = clean_number(text)
    if too_short(text):
        return units.none()
    if len(code) == CODE_LENGTH and code.isascii():
        return units.filter(credit_code=code)
    if len(code) >= LAST_DIGITS and code.isascii() and code.isalnum() and any(char.isdigit() for char in code):
        found = units.alias(tail=Right("credit_code", LAST_DIGITS)).filter(tail=code[-LAST_DIGITS:])
        return found.filter(credit_code__endswith=code)
    bare = unit_names.bare(unit_names.normal_form(text))
    found = units.filter(name_pairs__contains=unit_names.pairs(bare))
    if len(bare) > SHORTEST_NAME:
        found = found.alias(plain=_plain()).filter(plain__contains=bare)
    return found


def _plain() -> Any:
    plain: Any = F("name")
    for char in ("（", "）", " ", "·"):
        plain = Replace(plain, Value(char), Value(""))
    return Upper(plain)


def account_of(unit: Enterprise) -> CorporateAccount | None:
    """The confirmed account, to which money goes; None where there is none and nothing can be paid."""
    return unit.accounts.filter(state=AccountState.VERIFIED).select_related("recorded_by", "verified_by").first()


def proposed_account(unit: Enterprise) -> CorporateAccount | None:
    """The account that waits for a second person."""
    return unit.accounts.filter(state=AccountState.UNVERIFIED).select_related("recorded_by").first()


def lists_on(unit: Enterprise, day: date) -> set[str]:
    """The kinds of honours and lists in force on `day`."""
    return set(Listing.objects.filter(enterprise=unit).in_force(day).values_list("kind", flat=True))


def years_of(unit: Enterprise, last: int = 5) -> Sequence[InsuranceYear]:
    """The latest insurance years, newest first."""
    return list(unit.insurance_years.order_by("-year")[:last])


def history(unit: Enterprise) -> QuerySet[AuditEntry]:
    """Everything that was done about the unit, newest first."""
    return (
        AuditEntry.objects.filter(subject_type=Enterprise._meta.label_lower, subject_id=str(unit.pk))
        .select_related("actor")
        .order_by("-pk")
    )
