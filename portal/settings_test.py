"""The settings under test: plain static files, cheap passwords, tasks run on the spot."""

from portal.settings import *  # noqa: F403
from portal.settings import DATABASES

DATABASES["default"]["ENGINE"] = "tests.database"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PORTAL_TASKS_ON_THE_SPOT = True
