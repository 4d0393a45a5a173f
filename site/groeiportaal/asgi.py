"""The entrance for a asynchronous web server."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groeiportaal.settings.production")
application = get_asgi_application()
