"""Filters of the board and the outbox."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import FilterForm
from notices.services.reminders import MESSAGES, NOTICE_SQL
from notices.states import Kind, MessageState


def _any(choices: Any) -> list[tuple[str, Any]]:
    return [("", _("all")), *choices]


class NoticeFilterForm(FilterForm):
    """Which notices of the board."""

    kind = forms.ChoiceField(label=_("Kind"), choices=_any(kind for kind in Kind.choices if kind[0] in NOTICE_SQL))
    unread = forms.BooleanField(label=_("Only unread"))


class MessageFilterForm(FilterForm):
    """Which messages of the outbox, of the kinds that are said to residents, units and contacts."""

    kind = forms.ChoiceField(label=_("Kind"), choices=_any(kind for kind in Kind.choices if kind[0] in MESSAGES))
    state = forms.ChoiceField(label=_("State"), choices=_any(MessageState.choices))
