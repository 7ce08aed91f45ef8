"""The web server's entrance: whatever does not say that it is the demo is production."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("PORTAL_PRODUCTION", "0" if os.environ.get("PORTAL_DEMO") == "1" else "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()
