"""What is wrong with a rules file, in the reader's language: the sentence of the arithmetic is its own message."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

#: The more special before the more general.
SENTENCES = (
    gettext_noop("the content must be a table"),
    gettext_noop("the parameters are missing"),
    gettext_noop("the scheme %(name)s is not known"),
    gettext_noop("parameter %(name)s is missing"),
    gettext_noop("parameter %(name)s names no basis"),
    gettext_noop("parameter %(name)s: local must be true or false"),
    gettext_noop("parameter %(name)s is not one that this scheme reads"),
    gettext_noop("condition %(name)s has no legal basis"),
    gettext_noop("valid_from must be the first day of a month: benefits are paid by the month"),
    gettext_noop("region must be 15 or the first four or six digits of a league's or banner's code"),
    gettext_noop("%(name)s must be a whole number"),
    gettext_noop('%(name)s must be a number written as text, like "0.95"'),
    gettext_noop("%(name)s must be true or false"),
    gettext_noop("%(name)s must be text"),
    gettext_noop("%(name)s must be a day written like 2020-06-30, or empty"),
    gettext_noop("%(name)s must be a day"),
    gettext_noop("%(name)s must be one of %(known)s"),
    gettext_noop("%(name)s must be a list out of %(known)s"),
    gettext_noop("%(name)s must be at least %(bound)s"),
    gettext_noop("%(name)s must be at most %(bound)s"),
    gettext_noop("%(name)s must have at least one row"),
    gettext_noop("%(name)s must have exactly %(known)s"),
    gettext_noop("%(name)s must rise in %(known)s"),
    gettext_noop("This is not valid TOML: %(says)s"),
)
_READ = [(re.compile(re.sub(r"%\\?\((\w+)\\?\)s", r"(?P<\1>.+)", re.escape(each))), each) for each in SENTENCES]


def said(fault: str) -> str:
    """One fault in the reader's language; what is not known here stays as it is."""
    for pattern, sentence in _READ:
        if found := pattern.fullmatch(fault):
            return _(sentence) % found.groupdict() if found.groupdict() else _(sentence)
    return fault


def joined(faults: Iterable[str]) -> str:
    """All of them in one sentence."""
    return _("; ").join(said(fault) for fault in faults)
