"""Finding vacancies: at the desk by scope, and by everybody what is on show."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat, Replace, Upper

from core import clock
from core.identifiers import clean_number, is_uscc
from core.models import AuditEntry
from enterprises.formulas import unit_names
from enterprises.models import Enterprise
from enterprises.queries.registry import search_around as search_units
from jobs.models import Event, Occupation, Stand, Vacancy
from jobs.states.vacancies import PayDay, VacancyState
from stations.models import Region, Station

OFFERED = 15
SHOWN_STANDS = 5
SHORTEST = 2
OVER = "over"
BESIDE = ("region__parent__parent", "station", "occupation")


def listed(user: Any, **chosen: Any) -> QuerySet[Vacancy]:
    """The vacancies that `user` may see, under the filters of the desk's list."""
    found: QuerySet[Vacancy] = Vacancy.objects.visible_to(user).select_related(*BESIDE, "file")
    today = clock.today()
    state, within = chosen.pop("state", ""), chosen.pop("within", None)
    group, text = chosen.pop("group", ""), chosen.pop("q", "").strip()
    if state == OVER:
        found = found.filter(state=VacancyState.PUBLISHED, valid_until__lt=today)
    elif state == VacancyState.PUBLISHED:
        found = found.filter(state=state, valid_until__gte=today)
    elif state:
        found = found.filter(state=state)
    if within is not None:
        found = found.filter(state=VacancyState.PUBLISHED, valid_until__range=(today, today + timedelta(days=within)))
    if group:
        found = found.filter(occupation__code__startswith=group)
    if text:
        found = found.filter(number=text.upper()) if text.upper().startswith("GW") else searched(found, text)
    return found.filter(**chosen)


def public(**chosen: Any) -> QuerySet[Vacancy]:
    """What everybody may see today, under the public's filters; without contacts and without whose household it is."""
    hidden = ("contact_name", "contact_phone", "household", "words")
    found: QuerySet[Vacancy] = Vacancy.objects.on_show(clock.today()).defer(*hidden).select_related(*BESIDE)
    if place := chosen.get("place"):
        found = found.filter(region_code__startswith=place)
    if group := chosen.get("group"):
        found = found.filter(occupation__code__startswith=group)
    if hours := chosen.get("hours"):
        found = found.filter(hours=hours)
    if pay := chosen.get("pay"):
        unit, _colon, least = pay.partition(":")
        found = found.filter(pay_day=PayDay.DAILY) if unit == PayDay.DAILY else found.filter(pay_unit=unit)
        if least:
            found = found.filter(pay_to__gte=Decimal(least))
    if text := chosen.get("q", "").strip():
        found = searched(found, text)
    return found


def at_station(station: Station) -> QuerySet[Vacancy]:
    """What a station shows, newest first."""
    return public().filter(station=station).order_by("-published_at", "-pk")


def searched(found: QuerySet[Vacancy], text: str) -> QuerySet[Vacancy]:
    """Those whose title or employer holds the text; fewer than two characters find nothing."""
    bare = unit_names.bare(unit_names.normal_form(text))
    if len(bare) < SHORTEST:
        return found.none()
    found = found.filter(words__contains=unit_names.pairs(bare))
    if len(bare) > SHORTEST:
        plain: Any = Concat(F("title"), Value("|"), F("employer"))
        for char in ("（", "）", " ", "·"):
            plain = Replace(plain, Value(char), Value(""))
        found = found.alias(plain=Upper(plain)).filter(plain__contains=bare)
    return found


def expiring(user: Any, days: int) -> int:
    """How many of the reader's vacancies end within so many days."""
    return listed(user, within=days).count()


def waiting(user: Any) -> int:
    """How many wait for the bureau."""
    return listed(user, state=VacancyState.WAITING).count()


def occupations(text: str) -> list[Occupation]:
    """Occupations of the lowest level to choose from, by code or part of the name; exact and short names first."""
    text = text.strip().split(" ")[0]
    if not text:
        return []
    leaves = Occupation.objects.filter(code__regex=r"^\d{7}$")
    found = leaves.filter(code__startswith=text) if text.isascii() and text.isdigit() else leaves.filter(name__contains=text)
    return sorted(found, key=lambda one: (len(one.name), one.code))[:OFFERED]


def occupation_of(text: str) -> str:
    """The code that an entry means: the code before the name, the one name that is alike or alone; "" otherwise."""
    text = text.strip()
    code = text.split(" ")[0]
    if len(code) == 7 and code.isdigit():
        return code
    offered = occupations(text)
    exact = [one for one in offered if one.name == text]
    return (exact or offered)[0].code if len(exact) == 1 or len(offered) == 1 else ""


def units(user: Any, text: str) -> list[Enterprise]:
    """Units of the banner to choose from while a code or part of a name is typed, whichever station keeps their file."""
    return list(search_units(user, text.strip().split(" ")[0]).filter(closed_on=None).order_by("sort_key", "pk")[:OFFERED])


def may_open_file(user: Any, vacancy: Vacancy) -> bool:
    """Whether `user` may open the file of the unit that offers the work; a desk logs for units of its whole banner."""
    return vacancy.enterprise_id is not None and Enterprise.objects.visible_to(user).filter(pk=vacancy.enterprise_id).exists()


def code_of(user: Any, text: str) -> str:
    """The credit code that an entry means: the code before the name, or the one unit that is found; "" otherwise."""
    code = clean_number(text.strip().split(" ")[0])
    if is_uscc(code):
        return code
    found = units(user, text)
    exact = [unit for unit in found if unit.name == unit_names.normal_form(text)]
    return (exact or found)[0].credit_code if len(exact) == 1 or len(found) == 1 else ""


def places(stations: Any) -> list[tuple[str, str]]:
    """Where work may lie, for a desk: the own community, the townships of its banner, the banners of its league."""
    codes = list(stations.values_list("region_code", flat=True)[:50])
    if not codes:
        return []
    banners, leagues = {code[:6] for code in codes}, {code[:4] for code in codes}
    regions = Region.objects.filter(
        code__in=[
            *codes[:10],
            *(region for region in _below(banners, Region.Level.TOWNSHIP)),
            *_below(leagues, Region.Level.BANNER),
        ]
    ).select_related("parent")
    order = {Region.Level.COMMUNITY: 0, Region.Level.TOWNSHIP: 1, Region.Level.BANNER: 2}
    ordered = sorted(regions, key=lambda region: (order[Region.Level(region.level)], region.code))
    return [(one.code, one.name if one.level == Region.Level.BANNER else f"{one.parent}{one.name}") for one in ordered]


def _below(prefixes: set[str], level: int) -> list[str]:
    found: list[str] = []
    for prefix in sorted(prefixes)[:12]:
        found += Region.objects.below(prefix).filter(level=level).values_list("code", flat=True)
    return found


def brought(user: Any, vacancy: Vacancy) -> list[Stand]:
    """The stands that the vacancy is brought to, at events that `user` may see, the latest first."""
    stands = Stand.objects.filter(offers__vacancy=vacancy, event__in=Event.objects.visible_to(user)).select_related("event")
    return list(stands.order_by("-event__begins_at")[:SHOWN_STANDS])


def history(vacancy: Vacancy) -> QuerySet[AuditEntry]:
    """Everything that was done about it, newest first."""
    rows = AuditEntry.objects.filter(subject_type=Vacancy._meta.label_lower, subject_id=str(vacancy.pk))
    return rows.select_related("actor").order_by("-pk")
