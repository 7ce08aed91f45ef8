"""Logging a unit, and keeping what is known of it right."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock, names
from core.identifiers import clean_mobile, clean_number, is_mobile, is_uscc
from core.policies import Refused, require
from enterprises.formulas import unit_names
from enterprises.models import Enterprise
from enterprises.policies import can_edit, can_log, can_read
from enterprises.queries import hooks
from enterprises.queries.registry import by_code
from stations.models import Region, Station, User

NOT_HERE = _("This unit is kept by another banner or station.")
BAD_CODE = _(
    "A unified social credit code has 18 characters with a check character, and no I, O, S, V or Z. Compare it with the licence."
)


@transaction.atomic
def log(
    *,
    actor: User,
    credit_code: str,
    name: str,
    industry: str,
    region_code: str,
    unit_type: str = "enterprise",
    is_agency: bool = False,
    station_id: int | None = None,
    address: str = "",
    contact_name: str = "",
    contact_mobile: str = "",
    founded_on: date | None = None,
    token: UUID | None = None,
) -> Enterprise:
    """Log a unit at its place of registration, looked after by a station where one is named.

    The same sending twice, known by its `token`, gives the unit that the first made.
    Raises Refused naming the field: a bad value, or a code that is logged already.
    """
    region, station = checked_place(region_code, station_id)
    require(
        can_log(actor, region.code, station),
        _("Only acceptance and first check of the place, or staff of the station, log units."),
    )
    sent = _sent(token, actor)
    if sent:
        return sent
    unit = Enterprise(
        credit_code=checked_code(credit_code),
        **name_columns(checked_name(name)),
        unit_type=unit_type,
        is_agency=is_agency,
        industry=industry,
        region=region,
        region_code=region.code,
        station=station,
        address=address.strip(),
        contact_name=contact_name.strip(),
        contact_mobile=checked_mobile(contact_mobile),
        founded_on=checked_founding(founded_on),
        created_at=clock.now(),
        created_by=actor,
        submit_token=token,
    )
    try:
        refuse_taken(unit.credit_code)
        with transaction.atomic():
            unit.save(force_insert=True)
    except (IntegrityError, Refused):
        sent = _sent(token, actor)  # the first sending may have ended a moment ago
        if sent:
            return sent
        refuse_taken(unit.credit_code)
        raise
    audit.record(actor, "enterprise.logged", unit)
    return unit


@transaction.atomic
def edit(*, enterprise_id: int, actor: User, **values: Any) -> Enterprise:
    """Put name, kind, industry, station, address, contact and days right; the credit code never changes.

    Takes name, unit_type, is_agency, industry, station_id, address, contact_name, contact_mobile, founded_on, closed_on;
    what is not named stays. A new industry classes the unit anew.
    """
    unit = Enterprise.objects.locked(pk=enterprise_id)
    require(can_edit(actor, unit), NOT_HERE)
    wanted = dict(values)
    if "name" in wanted:
        wanted |= name_columns(checked_name(wanted["name"]))
    if "contact_mobile" in wanted:
        wanted["contact_mobile"] = checked_mobile(wanted["contact_mobile"])
    if "station_id" in wanted:
        checked_place(unit.region_id, wanted["station_id"])
    founded, closed = wanted.get("founded_on", unit.founded_on), wanted.get("closed_on", unit.closed_on)
    checked_founding(founded)
    if closed and (closed > clock.today() or (founded and closed < founded)):
        raise Refused(_("The closing day lies between the founding and today."), field="closed_on")
    changed = sorted(column for column, value in wanted.items() if getattr(unit, column) != value)
    for column in changed:
        setattr(unit, column, wanted[column])
    if not changed:
        return unit
    if "industry" in changed and unit.size_year is not None:
        changed += class_anew(unit)
    unit.save(update_fields=[column.removesuffix("_id") for column in changed])
    audit.record(actor, "enterprise.changed", unit, fields=sorted(set(changed) - {"name_pairs", "sort_key", "size_rule"}))
    return unit


@transaction.atomic
def set_figures(
    *, enterprise_id: int, actor: User, year: int, staff: int | None, turnover: Decimal | None, assets: Decimal | None
) -> Enterprise:
    """The figures of a closed year, and the size class that follows by the rule in force; empty where none follows."""
    unit = Enterprise.objects.locked(pk=enterprise_id)
    require(can_edit(actor, unit), NOT_HERE)
    if not 2000 <= year < clock.today().year:
        raise Refused(_("The figures are those of a year that has ended."), field="year")
    if unit.size_year is not None and year < unit.size_year:
        raise Refused(_("Figures of %(year)s are on record already.") % {"year": unit.size_year}, field="year")
    if staff is None and turnover is None and assets is None:
        raise Refused(_("Enter at least one of the figures."), field="staff")
    before = unit.size_class
    unit.staff, unit.turnover, unit.assets, unit.size_year = staff, turnover, assets, year
    unit.save(update_fields=["staff", "turnover", "assets", "size_year", *class_anew(unit)])
    audit.record(actor, "enterprise.sized", unit, year=year, before=before, after=unit.size_class, rule=unit.size_rule)
    return unit


@transaction.atomic
def reveal(*, enterprise_id: int, actor: User, reason: str) -> Enterprise:
    """Allow `actor` to see the whole numbers; who, which unit, when and why is on record before anything is shown."""
    unit = Enterprise.objects.get(pk=enterprise_id)
    require(can_read(actor, unit), NOT_HERE)
    reason = reason.strip()
    if len(reason) < 2:
        raise Refused(_("Say why you need the whole number."), field="reason")
    audit.record(actor, "enterprise.revealed", unit, reason=reason)
    return unit


def class_anew(unit: Enterprise) -> list[str]:
    """Set the size class from the unit's figures by the rule in force; gives the columns that it set."""
    size = hooks.size_of(hooks.Figures(unit.industry, unit.region_code, unit.staff, unit.turnover, unit.assets))
    unit.size_class, unit.size_rule = (size.size_class, size.rule) if size else ("", "")
    return ["size_class", "size_rule"]


def checked_code(text: str) -> str:
    """The credit code in `text`; raises Refused."""
    code = clean_number(text)
    if not is_uscc(code):
        raise Refused(BAD_CODE, field="credit_code", code="code_check")
    return code


def refuse_taken(code: str) -> None:
    """Raise Refused where the code is logged already, saying where and nothing else."""
    held = by_code(code)
    if held:
        raise Refused(
            _("This code is already logged in %(place)s.") % {"place": held.region.name}, field="credit_code", code="taken"
        )


def checked_name(text: str) -> str:
    """The stored form of a unit's name; raises Refused."""
    name = unit_names.normal_form(text)
    if not unit_names.is_name(name):
        raise Refused(_("Enter the name as on the licence, 2 to 100 characters."), field="name")
    return name


def checked_mobile(text: str | None) -> str | None:
    """A mobile number or nothing; raises Refused."""
    mobile = clean_mobile(text or "")
    if mobile and not is_mobile(mobile):
        raise Refused(_("A mobile number has 11 digits and begins with 13 to 19."), field="contact_mobile")
    return mobile or None


def checked_founding(day: date | None) -> date | None:
    """A day that has come; raises Refused."""
    if day and day > clock.today():
        raise Refused(_("The founding day lies in the future."), field="founded_on")
    return day


def checked_place(region_code: str, station_id: int | None) -> tuple[Region, Station | None]:
    """A banner or what lies in it, and a station of that banner; raises Refused."""
    region = Region.objects.filter(pk=region_code, level__gte=Region.Level.BANNER).first()
    if region is None:
        raise Refused(_("Choose the banner, county or district of registration."), field="region")
    station = Station.objects.get(pk=station_id) if station_id else None
    if station and (station.state != Station.State.OPEN or station.region_code[:6] != region.code[:6]):
        raise Refused(_("An open station of the place of registration looks after the unit."), field="station")
    return region, station


def name_columns(name: str) -> dict[str, Any]:
    """What is stored of a name."""
    return {"name": name, "name_pairs": unit_names.pairs(name), "sort_key": names.sort_key(name)[:160]}


def _sent(token: UUID | None, actor: User) -> Enterprise | None:
    return Enterprise.objects.filter(submit_token=token, created_by=actor).first() if token else None
