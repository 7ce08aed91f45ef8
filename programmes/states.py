"""The life of a rule set: written by one person, published by another, then never changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.states import Machine


class RuleState(models.TextChoices):
    """Where a rule set stands."""

    DRAFT = "draft", _("draft")
    PROPOSED = "proposed", _("proposed")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


RULESET = Machine(
    "ruleset",
    [
        ("revise", RuleState.DRAFT, RuleState.DRAFT),
        ("propose", RuleState.DRAFT, RuleState.PROPOSED),
        ("take_back", RuleState.PROPOSED, RuleState.DRAFT),
        ("publish", RuleState.PROPOSED, RuleState.PUBLISHED),
        ("withdraw", [RuleState.DRAFT, RuleState.PROPOSED], RuleState.WITHDRAWN),
    ],
)
