"""Filters of the board and the outbox."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import FilterForm
from notices.states import Kind, MessageState


def _any(choices: Any) -> list[tuple[str, Any]]:
    return [("", _("all")), *choices]


class NoticeFilterForm(FilterForm):
    """Which notices of the board."""

    kind = forms.ChoiceField(label=_("Kind"), choices=_any(Kind.choices))
    unread = forms.BooleanField(label=_("Only unread"))


class MessageFilterForm(FilterForm):
    """Which messages of the outbox."""

    kind = forms.ChoiceField(label=_("Kind"), choices=_any(Kind.choices))
    state = forms.ChoiceField(label=_("State"), choices=_any(MessageState.choices))
