"""How values are shown: amounts, days, months, moments, states, masks. Each gives "—" where there is nothing."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from core import clock, identifiers
from core.money import FUNDS

register = template.Library()

NOTHING = "—"
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

#: The tone of a state; what is not named here is "grey". A tone never stands alone: the label is always beside it.
TONES = {
    "blue": "found filed screened submitted accepted first_checked approval publicity planned sealed sending sent "
    "answered pending open draft_rules referred interview received mediation inspection",
    "green": "qualified launched settled set_off granted paid published in_force verified confirmed delivered done "
    "matched active hired placed taken",
    "yellow": "parked asking ordered repaying correction returned held suspended waiting due unverified released partial",
    "red": "excluded doubtful failed not_accepted refused exception overdue rejected declined",
}
TONE_OF = {code: tone for tone, codes in TONES.items() for code in codes.split()}


def _chinese() -> bool:
    return (translation.get_language() or "").startswith("zh")


def _wall(value: datetime) -> datetime:
    return value.astimezone(clock.BEIJING) if value.tzinfo else value


@register.filter
def amount(value: Decimal | int | str | None) -> str:
    """1,234.50 without a unit, for columns whose heading names it."""
    return NOTHING if value in (None, "") else f"{Decimal(value):,.2f}"


@register.filter
def money(value: Decimal | int | str | None) -> str:
    """1,234.50 元 in Chinese, CNY 1,234.50 in English."""
    if value in (None, ""):
        return NOTHING
    return f"{amount(value)} 元" if _chinese() else f"CNY {amount(value)}"


@register.filter
def count(value: int | None) -> str:
    """12,345."""
    return NOTHING if value is None else f"{value:,}"


@register.filter
def listed(values: Iterable[Any], between: str = "、") -> str:
    """a、b in Chinese, “a, b” in English; with "；" where the parts have commas of their own."""
    if not _chinese():
        between = {"、": ", ", "；": "; "}[between]
    return between.join(str(value) for value in values) or NOTHING


@register.filter
def day(value: date | datetime | None) -> str:
    """2026年4月9日, or 9 Apr 2026; a moment is shown as its day in Hohhot."""
    if not value:
        return NOTHING
    if isinstance(value, datetime):
        value = _wall(value).date()
    if _chinese():
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


@register.filter
def month(value: date | None) -> str:
    """2026-04, the same in both languages."""
    return f"{value:%Y-%m}" if value else NOTHING


@register.filter
def moment(value: datetime | None) -> str:
    """2026-04-09 14:05 on the wall clock of Hohhot, the same in both languages."""
    if not value:
        return NOTHING
    return f"{_wall(value):%Y-%m-%d %H:%M}"


@register.filter
def fund(code: str | None) -> str:
    """A fund by its name; a code without one stays as it is."""
    return str(FUNDS.get(code, code)) if code else NOTHING


@register.filter
def masked_id(value: str | None) -> str:
    """An identity number with its middle hidden."""
    return identifiers.mask_id(value) if value else NOTHING


@register.filter
def masked_account(value: str | None) -> str:
    """A bank account with all but its end hidden."""
    return identifiers.mask_account(value) if value else NOTHING


@register.filter
def masked_mobile(value: str | None) -> str:
    """A mobile number with its middle hidden."""
    return identifiers.mask_mobile(value) if value else NOTHING


@register.filter
def masked_name(value: str | None) -> str:
    """A name with all but its surname hidden."""
    return identifiers.mask_name(value) if value else NOTHING


@register.inclusion_tag("parts/_state.html")
def state(thing: Any, field: str = "state") -> dict[str, Any]:
    """The badge of `thing`'s state: its label as the model words it, in the tone of the table above."""
    code = str(getattr(thing, field))
    label = getattr(thing, f"get_{field}_display", None)
    return badge(code, label() if callable(label) else code)


@register.inclusion_tag("parts/_state.html")
def badge(code: str, label: str) -> dict[str, Any]:
    """The same for a row that is no model."""
    return {"label": label, "tone": TONE_OF.get(code, "grey")}


@register.inclusion_tag("parts/_traffic.html")
def traffic(light: str | None, due_on: date | None = None, left: int | None = None) -> dict[str, Any]:
    """The clock of a matter: "none", "blue", "yellow", "red" in words and shape; `left` working days, negative when past."""
    light = light or "none"
    if light == "red" and left == 0:
        left = None  # a term that ended before days off: no working day is left, and none is lost yet
    words = {"blue": _("half gone"), "yellow": _("due soon"), "red": _("overdue"), "paused": _("clock stopped")}
    if due_on:
        words["none"] = _("in time")
    return {
        "light": light,
        "word": words.get(light, ""),
        "due_on": due_on,
        "left": left,
        "past": -left if left and left < 0 else 0,
    }


class _TitleNode(template.Node):
    """Renders nothing; keeps what it holds as `page_title`, so that one block words both window and heading."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> str:
        context["page_title"] = self.nodelist.render(context).strip()
        return ""


@register.tag
def page_title(parser: template.base.Parser, _token: template.base.Token) -> _TitleNode:
    """{% page_title %}{% block title %}{% endblock %}{% endpage_title %} sets `page_title`."""
    nodelist = parser.parse(("endpage_title",))
    parser.delete_first_token()
    return _TitleNode(nodelist)


@register.simple_tag
def linked_data(value: dict[str, Any]) -> str:
    """Data for search engines in the page. A block of data is no script: no browser runs it, and the page's policy allows none.

    Everything that could end the block is written as JSON escapes it, so that no text of a person becomes part of the page.
    """
    written = json.dumps(value, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # noqa: S308  # <, > and & are escaped above
