"""The first administrator of a region, where no administrator can appoint one. The machine gives that post."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, clock
from core.policies import Refused
from stations.models import Post, Region, User
from stations.services.machine import machine_user
from stations.services.signin import known_name
from stations.services.staff import Issued, clean_username, one_time_password
from stations.states import Role


@transaction.atomic
def appoint_administrator(*, username: str, name: str, region_code: str) -> Issued:
    """A security administrator over `region_code` with a one-time password; refused where the region has one already."""
    username = clean_username(username)
    region = Region.objects.filter(pk=region_code, level__lte=Region.Level.BANNER).first()
    if region is None:
        raise Refused(_("No region, league or banner has the code %(code)s.") % {"code": region_code}, field="region")
    there = User.objects.holding(Role.SECURITY_ADMIN, region.pk).first()
    if there is not None:
        raise Refused(
            _("%(name)s administers this region and can appoint others at /admin/.") % {"name": there.username}, field="region"
        )
    if known_name(username) is not None:
        raise Refused(_("Somebody has this user name already."), field="username", code="username_taken")
    machine = machine_user()
    password = one_time_password()
    user = User.objects.create_user(username, password, name=name, region=region, must_change_password=True)
    post = Post.objects.create(user=user, role=Role.SECURITY_ADMIN, region=region, starts_on=clock.today(), granted_by=machine)
    audit.record(machine, "staff.created", user, region=region.pk)
    audit.record(machine, "post.assigned", post, region=region.pk, role=post.role, user=user.pk)
    return Issued(user, password)
