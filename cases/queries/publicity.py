"""What waits for publicity, what is shown, and what may go on; the page of a list as the digest sees it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Left
from django.urls import reverse

from cases.models import Claim, Objection, PublicityEntry, PublicityList
from cases.states import ClaimState, ListState, ObjectionOutcome
from core import clock
from programmes.formulas import registry
from programmes.formulas.rulebook import Rulebook
from programmes.models import RuleSet
from programmes.queries import labels, parameters
from programmes.services import calendar
from stations.models import Region

#: The text that the digest of a list is taken over: its head and its lines as JSON, one a row.
PAGE = """
jsonb_build_object('list', p.number, 'programme', p.scheme, 'region', p.region_code, 'opened_on', p.opened_on)::text
    || coalesce(E'\\n' || string_agg((e.shown || jsonb_build_object('line', e.number))::text, E'\\n' ORDER BY e.number), '')
"""

_HELD = """
SELECT c.id AS claim, c.round, r.name AS person, r.id_number, u.name AS unit, u.credit_code, a.amount, a."on", a.rules_label,
    coalesce(a.result -> 'entitlement', '{}') AS entitlement, a.result -> 'facts' AS facts,
    (SELECT count(*) FROM jsonb_array_elements(a.result -> 'people') AS p WHERE (p ->> 'eligible')::boolean) AS people
FROM cases_claim c
LEFT JOIN cases_resident r ON r.id = c.resident_id
LEFT JOIN enterprises_enterprise u ON u.id = c.enterprise_id
JOIN LATERAL (SELECT * FROM cases_assessment WHERE claim_id = c.id ORDER BY id DESC LIMIT 1) a ON true
WHERE c.state = %s AND c.scheme = %s AND c.region_code LIKE %s AND NOT c.region_code LIKE ANY (%s::text[])
    AND NOT EXISTS (SELECT FROM cases_publicityentry e WHERE e.claim_id = c.id AND e.round = c.round)
ORDER BY c.id FOR NO KEY UPDATE OF c SKIP LOCKED
"""
_DUE = """
SELECT c.id, e.number FROM cases_publicityentry e JOIN cases_claim c ON c.id = e.claim_id AND c.round = e.round
WHERE e.list_id = %s AND e.number > %s AND c.state = %s
    AND NOT EXISTS (SELECT FROM cases_objection o WHERE o.entry_id = e.id AND o.outcome = '')
ORDER BY e.number LIMIT %s FOR NO KEY UPDATE OF c SKIP LOCKED
"""


@dataclass(frozen=True)
class Waiting:
    """How many grants of one programme wait for their list in a banner, or in a league where the rules say so."""

    scheme: str
    region_code: str
    count: int
    place: str = ""

    @property
    def label(self) -> str:
        """The programme's name."""
        return labels.scheme(self.scheme)


def unlisted() -> QuerySet[Claim]:
    """The claims that wait for publicity and stand on no list."""
    shown = PublicityEntry.objects.filter(claim=OuterRef("pk"), round=OuterRef("round"))
    return Claim.objects.filter(~Exists(shown), state=ClaimState.PUBLISHED)


def waiting(claims: QuerySet[Claim]) -> list[Waiting]:
    """What of `claims`, which are `unlisted`, makes a list each: by programme and the place that publishes. Three queries."""
    grouped = claims.order_by().annotate(banner=Left("region_code", 6)).values("scheme", "banner").annotate(count=Count("pk"))
    rows = list(grouped.order_by("banner", "scheme"))
    levels = _levels({row["scheme"] for row in rows})
    found: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (_place(levels, row["scheme"], row["banner"]), row["scheme"])
        found[key] = found.get(key, 0) + row["count"]
    names = dict(Region.objects.filter(code__in=[code for code, _scheme in found]).values_list("code", "name"))
    return [Waiting(scheme, code, count, names.get(code, code)) for (code, scheme), count in sorted(found.items())]


Levels = dict[str, list[tuple[str, str]]]


def _levels(schemes: Iterable[str]) -> Levels:
    """Who publishes, by programme: the places whose rules of today say so, the widest first. One query."""
    today = clock.today()
    rules = RuleSet.objects.published().filter(Q(valid_to=None) | Q(valid_to__gte=today), scheme__in=list(schemes))
    found: Levels = {}
    for each in rules.filter(valid_from__lte=today).order_by("region_code", "valid_from"):
        level = Rulebook(each.content).get("publicity_level", "banner")
        found.setdefault(each.scheme, []).append((each.region_code, level))
    return found


def _place(levels: Levels, scheme: str, banner: str) -> str:
    """The banner or league that publishes the grants of a banner: the nearest rules decide."""
    near = [level for prefix, level in levels.get(scheme, ()) if banner.startswith(prefix)]
    return f"{banner[:4]}00" if near and near[-1] == "league" else banner


def publishes(scheme: str, region_code: str) -> str:
    """The code of the banner or league that publishes a programme's grants of a place, a banner or below, today."""
    return _place(_levels([scheme]), scheme, region_code[:6])


def held(scheme: str, place: Region) -> list[dict[str, Any]]:
    """The claims that the next list of a programme and place shows, held until the transaction ends; nobody is waited for.

    On the list of a league stand the banners that do not publish themselves.
    """
    levels = _levels([scheme])
    banners = Region.objects.below(place.prefix).filter(level=Region.Level.BANNER).values_list("code", flat=True)
    others = [f"{banner}%" for banner in banners if _place(levels, scheme, banner) != place.code]
    rows = _rows(_HELD, [ClaimState.PUBLISHED.value, scheme, f"{place.prefix}%", others])
    return [{**row, "facts": json.loads(row["facts"]), "entitlement": json.loads(row["entitlement"])} for row in rows]


def hold_due(publicity_list: int, after: int, size: int) -> list[dict[str, Any]]:
    """Claims of a closed list without an open objection, in the order of the lines after `after`, held; at most `size`."""
    return _rows(_DUE, [publicity_list, after, ClaimState.PUBLISHED.value, size])


def lists_to_conclude() -> list[int]:
    """The closed lists on which something may be granted."""
    return list(_settled().filter(list__state=ListState.CLOSED).order_by("list").values_list("list", flat=True).distinct())


def _settled() -> QuerySet[PublicityEntry]:
    objections = Objection.objects.filter(entry=OuterRef("pk"), outcome=ObjectionOutcome.OPEN)
    return PublicityEntry.objects.filter(~Exists(objections), claim__state=ClaimState.PUBLISHED, claim__round=F("round"))


def page_of(publicity_list: PublicityList) -> str:
    """What was shown, byte by byte as the digest was taken over it."""
    sql = (
        f"SELECT {PAGE} AS page FROM cases_publicitylist p JOIN cases_publicityentry e ON e.list_id = p.id"
        " WHERE p.id = %s GROUP BY p.id"
    )
    return str(_rows(sql, [publicity_list.pk])[0]["page"])


def public() -> QuerySet[PublicityList]:
    """The lists that everybody sees today; nothing of a list whose days are over."""
    return PublicityList.objects.open().filter(closes_on__gte=clock.today()).select_related("region")


def address_of(shown: PublicityList) -> str:
    """The public page of a list."""
    return reverse("cases:publicity_show", args=[shown.pk])


def unknown_years(shown: PublicityList) -> list[int]:
    """Years of the list's days whose days off nobody has entered: only weekends were left out."""
    return calendar.load().unknown_years(shown.opened_on, shown.closes_on)


def entry_of(claim: Claim) -> PublicityEntry | None:
    """The line on which a claim stands or stood last, with its list."""
    return claim.publicity.select_related("list").order_by("-pk").first()


def days(scheme: str, region_code: str, judged_on: date) -> int:
    """The working days of a list made today: by the law of today, or by that of `judged_on` where today's names none."""
    for day in (clock.today(), judged_on):
        if found := parameters.stated(scheme, region_code, day, "publicity_working_days"):
            return int(found)
    return 1


def documents(scheme: str, region_code: str) -> dict[str, str]:
    """The document behind each version of a programme's rules, by the label that an assessment carries. One query."""
    rules = RuleSet.objects.published().filter(scheme=scheme).concerning(region_code).order_by("region_code")
    return {each.label: f"{each.document} {each.document_no}".strip() for each in rules}


def headcount(scheme: str, row: dict[str, Any]) -> int | None:
    """For how many people a grant is: those granted on its list, or what the declared fact says; None where it is for one."""
    return row["people"] or row["facts"].get(registry.scheme(scheme).headcount) or None


def worth(row: dict[str, Any]) -> Decimal:
    """The amount that a line shows: what is paid, or what need not be paid."""
    return Decimal(row["amount"]) or Decimal(row["entitlement"].get("amount") or "0.00")


def _rows(sql: str, given: list[Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
