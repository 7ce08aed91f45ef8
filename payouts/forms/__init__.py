"""Forms of money out: they ask and word; the services act."""
