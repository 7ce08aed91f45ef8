"""Wishes at the desk."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.models import Resident
from core import clock
from jobs.models import Occupation, Wish, WishOccupation
from jobs.states.wishes import WishState

SUGGESTED = 12


def of_desk(user: Any) -> QuerySet[Wish]:
    """The wishes that `user` may see, each with its person and occupations."""
    wishes = Wish.objects.visible_to(user).select_related("resident", "station")
    return wishes.prefetch_related("occupations__occupation")


def occupations(text: str) -> list[Occupation]:
    """Occupations whose code begins with the text or whose name holds it, groups first."""
    text = text.strip().split(" ", maxsplit=1)[0]
    if not text:
        return []
    if text.isascii() and text.isdigit():
        return list(Occupation.objects.filter(code__startswith=text)[:SUGGESTED])
    found = Occupation.objects.filter(name__contains=text) | Occupation.objects.filter(name_en__icontains=text)
    return sorted(found[: 4 * SUGGESTED], key=lambda one: (len(one.code), one.code))[:SUGGESTED]


def groups() -> QuerySet[Occupation]:
    """The sub-major groups, which somebody who is no expert can choose from."""
    return Occupation.objects.filter(code__regex=r"^[1-6][0-9]{2}$")


def open_of(resident: Resident) -> Wish | None:
    """The person's open wish, if there is one."""
    wishes = Wish.objects.filter(resident=resident, state=WishState.OPEN).select_related("station")
    return wishes.prefetch_related("occupations__occupation").first()


def narrowed(wishes: QuerySet[Wish], chosen: dict[str, Any]) -> QuerySet[Wish]:
    """Those that the filter asks for; open ones where it says nothing of the state."""
    state = chosen.get("state") or WishState.OPEN
    over = {"state": WishState.OPEN, "valid_until__lt": clock.today()}
    wishes = wishes.filter(**over if state == "over" else {"state": state})
    if "q" in chosen:
        wishes = wishes.filter(resident__name__startswith=chosen["q"])
    if "group" in chosen:
        code = chosen["group"].pk
        above = [code[:length] for length in range(1, len(code))]
        told = WishOccupation.objects.filter(wish=OuterRef("pk")).filter(
            Q(occupation__code__startswith=code) | Q(occupation__in=above)
        )
        wishes = wishes.filter(Exists(told))
    return wishes.filter(**{name: True for name in ("piece_work", "training") if chosen.get(name)})
