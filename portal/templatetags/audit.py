"""Audit verbs in words."""

from typing import Any

from django import template

from portal.queries.audit_words import WORDS

register = template.Library()


@register.filter
def act(verb: str) -> Any:
    """What the verb means, "" where it has no word yet."""
    return WORDS.get(verb, "")
