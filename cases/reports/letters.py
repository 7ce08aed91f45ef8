"""A letter of a claim as PDF. Values go to the template as data, never as markup, so any character prints as it is."""

import io
import json
from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import segno
import typst
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cases.formulas.appeal_terms import REVIEW_DAYS, SUIT_MONTHS
from cases.models import Claim, CorrectionNotice, Decision, Instalment
from cases.queries import listed, listed_sheet, promises
from cases.queries.certification import SELF_MONTHLY
from cases.states import Channel, LetterKind
from core import clock, identifiers, money
from core.periods import add_working_days, format_month, month_end, parse_month
from core.policies import Refused
from programmes.formulas import registry
from programmes.formulas.rulebook import Rulebook
from programmes.queries import applicable, figures, labels, rulesets
from programmes.services import calendar
from stations.models import Region

#: Its letter speaks of months and of the duty to tell.
BENEFIT = "unemployment_benefit"
TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates" / "cases" / "letters"


def render(data: dict[str, Any]) -> bytes:
    """The PDF of a letter; the text of each kind stands in the template that `data` names."""
    if not any(Path(settings.FONT_DIR).glob("NotoSansSC*")):
        raise Refused(_("The font for letters is not installed; run the set-up of the portal again."))
    pdf: bytes = typst.compile(
        str(TEMPLATES / f"{data['template']}.typ"),
        root=str(TEMPLATES),
        font_paths=[str(settings.FONT_DIR)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    return pdf


def data_for(claim: Claim, kind: str, number: str) -> dict[str, Any]:
    """Everything that the letter says, as text."""
    return sheet(claim, kind, number) | MORE[LetterKind(kind)](claim)


def sheet(claim: Claim, template: str, number: str) -> dict[str, Any]:
    """What every letter about a claim says: from whom, to whom, about what, and how to appeal."""
    banner = Region.objects.get(code=claim.region_code[:6])
    scheme = registry.scheme(claim.scheme)
    with override("zh-hans"):
        programme, place = labels.scheme(claim.scheme), claim.place
    return {
        "template": template,
        "number": number,
        "claim": claim.number,
        "programme": programme,
        "agency": "失业保险经办机构" if scheme.fund == "UI" else "人力资源和社会保障局",
        **_addressee(claim),
        "place": banner.name,
        "station": place,
        "submitted_on": day(clock.day_of(claim.submitted_at)) if claim.submitted_at else "",
        "unasked": claim.channel == Channel.UNASKED,
        "issued_on": day(clock.today()),
        "state_code": state_code(),
        "review_days": REVIEW_DAYS,
        "suit_months": SUIT_MONTHS,
    }


def state_code() -> str:
    """The QR code of the public page that tells how far a claim is; the number stands on the letter, not in the address."""
    drawing = io.BytesIO()
    address = settings.PORTAL_PUBLIC_URL.rstrip("/") + reverse("portal:claim_state_ask")
    segno.make(address, error="m").save(drawing, kind="svg", border=1, xmldecl=False)
    return drawing.getvalue().decode()


def _addressee(claim: Claim) -> dict[str, str]:
    if claim.enterprise:
        unit = claim.enterprise
        return {"name": unit.name, "id_label": "统一社会信用代码", "id_number": unit.credit_code, "you": "你单位"}
    person = claim.applicant
    return {"name": person.name, "id_label": "公民身份号码", "id_number": identifiers.mask_id(person.id_number), "you": "你"}


def _acceptance(claim: Claim) -> dict[str, Any]:
    days = claim.statutory_days or 0
    due_on = add_working_days(claim.accepted_on, days, calendar.load()) if claim.accepted_on else None
    made = promises.of(claim)
    with override("zh-hans"):
        promised = [applicable.paper_name(kind) for kind in made.papers] if made else []
    return {
        "accepted_on": day(claim.accepted_on),
        "days": days,
        "due_on": day(due_on),
        "promised": promised,
        "promised_by": day(made.due_on) if made else "",
    }


def _correction(claim: Claim) -> dict[str, Any]:
    notice = CorrectionNotice.objects.get(claim=claim)
    return {"points": notice.points, "sent_on": day(notice.sent_on), "due_on": day(notice.due_on)}


def _not_accepted(claim: Claim) -> dict[str, Any]:
    return {"reason": claim.steps.filter(verb="not_accept").latest("pk").reason}


def _decision(claim: Claim) -> dict[str, Any]:
    decision = Decision.objects.select_related("assessment").get(claim=claim)
    result = decision.assessment.result
    rules = rulesets.in_force(claim.scheme, claim.region_code, decision.assessment.on)
    rulebook = Rulebook(rules.content) if rules else None
    by_month = claim.scheme == BENEFIT
    grants = registry.scheme(claim.scheme).grants
    with override("zh-hans"):
        rules_name = decision.assessment.rules_name
        parts = [] if by_month else _parts(list(decision.instalments.order_by("month", "pk")))
        worth = labels.how(result.get("entitlement") or {})
        unsure = [figure.label for figure in figures.unsure_behind(rules)] if rules else []
    template = {} if by_month or not decision.granted else {"template": "grant_parts"}
    return {
        **template,
        **_people(claim),
        "parts": parts,
        "unsure": unsure,
        "worth": worth,
        "repayments": _repayments(result) if decision.granted else [],
        "grants": grants.zh if grants else "",
        "decided_on": day(decision.decided_on),
        "amount": f"{decision.amount:,.2f}",
        "capitals": money.capitals(decision.amount),
        "runs": runs(list(decision.instalments.order_by("month").values_list("month", "amount"))),
        "months": decision.instalments.count(),
        "left_out": decision.left_out,
        "lessened": f"{lessened:,.2f}" if (lessened := decision.taken_off) else "",
        "reason": decision.reason,
        "met": [finding["basis"] for finding in result["findings"] if finding["met"]],
        "failed": [finding["basis"] for finding in result["findings"] if not finding["met"]] + _excluded(decision),
        "rules": rules_name,
        "tell_days": rulebook.get("duty_to_tell_working_days", "") if rulebook else "",
        "certified_monthly": bool(rulebook) and rulebook.get("certification") == SELF_MONTHLY,
    }


def _excluded(decision: Decision) -> list[str]:
    """What stood against the grant, with the claim that holds the right."""
    with override("zh-hans"):
        return [
            f"{kept['basis']}（{labels.scheme(kept['scheme'])}已核定，申请编号：{kept['claim']}）"
            if "claim" in kept
            else kept["basis"]
            for kept in decision.assessment.excluded
        ]


def _repayments(result: dict[str, Any]) -> list[dict[str, str]]:
    """Until when which part of a sum that is lent comes back."""
    plan = result.get("entitlement", {}).get("repayments", [])
    return [{"until": day(month_end(parse_month(part["month"]))), "amount": f"{Decimal(part['amount']):,.2f}"} for part in plan]


def _parts(instalments: list[Instalment]) -> list[dict[str, str]]:
    """What is paid, row by row; a long plan of equal months as one row."""
    if any(format_month(part.month) != part.period for part in instalments):
        return [{"period": part.period_words, "amount": f"{part.amount:,.2f}"} for part in instalments]
    rows = runs([(part.month, part.amount) for part in instalments])
    return [
        {"period": f"{row['from']}至{row['to']}，{row['count']}个月，每月{row['amount']}元", "amount": row["sum"]} for row in rows
    ]


def _people(claim: Claim) -> dict[str, Any]:
    """Who of the list is granted and who is not, with the conditions that fail; empty for every other programme."""
    people = list(listed.people_of(claim)) if registry.scheme(claim.scheme).listed else []
    with override("zh-hans"):
        return {
            "people": [
                {"name": each.resident.name, "id": each.resident.short_code, "amount": f"{each.amount:,.2f}"}
                for each in people
                if each.eligible
            ],
            "people_refused": [
                {"name": each.resident.name, "id": each.resident.short_code, "reason": listed_sheet.failed(each)}
                for each in people
                if not each.eligible
            ],
        }


def _suspension(claim: Claim) -> dict[str, Any]:
    pause = claim.suspensions.latest("pk")
    return {"from_on": day(pause.from_on), "reason": pause.reason}


def _stop(claim: Claim) -> dict[str, Any]:
    unused = claim.instalments.unused().count()
    last = claim.last_month
    return {
        "ended_on": day(claim.ended_on),
        "cause": claim.end_reason,
        "last_month": f"{last.year}年{last.month}月" if last else "",
        "unused": unused,
    }


MORE = {
    LetterKind.ACCEPTANCE: _acceptance,
    LetterKind.CORRECTION: _correction,
    LetterKind.NOT_ACCEPTED: _not_accepted,
    LetterKind.GRANT: _decision,
    LetterKind.REFUSAL: _decision,
    LetterKind.SUSPENSION: _suspension,
    LetterKind.STOP: _stop,
}


def runs(rows: list[tuple[date, Any]]) -> list[dict[str, Any]]:
    """The plan in runs of months with the same amount, as the letter's table shows it."""
    table = []
    for amount, group in groupby(rows, key=lambda row: row[1]):
        months = [month for month, _amount in group]
        table.append(
            {
                "from": f"{months[0]:%Y-%m}",
                "to": f"{months[-1]:%Y-%m}",
                "count": len(months),
                "amount": f"{amount:,.2f}",
                "sum": f"{amount * len(months):,.2f}",
            }
        )
    return table


def day(value: date | None) -> str:
    """2026年11月20日."""
    return f"{value.year}年{value.month}月{value.day}日" if value else ""
