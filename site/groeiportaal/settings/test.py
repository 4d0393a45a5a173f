"""For the test suite: fixed keys, fast password hashes for people, mail in memory."""

import base64
import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import STORAGES

SECRET_KEY = "test-only-" + "x" * 50
DOSSIER_SLEUTELS = ["test:" + base64.b64encode(b"t" * 32).decode()]
TOEGANG_PEPER = "test-only-pepper"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
BASE_URL = "http://testserver"
MEDIA_SERVED_BY_APP = True
MEDIA_ROOT = Path(tempfile.gettempdir()) / "groeiportaal-test-media"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SMS_ADAPTER = "bestand"
SMS_MAP = Path(tempfile.gettempdir()) / "groeiportaal-test-sms"
SMS_LOKAAL = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
WAGTAIL_AUTOSAVE_INTERVAL = 0
# Tests count queries; those of the timetable itself switch it on.
TIMETABLE_SECONDS = None
