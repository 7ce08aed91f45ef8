"""Language and size of the text: for good where somebody is signed in, for the session where nobody is."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from core.http import writes
from portal.forms import PreferenceForm, SwitchForm
from portal.queries.frame import LARGE_TEXT
from portal.services.preferences import prefer


@writes
def preference_edit(request: HttpRequest) -> HttpResponse:
    """The reader's own preferences."""
    user = request.user
    known = {name: getattr(user, name) for name in ("language", "large_text")}
    form = PreferenceForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        prefer(actor=user, **form.cleaned_data)
        with override(form.cleaned_data["language"]):
            messages.success(request, _("Your preferences are saved."))
        return _with_language(redirect("portal:preference_edit"), form.cleaned_data["language"])
    return render(request, "portal/preference_edit.html", {"form": form})


@login_not_required
@require_POST
def preference_set(request: HttpRequest) -> HttpResponse:
    """The switches in the top bar; leads back to the page that they stood on."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("portal:workbench")
    form = SwitchForm(request.POST)
    response = HttpResponseRedirect(back)
    if not form.is_valid():
        return response
    language, size = form.cleaned_data["language"], form.cleaned_data["large_text"]
    large_text = size == "1" if size else None
    if request.user.is_authenticated:
        prefer(actor=request.user, language=language, large_text=large_text)
    elif large_text is not None:
        request.session[LARGE_TEXT] = large_text
    return _with_language(response, language) if language else response


def _with_language(response: HttpResponse, language: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )
    return response
