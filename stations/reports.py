"""What must always be true of people and posts; `verify` asks."""

from core.invariants import Invariant

INVARIANTS = (
    Invariant(
        "posts_exclude",
        "business, finance, data and audit posts exclude each other on one person",
        """
        SELECT a.user_id, a.role, b.role FROM stations_post a JOIN stations_post b ON b.user_id = a.user_id AND b.id > a.id
            AND b."group" <> a."group" AND daterange(a.starts_on, a.ends_on, '[]') && daterange(b.starts_on, b.ends_on, '[]')
        """,
    ),
)
