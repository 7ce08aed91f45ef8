"""The actor of what nobody clicked: timetable work still has a name in the audit."""

from stations.models import User

NAME = "system"


def machine_user() -> User:
    """The machine's own account, which can never sign in."""
    user: User
    user, _created = User.objects.get_or_create(
        username=NAME, defaults={"name": "系统", "is_machine": True, "is_active": False, "password": "!"}
    )
    return user
