"""Who: staff and their posts. A post is the tenant boundary."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from stations.models.places import Region, Station
from stations.models.scope import PostQuerySet, UserQuerySet
from stations.states import GROUP_OF, ROLES, Group, Role


class UserManager(BaseUserManager["User"]):
    """Staff are made by the services of this app; this makes the bare row."""

    def create_user(self, username: str, password: str | None = None, **fields) -> "User":
        """A person who can sign in with `password`, or not at all where it is None."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Names are told apart without regard to case."""
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """A member of staff, or the machine. Rights come from posts alone: there is no superuser.

    `region` is the bureau that employs the person and whose security administrator looks after the account; it gives
    no right to anything.
    """

    username = models.CharField(_("user name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, related_name="staff", verbose_name=_("employed by the bureau of")
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_machine = models.BooleanField(_("is the machine"), default=False, editable=False)
    is_demo = models.BooleanField(_("is a demo account"), default=False, editable=False)
    must_change_password = models.BooleanField(_("must change the password"), default=False)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    large_text = models.BooleanField(_("large text"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = UserManager.from_queryset(UserQuerySet)()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(
                Lower("username"), name="user_name_once", violation_error_message=_("Somebody has this user name already.")
            ),
            models.CheckConstraint(condition=Q(is_machine=False) | Q(is_active=False), name="user_machine_never_signs_in"),
        ]

    def __str__(self) -> str:
        """A machine goes by its login where Chinese is not read: its name is no person's."""
        if self.is_machine and not (get_language() or "zh").startswith("zh"):
            return self.username
        return self.name or self.username

    def get_full_name(self) -> str:
        """The name shown to colleagues."""
        return str(self)

    def get_short_name(self) -> str:
        """The name shown to colleagues."""
        return str(self)


class Post(models.Model):
    """A role (岗位) that a person holds at one station or over one region, from a day on.

    Business, finance, data and audit posts exclude each other on one person (人社厅发〔2021〕64号); a station
    seats one to four. Both are held by exclusion constraints.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts", verbose_name=_("member of staff"))
    role = models.CharField(_("post"), max_length=20, choices=ROLES)
    group = models.CharField(pgettext_lazy("post", "group"), max_length=10, choices=Group.choices, editable=False)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("over the region")
    )
    station = models.ForeignKey(
        Station, on_delete=models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("at the station")
    )
    seat = models.PositiveSmallIntegerField(_("seat"), null=True, blank=True)
    scope_prefix = models.CharField(max_length=12, editable=False)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("given by"))
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["user", "role", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role="station", station__isnull=False, region__isnull=True, seat__range=(1, 4))
                | (~Q(role="station") & Q(station__isnull=True, region__isnull=False, seat__isnull=True)),
                name="post_region_or_station",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="post_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(user=F("granted_by")),
                name="post_not_given_to_oneself",
                violation_error_message=_("Nobody gives a post to herself or himself; ask another administrator."),
            ),
            *[
                models.CheckConstraint(condition=~Q(role=role) | Q(group=group), name=f"post_group_of_{role}")
                for role, group in GROUP_OF.items()
            ],
            ExclusionConstraint(
                name="post_groups_exclude",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("group", RangeOperators.NOT_EQUAL),
                    (Func("starts_on", "ends_on", models.Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Business, finance, data and audit posts exclude each other on one person."),
            ),
            ExclusionConstraint(
                name="post_seat_taken_once",
                expressions=[
                    ("station", RangeOperators.EQUAL),
                    ("seat", RangeOperators.EQUAL),
                    (Func("starts_on", "ends_on", models.Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                condition=Q(station__isnull=False),
                violation_error_message=_("A station seats one to four people; this seat is taken."),
            ),
            ExclusionConstraint(
                name="post_held_once",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("scope_prefix", RangeOperators.EQUAL),
                    (Func(F("station"), models.Value(0), function="coalesce"), RangeOperators.EQUAL),
                    (Func("starts_on", "ends_on", models.Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person holds this post there already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.station or self.region}"

    def save(self, *args, **kwargs) -> None:
        """Group and prefix follow from role and place."""
        self.group = GROUP_OF[Role(self.role)]
        place = self.station.region if self.station else self.region
        if place:  # without one the database refuses the row
            self.scope_prefix = place.prefix
        super().save(*args, **kwargs)
