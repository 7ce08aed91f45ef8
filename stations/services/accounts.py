"""What people change about their own account."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.policies import Refused, require
from stations.models import User
from stations.services.walls import Wall

#: Whoever finds an open session does not learn the password from it.
GUESSES = Wall("present-password", 5, 15 * 60)


@transaction.atomic
def change_password(*, actor: User, present: str, new: str) -> User:
    """The new password holds; every other session of the person ends, because sessions carry its digest."""
    user: User = User.objects.locked(pk=actor.pk)
    require(user.is_active and not user.is_machine, _("This account is closed."))
    if GUESSES.stands(str(user.pk)):
        raise Refused(_("Too many wrong entries. Try again in a quarter of an hour."), field="present", code="too_many")
    if not user.check_password(present):
        GUESSES.count(str(user.pk))
        raise Refused(_("The present password is not right. Enter it again."), field="present", code="wrong_password")
    try:
        validate_password(new, user)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), field="new", code="weak_password") from error
    user.set_password(new)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    audit.record(user, "account.password_changed", user, region=user.region_id or "")
    return user
