"""Signing in and the own password."""

import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PortalForm


class SignInForm(PortalForm):
    """Name and password."""

    submit_label = _("Sign in")

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_username(self) -> str:
        """One spelling a name, so that no count can be walked round by another one."""
        return unicodedata.normalize("NFKC", self.cleaned_data["username"]).strip().casefold()


class PasswordForm(PortalForm):
    """The own password, changed by whoever knows the present one."""

    submit_label = _("Change password")

    present = forms.CharField(
        label=_("Present password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    new = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_("At least 12 characters, nothing common, not only digits, not like your name, not the present one."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password once more"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, object]:
        """Both entries of the new password are the same."""
        data: dict[str, object] = super().clean() or {}
        if "new" in data and "again" in data and data["new"] != data["again"]:
            self.add_error("again", _("The two new passwords differ. Enter the new one twice."))
        return data
