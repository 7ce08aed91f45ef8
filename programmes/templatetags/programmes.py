"""Programmes in words."""

from django import template

from programmes.queries import labels

register = template.Library()


@register.filter
def programme(code: str) -> str:
    """A programme by its name in the page's language."""
    return labels.scheme(code)
