"""Settings of the portal. Values of a place come from the environment; production refuses unsafe ones."""

import os
from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from portal import guard, servers

BASE_DIR = Path(__file__).resolve().parent.parent
STATE_DIR = servers.state()

PORTAL_DEMO = os.environ.get("PORTAL_DEMO") == "1"
PORTAL_PRODUCTION = os.environ.get("PORTAL_PRODUCTION") == "1"
DEBUG = os.environ.get("DEBUG") == "1"

SECRET_KEY = os.environ.get("SECRET_KEY") or guard.DEFAULT_SECRET
PORTAL_ENCRYPTION_KEYS = guard.keys(os.environ.get("PORTAL_ENCRYPTION_KEYS"))
PORTAL_INDEX_KEY = os.environ.get("PORTAL_INDEX_KEY") or guard.DEFAULT_SECRET
ALLOWED_HOSTS = guard.hosts(os.environ.get("ALLOWED_HOSTS"))
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if origin]

if PORTAL_PRODUCTION:
    guard.refuse_unsafe(os.environ)

INSTALLED_APPS = [
    "portal",
    "notices",
    "payouts",
    "jobs",
    "cases",
    "ledger",
    "enterprises",
    "programmes",
    "stations",
    "core",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
]

MIDDLEWARE = [
    "core.middleware.request_number",
    "core.middleware.no_nul",
    "core.middleware.answered_in_place",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.middleware.chosen_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "core.middleware.idle_timeout",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "core.middleware.password_due",
    "core.middleware.no_store",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
FORM_RENDERER = "core.forms.Renderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.queries.frame.frame",
            ],
        },
    },
]

DATABASES = {"default": servers.database_settings()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CONN_HEALTH_CHECKS = True

BROKER_URL, CACHE_URL = servers.redis_urls()
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}}

AUTH_USER_MODEL = "stations.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "stations.services.signin.StaffBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "name", "phone"]},
    },
    {"NAME": "stations.services.passwords.LongEnough"},
    {"NAME": "stations.services.passwords.NotNamedAfterOneself"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "stations.services.passwords.NotThePresentOne"},
]
LOGIN_URL = "stations:account_sign_in"
LOGIN_REDIRECT_URL = "portal:workbench"
LOGOUT_REDIRECT_URL = LOGIN_URL
PASSWORD_CHANGE_URL = "stations:account_password"  # noqa: S105
# One wall of several against guessing, argued in docs/decisions/005-signing-in.md: five wrong passwords for one name from one
# address close that pair for a quarter of an hour. A machine that the person has used before has a count of its own.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "stations/account_locked.html"
AXES_CLIENT_IP_CALLABLE = "stations.views.devices.address_of"
AXES_WHITELIST_CALLABLE = "stations.views.devices.is_known_device"
AXES_IPWARE_PROXY_COUNT = int(os.environ.get("PROXY_COUNT", "0"))
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # the audit holds who came and went
PORTAL_IDLE_MINUTES = int(os.environ.get("PORTAL_IDLE_MINUTES", "30"))
# The cookie outlives the browser, or a restart would cost what was typed: docs/decisions/021-drafts-on-a-shared-computer.md.
SESSION_EXPIRE_AT_BROWSER_CLOSE = False
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PORTAL_PRODUCTION
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PORTAL_PRODUCTION else None
SECURE_HSTS_SECONDS = 31_536_000 if PORTAL_PRODUCTION else 0
SECURE_SSL_REDIRECT = PORTAL_PRODUCTION
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = STATE_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", *[path for path in [BASE_DIR / ".frontend" / "static"] if path.is_dir()]]
MEDIA_ROOT = STATE_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FONT_DIR = BASE_DIR / ".frontend" / "fonts"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

PORTAL_TASKS_ON_THE_SPOT = False
#: What the apps above the registry of units add to it: sections of a unit's page, the law of sizes, and of falls.
ENTERPRISE_FILE_PARTS = [
    "cases.queries.unit_claims.part",
    "cases.queries.unit_rounds.part",
    "jobs.queries.piece_unit.part",
    "jobs.queries.visits.unit_part",
    "jobs.queries.orders.unit_part",
    "jobs.queries.arrears.part",
]
ENTERPRISE_SIZE_RULE = "cases.queries.enterprise_size.size_of"
ENTERPRISE_SIZE_READER = "cases.queries.enterprise_size.reader"
ENTERPRISE_FALL_WARNINGS = "cases.queries.monitoring.fall_warnings"
#: What the apps above the cases know that bears on a new claim.
CASE_FACT_HINTS = ["jobs.queries.courses.hints"]
#: Who above the cases is told of a claim that was begun, and from which address.
CASE_BEGUN = ["jobs.services.visit_causes.claim_begun"]
# Where people find the portal: text messages name it.
PORTAL_PUBLIC_URL = os.environ.get("PORTAL_PUBLIC_URL") or f"http://localhost:{os.environ.get('PORT', '8000')}"
PORTAL_SMS_URL = os.environ.get("PORTAL_SMS_URL", "")
PORTAL_SMS_KEY = os.environ.get("PORTAL_SMS_KEY", "")
PORTAL_SMS_WAIT_SECONDS = 10.0
PORTAL_SMS_DAILY_LIMIT = int(os.environ.get("PORTAL_SMS_DAILY_LIMIT", "3"))
#: Readers of figures see no count of people below this one (个人信息保护法 art. 6, 28: nobody is to be recognised).
PORTAL_LEAST_COUNT = int(os.environ.get("PORTAL_LEAST_COUNT", "3"))
PORTAL_BANK_ANSWER_DAYS = int(os.environ.get("PORTAL_BANK_ANSWER_DAYS", "2"))
PORTAL_BANK_DIR = Path(os.environ.get("PORTAL_BANK_DIR") or STATE_DIR / "bank")
PORTAL_PAYER = guard.payer(os.environ.get("PORTAL_PAYER"))
PORTAL_ANCHOR_FILE = Path(os.environ.get("PORTAL_ANCHOR_FILE") or STATE_DIR / "audit-anchor.log")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"axes": {"level": "WARNING"}},
}
