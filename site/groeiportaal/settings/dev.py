"""For a developer's machine and for the demo: secrets are made on the first run and kept in DATA_DIR; mail goes to files."""

import base64
import hmac
import secrets

from .base import *  # noqa: F403
from .base import BASE_URL, DATA_DIR, env

# WhiteNoise wants its folder to exist, even while it serves from the apps.
(DATA_DIR / "static").mkdir(parents=True, exist_ok=True)
_secrets_file = DATA_DIR / "geheimen.env"
if not _secrets_file.exists():
    _secrets_file.touch(mode=0o600)
    _secrets_file.write_text(
        f"SECRET_KEY={secrets.token_urlsafe(50)}\n"
        f"DOSSIER_SLEUTELS=demo:{base64.b64encode(secrets.token_bytes(32)).decode()}\n"
        f"TOEGANG_PEPER={secrets.token_urlsafe(32)}\n"
        f"DEMO_WACHTWOORD=schrift-{secrets.token_hex(2)}-kastanje-{secrets.token_hex(2)}\n"
    )
env.read_env(str(_secrets_file))

SECRET_KEY = env.str("SECRET_KEY")
DOSSIER_SLEUTELS = env.list("DOSSIER_SLEUTELS")
TOEGANG_PEPER = env.str("TOEGANG_PEPER")
# One password for all invented people; only the terminal shows it.
DEMO_WACHTWOORD = env.str("DEMO_WACHTWOORD")
# And one secret for the second step of all of them, for one line in an app; `make code` shows the code of this moment.
DEMO_CODE_SLEUTEL = base64.b32encode(hmac.digest(SECRET_KEY.encode(), b"demo", "sha1")).decode()
DEBUG = env.bool("DEBUG", default=False)
DEMO = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_SERVED_BY_APP = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "post"
SMS_ADAPTER = env.str("SMS_ADAPTER", default="bestand")
SMS_LOKAAL = True
WEBHOOK_LOKAAL = True
