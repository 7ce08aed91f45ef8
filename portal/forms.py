"""The roof's own forms."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.forms import PortalForm

LANGUAGES = [("zh-hans", "中文"), ("en", "English")]


class PreferenceForm(PortalForm):
    """Language and size of the text."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, widget=forms.RadioSelect)
    large_text = forms.BooleanField(
        label=_("Large text"), required=False, help_text=_("Everything a quarter larger, with more room between lines.")
    )


class SwitchForm(forms.Form):
    """One of the two switches in the top bar; what is not sent stays."""

    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)
    large_text = forms.ChoiceField(choices=[("1", "1"), ("0", "0")], required=False)
