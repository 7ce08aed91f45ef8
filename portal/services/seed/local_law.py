"""Rules of the demo's league for programmes whose shipped rules are another place's, so that the demo can play them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core import clock
from portal.services.seed.offices import LEAGUE, Offices
from programmes.services import lawfiles, rules

BASIS = {"basis": "演示数据", "basis_en": "Demo data"}
#: Programme, what the rules call themselves, and the figures that are the demo's own; all others are those shipped.
LAWS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    # The shipped plan is that of another city; with these figures some of it lies in the past.
    (
        "competition_award",
        "演示数据：通辽市获奖项目落地扶持办法",
        {"grace_months": 6, "repayments": 4, "repayment_months": 6},
    ),
    # Xilingol's, for the sample firms of the demo's banner.
    ("reporter_allowance", "演示数据：通辽市失业动态监测补贴办法", {}),
)


def publish_laws(there: Offices) -> None:
    """Each of LAWS is published for the demo's league by two people, in force from today."""
    for scheme, document, figures in LAWS:
        _publish(there, scheme, document, figures)


def _stated(name: str, told: Mapping[str, Any], figures: Mapping[str, Any]) -> dict[str, Any]:
    return {"value": figures.get(name, told["value"])} if "value" in told else {}


def _publish(there: Offices, scheme: str, document: str, figures: Mapping[str, Any]) -> None:
    shipped = next(law for law in lawfiles.all_files() if law.scheme == scheme)
    content = {
        part: {name: BASIS | _stated(name, told, figures) for name, told in said.items()}
        for part, said in shipped.content.items()
    }
    first, second = there.accounts["rules1"], there.accounts["rules2"]
    law = replace(shipped, region_code=LEAGUE[:4], valid_from=clock.today(), valid_to=None, document=document, content=content)
    draft = rules.propose(ruleset_id=rules.draft(law=law, actor=first).pk, actor=first)
    rules.publish(ruleset_id=draft.pk, actor=second, seen=draft.digest)
