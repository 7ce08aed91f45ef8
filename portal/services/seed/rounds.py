"""Rounds without applications over the demo's banner: last year's, paid; this year's in lively states, one unit objects."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from cases.models import ScreenedUnit, ScreeningRound, UnitAnswer
from cases.services import asking, exclusions, launching, publicity, publicity_end, round_checks, screening
from core import clock
from portal.services.seed.offices import BANNER, LEAGUE, Offices
from stations.models import User
from stations.services.machine import machine_user

SCHEME = "stability_refund"
#: How long after the first day of the story its first round begins.
SETTLED = timedelta(days=14)
#: What the first units say; the others have not answered yet.
ANSWERS = (
    ("confirmed", "telephone", ""),
    ("wrong", "window", "开户行已撤并，账户需变更"),
    ("confirmed", "window", ""),
    ("declined", "telephone", "本年度不申请返还"),
)


def last_year(offices: Offices, begin: date, today: date) -> list[Iterator[datetime]]:
    """The refund's round of the year before, which the pay days pay; nothing where the story does not reach back to it."""
    day = max(begin + SETTLED, today - timedelta(days=365))
    return [_carried(offices, day)] if day.year < today.year else []


def _carried(offices: Offices, day: date) -> Iterator[datetime]:
    """From the screening to the grants, by silence and one answer; gives the moment of each step before it is taken."""
    window, first, second = (offices.accounts[name] for name in ("accept1", "check1", "check2"))
    now = _morning(day)
    yield now
    with clock.at(now):
        made = screening.begin(actor=window, scheme=SCHEME, region_code=BANNER)
        screening.run(round_id=made.pk)
        if not ScreenedUnit.objects.filter(round=made, outcome="qualified").exists():
            return
        asking.ask(round_id=made.pk, actor=window)
        answer, way, note = ANSWERS[0]
        asked = UnitAnswer.objects.filter(unit__round=made).order_by("pk")[0]
        asking.record(unit_id=asked.unit_id, actor=window, answer=answer, name="王丽", way=way, note=note)
    now = _morning(asked.until + timedelta(days=1))
    yield now
    with clock.at(now):
        _check(made.pk, first)
    now += timedelta(hours=2)
    yield now
    with clock.at(now):
        _check(made.pk, second)
        launching.run(round_id=made.pk)
        shown = publicity.make_list(actor=machine_user(), scheme=SCHEME, region_code=LEAGUE)
    now = _morning(shown.closes_on + timedelta(days=1))
    yield now
    with clock.at(now):
        publicity_end.close_due()


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(10), clock.BEIJING)


def _check(round_id: int, actor: User) -> ScreeningRound:
    """The sample is opened, then the vote is given."""
    found = ScreeningRound.objects.get(pk=round_id)
    for drawn in found.sample.filter(run=found.run):
        round_checks.open_sampled(sampled_id=drawn.pk, actor=actor)
    return round_checks.check(round_id=found.pk, actor=actor, reason="抽查无误", seen=found.run)


def tell(offices: Offices) -> ScreeningRound:
    """Begun and screened, the units asked; four have answered at the window, and a unit that was excluded objects."""
    window = offices.accounts["accept1"]
    made = screening.begin(actor=window, scheme=SCHEME, region_code=BANNER)
    screening.run(round_id=made.pk)
    waiting = ScreenedUnit.objects.filter(round=made, outcome="qualified")
    if waiting.exists():
        asking.ask(round_id=made.pk, actor=window)
    asked = list(UnitAnswer.objects.filter(unit__round=made).select_related("unit__enterprise").order_by("pk"))
    for each, (answer, way, note) in zip(asked, ANSWERS, strict=False):
        name = each.unit.enterprise.contact_name or "王丽"
        asking.record(unit_id=each.unit_id, actor=window, answer=answer, name=name, way=way, note=note)
    excluded = ScreenedUnit.objects.filter(round=made, outcome="excluded").order_by("pk").first()
    if excluded:
        text = "登记的数据与我单位实际情况不符，有缴费凭证和用工名册可以证明，请核实。"
        exclusions.receive(unit_id=excluded.pk, actor=window, name="张伟", contact="13804750000", text=text)
    return ScreeningRound.objects.get(pk=made.pk)


def tell_reduction(offices: Offices) -> ScreeningRound | None:
    """A round that pays nobody has had its first check and waits for the second; None where nobody qualifies."""
    made = screening.begin(actor=offices.accounts["accept1"], scheme="premium_reduction", region_code=BANNER)
    screening.run(round_id=made.pk)
    if not ScreenedUnit.objects.filter(round=made, outcome="qualified").exists():
        return None
    return _check(made.pk, offices.accounts["check1"])
