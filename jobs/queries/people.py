"""Who sits at a station today."""

from typing import Any

from core import clock
from stations.models import Post, User


def seated(station_id: int, *more: Any) -> list[tuple[int, str]]:
    """Key and name of everybody with a seat at the station today, and of `more`, each once."""
    posts = Post.objects.held_on(clock.today()).filter(station=station_id, user__is_active=True).select_related("user")
    people: dict[int, User] = {post.user_id: post.user for post in posts.order_by("seat")}
    people |= {user.pk: user for user in more if user.pk not in people}
    return [(key, user.name) for key, user in people.items()]
