"""What must always be true of the law in force; `verify` asks."""

from core.invariants import Invariant

INVARIANTS = (
    Invariant(
        "rules_overlap",
        "one rule set a scheme, region and day is in force",
        """
        SELECT a.scheme, a.region_code, a.id, b.id FROM programmes_ruleset a JOIN programmes_ruleset b
            ON b.scheme = a.scheme AND b.region_code = a.region_code AND b.id > a.id
            AND daterange(a.valid_from, a.valid_to, '[]') && daterange(b.valid_from, b.valid_to, '[]')
        WHERE a.state = 'published' AND b.state = 'published'
        """,
    ),
    Invariant(
        "rules_two_people",
        "a rule set is published by another person than its author",
        """
        SELECT scheme, id FROM programmes_ruleset WHERE state = 'published' AND (published_by_id IS NULL
        OR published_by_id = drafted_by_id)
        """,
    ),
)
