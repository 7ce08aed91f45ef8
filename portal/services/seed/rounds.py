"""A round without applications over the demo's banner, in a lively state: units asked, some have answered, one objects."""

from cases.models import ScreenedUnit, ScreeningRound, UnitAnswer
from cases.services import asking, exclusions, round_checks, screening
from portal.services.seed.offices import BANNER, Offices

SCHEME = "stability_refund"
#: What the first units say; the others have not answered yet.
ANSWERS = (
    ("confirmed", "telephone", ""),
    ("wrong", "window", "开户行已撤并，账户需变更"),
    ("confirmed", "window", ""),
    ("declined", "telephone", "本年度不申请返还"),
)


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
        text = "我单位上年度未裁员，登记的裁员人数有误，请核实。"
        exclusions.receive(unit_id=excluded.pk, actor=window, name="张伟", contact="13804750000", text=text)
    return ScreeningRound.objects.get(pk=made.pk)


def tell_reduction(offices: Offices) -> ScreeningRound | None:
    """A round that pays nobody has had its first check and waits for the second; None where nobody qualifies."""
    made = screening.begin(actor=offices.accounts["accept1"], scheme="premium_reduction", region_code=BANNER)
    screening.run(round_id=made.pk)
    made.refresh_from_db()
    if not ScreenedUnit.objects.filter(round=made, outcome="qualified").exists():
        return None
    first = offices.accounts["check1"]
    for drawn in made.sample.filter(run=made.run):
        round_checks.open_sampled(sampled_id=drawn.pk, actor=first)
    return round_checks.check(round_id=made.pk, actor=first, reason="抽查无误", seen=made.run)
