"""What production may not be started with, said in sentences."""

from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured

DEFAULT_SECRET = "only-for-the-demo-and-the-tests-never-for-production"  # noqa: S105
DEMO_PAYER = "失业保险基金支出户（演示）,1505000000001234,313651027012"
SHORTEST = 32


def keys(text: str | None) -> list[str]:
    """The encryption keys, oldest first; the last one encrypts, all of them decrypt."""
    return [key for key in (text or DEFAULT_SECRET).split(",") if key]


def hosts(text: str | None) -> list[str]:
    """The host names that the site answers to."""
    return [host for host in (text or "localhost,127.0.0.1,[::1],testserver").split(",") if host]


def payer(text: str | None) -> dict[str, str]:
    """The account that pays (支出户), of PORTAL_PAYER: holder, number and CNAPS number of its bank, by comma."""
    parts = [part.strip() for part in (text or DEMO_PAYER).split(",")]
    if len(parts) != 3 or not all(parts):
        raise ImproperlyConfigured("PORTAL_PAYER holds name, account number and CNAPS number of the paying account, by comma.")
    return dict(zip(("name", "account", "cnaps"), parts, strict=True))


def refuse_unsafe(environment: Mapping[str, str]) -> None:
    """Raise ImproperlyConfigured naming every setting that a production start lacks."""
    missing = [
        f"set {name} to {meaning}"
        for name, meaning in {
            "SECRET_KEY": f"a random text of at least {SHORTEST} characters",
            "PORTAL_ENCRYPTION_KEYS": f"one or more keys of at least {SHORTEST} characters, oldest first, by comma",
            "PORTAL_INDEX_KEY": f"a random text of at least {SHORTEST} characters, kept for ever",
        }.items()
        if min((len(part) for part in environment.get(name, "").split(",")), default=0) < SHORTEST
        or DEFAULT_SECRET in environment.get(name, "")
    ]
    missing += [
        f"set {name} to {meaning}"
        for name, meaning in {
            "DATABASE_URL": "the PostgreSQL server",
            "REDIS_URL": "the Redis server",
            "ALLOWED_HOSTS": "the host names of the site, by comma",
            "PORTAL_PUBLIC_URL": "the address at which people find the portal, such as https://jy.example.gov.cn",
            "PORTAL_PAYER": "name, account number and CNAPS number of the paying account, by comma",
        }.items()
        if not environment.get(name)
    ]
    if environment.get("DEBUG") == "1":
        missing.append("unset DEBUG")
    if environment.get("PORTAL_DEMO") == "1":
        missing.append("unset PORTAL_DEMO: demo accounts are impossible here")
    if missing:
        raise ImproperlyConfigured("The portal does not start in production like this: " + "; ".join(missing) + ".")
