"""For production: everything secret must come from the environment, and a missing or weak one stops the start."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import STORAGES, env

SECRET_KEY = env.str("SECRET_KEY")
DOSSIER_SLEUTELS = env.list("DOSSIER_SLEUTELS")
TOEGANG_PEPER = env.str("TOEGANG_PEPER")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
BASE_URL = env.str("BASE_URL").rstrip("/")
for _name in ("SECRET_KEY", "DOSSIER_SLEUTELS", "TOEGANG_PEPER", "ALLOWED_HOSTS", "BASE_URL"):
    if not globals()[_name]:
        raise ImproperlyConfigured(f"{_name} is empty; production does not start without it (docs/beheer.md).")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
MEDIA_SERVED_BY_APP = env.bool("MEDIA_SERVED_BY_APP", default=False)
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

SESSION_COOKIE_NAME = "__Host-gp_sessie"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-gp_csrf"
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
# Not __Host-: it is meant for the entrance alone, and says so with its path.
GAST_COOKIE_NAME = "__Secure-gp_apparaat"
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
PROXY_COUNT = env.int("PROXY_COUNT", default=1 if BEHIND_PROXY else 0)
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
