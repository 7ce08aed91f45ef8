"""A station's vacancies for notice boards (A4 as PDF) and chat groups (a picture, and text to copy).

Values go to the templates as data, never as markup, so any character prints as it is.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core import clock
from core.policies import Refused
from jobs.models import Vacancy
from jobs.queries import codes
from stations.models import Station

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates" / "jobs" / "boards"
ON_PAPER, ON_PICTURE, IN_TEXT = 40, 8, 20
DOTS_PER_INCH = 144


def paper(station: Station, vacancies: Sequence[Vacancy]) -> bytes:
    """The PDF for a notice board: A4, a code for each vacancy and a large one for all of them."""
    rows = [_row(each) | {"qr": codes.svg(codes.address("jobs:public_vacancy_show", each.pk))} for each in vacancies[:ON_PAPER]]
    return _compile("board", _data(station, rows), "pdf")


def picture(station: Station, vacancies: Sequence[Vacancy]) -> bytes:
    """The PNG for chat groups: what fits a telephone, and the code of the station's page."""
    return _compile("card", _data(station, [_row(each) for each in vacancies[:ON_PICTURE]]), "png")


def text(station: Station, vacancies: Sequence[Vacancy]) -> str:
    """The same in words, Chinese whoever copies it."""
    with override("zh-hans"):
        lines = [f"【{station.name}】招工信息 {clock.today():%Y年%-m月%-d日}"]
        for number, each in enumerate(vacancies[:IN_TEXT], 1):
            lines += [
                f"{number}. {each.title}（{each.wanted}人）{each.pay_words}，{each.get_pay_day_display()}",
                f"   {each.employer}，{each.place}，{each.get_hours_display()}",
            ]
        lines.append(f"咨询：{station.phone}" if station.phone else f"咨询：{station.name}")
        lines.append(f"全部岗位：{codes.address('jobs:station_vacancy_list', station.code)}")
        lines.append("招工不得收取押金、不得扣押身份证。")
    return "\n".join(lines)


def _data(station: Station, rows: list[dict[str, Any]]) -> dict[str, Any]:
    url = codes.address("jobs:station_vacancy_list", station.code)
    return {
        "station": station.name, "phone": station.phone, "address": station.address, "hours": station.hours, "rows": rows,
        "day": f"{clock.today():%Y年%-m月%-d日}", "url": url, "qr": codes.svg(url),
    }  # fmt: skip


def _row(each: Vacancy) -> dict[str, Any]:
    with override("zh-hans"):
        return {
            "title": each.title, "pay": each.pay_words, "paid": str(each.get_pay_day_display()), "employer": each.employer,
            "place": each.place, "hours": str(each.get_hours_display()), "wanted": each.wanted, "number": each.number,
            "until": f"{each.valid_until:%Y-%m-%d}", "insurance": str(each.get_insurance_display()),
        }  # fmt: skip


def _compile(template: str, data: dict[str, Any], form: Any) -> bytes:
    if not any(Path(settings.FONT_DIR).glob("NotoSansSC*")):
        raise Refused(_("The font for letters is not installed; run the set-up of the portal again."))
    made: bytes = typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=[str(settings.FONT_DIR)],
        ignore_system_fonts=True,
        format=form,
        ppi=DOTS_PER_INCH if form == "png" else None,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    return made
