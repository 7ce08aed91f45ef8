"""The words of the registry: kinds of units, industries, sizes, honours and lists, lines of insurance."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UnitType(models.TextChoices):
    """What a unit is before the law; the programmes say which kinds may apply."""

    ENTERPRISE = "enterprise", _("enterprise")
    SOCIAL_ORGANISATION = "social_organisation", _("social organisation")
    FOUNDATION = "foundation", _("foundation")
    SOCIAL_SERVICE_BODY = "social_service_body", _("social service body")
    LAW_FIRM = "law_firm", _("law firm")
    ACCOUNTING_FIRM = "accounting_firm", _("accounting firm")
    SOLE_TRADER = "sole_trader", _("sole trader")


class Industry(models.TextChoices):
    """The industries by which the size class is told (国统字〔2017〕213号)."""

    AGRICULTURE = "agriculture", _("farming, forestry, animal husbandry and fishery")
    MANUFACTURING = "manufacturing", pgettext_lazy("industry", "industry")
    CONSTRUCTION = "construction", _("construction")
    WHOLESALE = "wholesale", _("wholesale")
    RETAIL = "retail", _("retail")
    TRANSPORT = "transport", _("transport")
    WAREHOUSING = "warehousing", _("warehousing")
    POST = "post", _("postal services")
    LODGING = "lodging", _("lodging")
    CATERING = "catering", _("catering")
    TELECOM = "telecom", _("telecommunications and internet")
    SOFTWARE = "software", _("software and IT services")
    REAL_ESTATE = "real_estate", _("real estate development")
    PROPERTY = "property", _("property management")
    LEASING = "leasing", _("leasing and business services")
    OTHER = "other", _("other industries")


class SizeClass(models.TextChoices):
    """The four classes; which one follows from industry, staff, turnover and assets."""

    LARGE = "large", _("large")
    MEDIUM = "medium", _("medium-sized")
    SMALL = "small", _("small")
    MICRO = "micro", _("micro")


class AccountState(models.TextChoices):
    """A corporate account waits for a second person, is the one money goes to, or is one no longer."""

    UNVERIFIED = "unverified", _("not confirmed yet")
    VERIFIED = "verified", _("confirmed")
    CLOSED = "closed", _("closed")


class ListingKind(models.TextChoices):
    """Honours that open doors, lists that close them, the sample of the monitoring; the registry keeps, the programmes judge."""

    QUALITY_AWARD = "quality_award", _("Chairman's Quality Award")
    CREDIT_BENCHMARK = "credit_benchmark", _("integrity benchmark enterprise")
    CREDIT_MODEL = "credit_model", _("integrity model enterprise")
    CREDIT_STANDARD = "credit_standard", _("integrity standard enterprise")
    HIGH_TECH = "high_tech", _("high-tech enterprise")
    SCIENCE_SME = "science_sme", _("technology-based small or medium-sized enterprise")
    KEY_SUPPLY = "key_supply", _("enterprise of key supply")
    SAMPLE_FIRM = "sample_firm", _("sample firm of the unemployment monitoring")
    SERIOUS_VIOLATION = "serious_violation", _("list of serious violation and dishonesty")
    ZOMBIE = "zombie", _("list of zombie enterprises")
    ENVIRONMENT_FAULT = "environment_fault", _("environmental protection fault")


#: Being on one of these closes programmes; nobody takes a unit off it alone.
ADVERSE = (ListingKind.SERIOUS_VIOLATION, ListingKind.ZOMBIE, ListingKind.ENVIRONMENT_FAULT)
#: A task and no praise: the unit reports its staff every month.
TASKS = (ListingKind.SAMPLE_FIRM,)
HONOURS = tuple(kind for kind in ListingKind if kind not in (*ADVERSE, *TASKS))


class Work(models.TextChoices):
    """Whether a unit works (开复工): a seasonal stop is one of every year, and not for want of restarting."""

    WORKING = "working", _("working")
    STOPPED = "stopped", _("not working")
    SEASONAL = "seasonal", _("seasonal stop")


class Line(models.IntegerChoices):
    """Lines of social insurance by their code (AAE140)."""

    PENSION = 110, _("basic pension")
    UNEMPLOYMENT = 210, _("unemployment")
    MEDICAL = 310, _("basic medical")
    INJURY = 410, _("work injury")
    MATERNITY = 510, _("maternity")


class FileKind(models.TextChoices):
    """What a file that the registry takes in is about."""

    MONTHS = "months", _("insurance months")
    UNITS = "units", pgettext_lazy("registry", "units")


class ImportState(models.TextChoices):
    """Where a file stands; one of units is shown before it is taken in."""

    WAITING = "waiting", _("waits its turn")
    READING = "reading", _("being read")
    PREVIEW = "preview", _("read, waits for your word")
    DONE = "done", _("taken in")
    DISCARDED = "discarded", _("thrown away")
    FAILED = "failed", _("not taken in")
