"""Finding residents, and reading what is known of one."""

from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Replace

from cases.models import BankAccount, ChangeRequest, Resident, SpouseLink
from cases.states import ChangeState
from core import names
from core.crypto import blind_index
from core.identifiers import clean_mobile, clean_number, is_mobile, widen_id
from core.models import AuditEntry

SHORTEST_NAME = 2
LAST_DIGITS = 4
_TAIL_LOOKED_AT = 500


def id_hash(number: str) -> bytes:
    """The blind index of an identity number of 18 characters."""
    return blind_index("id_number", number)


def is_private(text: str) -> bool:
    """Whether a search text is a whole number of a person, which must not stand in an address or a log."""
    number = clean_number(text)
    return is_mobile(clean_mobile(text)) or (len(number) >= 15 and number[:14].isdigit())


def too_short(text: str) -> bool:
    """Whether a search text would find half the town."""
    bare = names.normal_form(text).replace(names.DOT, "")
    return len(bare) < (LAST_DIGITS if clean_number(text)[:1].isdigit() else SHORTEST_NAME)


def search(user: Any, text: str) -> QuerySet[Resident]:
    """The residents visible to `user` whom `text` may mean: a number, its last four or more, a mobile, a name
    or part of one, or the first letters of its pinyin. Too short a text finds nobody."""
    residents = Resident.objects.visible_to(user).select_related("station", "community")
    number = clean_mobile(text)
    if too_short(text):
        return residents.none()
    if number[:-1].isdigit() and number[-1:] in set("0123456789X"):
        return _by_number(residents, number)
    name = names.normal_form(text)
    if name.isascii() and name.replace(" ", "").isalpha():
        return residents.filter(initials__startswith=name.replace(" ", "").lower()) | _by_name(residents, name)
    return _by_name(residents, name)


def owner_of(number: str) -> Resident | None:
    """Whoever carries that identity number of 18 characters, at whatever station; for telling that it is taken."""
    return Resident.objects.select_related("station").filter(id_hash=id_hash(number)).first()


def spouse_of(resident: Resident) -> SpouseLink | None:
    """The marriage in force."""
    return resident.spouse_links.filter(until_on__isnull=True).select_related("spouse__station").first()


def account_of(resident: Resident) -> BankAccount | None:
    """The account in use, confirmed or not."""
    return resident.accounts.filter(is_current=True).select_related("recorded_by", "verified_by").first()


def open_changes(resident: Resident) -> list[ChangeRequest]:
    """What waits for a second person."""
    return list(resident.change_requests.filter(state=ChangeState.OPEN).select_related("requested_by").order_by("requested_at"))


def history(resident: Resident) -> QuerySet[AuditEntry]:
    """Everything that was done about the person, newest first."""
    return (
        AuditEntry.objects.filter(subject_type=Resident._meta.label_lower, subject_id=str(resident.pk))
        .select_related("actor")
        .order_by("-pk")
    )


def _by_number(residents: QuerySet[Resident], number: str) -> QuerySet[Resident]:
    if is_mobile(number):
        return residents.filter(mobile=number)
    if len(number) == 18:
        return residents.filter(id_hash=id_hash(number))
    if len(number) == 15:
        return residents.filter(id_hash=id_hash(widen_id(number)))
    found = residents.filter(id_last4=number[-LAST_DIGITS:])
    if len(number) == LAST_DIGITS:
        return found
    longer = [row.pk for row in found[:_TAIL_LOOKED_AT] if row.id_number.endswith(number)]
    return residents.filter(pk__in=longer)


def _by_name(residents: QuerySet[Resident], name: str) -> QuerySet[Resident]:
    bare = name.replace(names.DOT, "").replace(" ", "")
    found = residents.filter(name_pairs__contains=names.pairs(name))
    if len(bare) > SHORTEST_NAME:
        plain = Replace(Replace(F("name"), Value(names.DOT), Value("")), Value(" "), Value(""))
        found = found.alias(plain=plain).filter(plain__contains=bare)
    return found
