"""Settings that hold everywhere. What differs per machine comes from the environment; what differs per purpose from the module beside this one."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF, UNSAFE_INLINE

ROOT = Path(__file__).resolve().parents[3]
env = environ.Env()

# --- This process -------------------------------------------------------------------------------
# alles: both houses; publiek: only the website, its admin and the API; dossier: only the private house (docs/toegang.md).
SITE_ROLE = env.str("SITE_ROLE", default="alles")
BASE_URL = env.str("BASE_URL", default="http://localhost:8000").rstrip("/")
DATA_DIR = Path(env.str("DATA_DIR", default=str(ROOT / "var")))
DEBUG = False
DEMO = False
ALLOWED_HOSTS: list[str] = []
INTERNAL_IPS: list[str] = []
USE_X_FORWARDED_HOST = False
ROOT_URLCONF = "groeiportaal.urls"
WSGI_APPLICATION = "groeiportaal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "website",
    "post",
    "accounts",
    "accounts.inloggen",
    "accounts.federatie",
    "formats",
    "handleidingen",
    "forms_catalog",
    "opp_pages",
    "redactie",
    "headless",
    "groeidocumenten.dossiers",
    "groeidocumenten.inhoud",
    "groeidocumenten.delen",
    "groeidocumenten.berichten",
    "groeidocumenten.toegangscodes",
    "groeidocumenten.doelen",
    "groeidocumenten.gesprekken",
    "groeidocumenten.documenten",
    "groeidocumenten.vragen",
    "groeidocumenten.opp",
    "groeidocumenten.termijnen",
    "groeidocumenten.rod",
    "groeidocumenten.inlezen",
    "groeidocumenten.cijfers",
    "groeidocumenten.tekenlinks",
    "groeidocumenten.bewaren",
    "groeidocumenten.drukwerk",
    "groeidocumenten.beknopt",
    "groeidocumenten.toezicht",
    "demo",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.apps.WagtailUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail.api.v2",
    "wagtail_modeladmin",
    "rest_framework",
    "modelcluster",
    "taggit",
    "guardian",
    "axes",
    # allauth keeps the secrets of the second step and speaks with the federation; none of its pages and addresses is mounted (besluiten 0033 and 0035).
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "csp",
    "django_htmx",
    "corsheaders",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
]
# Whether Wagtail's API v3, a preview that writes with the rights of an editor's token, is mounted.
WAGTAIL_SCHRIJF_API = env.bool("WAGTAIL_SCHRIJF_API", default=False)
if WAGTAIL_SCHRIJF_API:
    INSTALLED_APPS.append("wagtail.api.v3")

MIDDLEWARE = [
    "groeiportaal.middleware.DropNulMiddleware",
    # Outermost, so that redirects and errors of every other middleware get its headers too.
    "groeiportaal.middleware.PrivateResponseMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Outside the page cache: what they add depends on who asks.
    "corsheaders.middleware.CorsMiddleware",
    "headless.middleware.ApiMiddleware",
    "redactie.timetable.TimetableMiddleware",
    "website.page_cache.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Directly after it: nobody else asks who is there before the second step was looked at.
    "accounts.inloggen.middleware.TweedeStapMiddleware",
    "accounts.grens.GrensMiddleware",
    "accounts.talen.TaalMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "groeiportaal.middleware.ContentSecurityPolicyMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "groeiportaal.middleware.PublicRedirectMiddleware",
    "axes.middleware.AxesMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "groeiportaal.context.product",
                "website.context.menu",
            ],
        },
    }
]

# --- Database -----------------------------------------------------------------------------------
# SQLite with Django's defaults answers parallel savers with "database is locked"; these options answered none (docs/besluiten/0004).
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=20000; PRAGMA secure_delete=ON;"
    ),
}
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR}/groeiportaal.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = dict(SQLITE_OPTIONS)
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# SQLite too: opening the file and giving it its options takes longer than a short answer.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)

# --- People -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "accounts.backends.RefuseKeyless",
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "accounts.backends.MijnSchool",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# guardian's backend is left out on purpose: it would answer has_perm() past the door.
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
LOGIN_URL = "inloggen"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "/"
# guardian stores rows for the two doors and nothing else: no anonymous user, no model-wide shortcut.
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_AUTO_PREFETCH = False
# Seconds that a link to choose a new password counts.
PASSWORD_RESET_TIMEOUT = 60 * 60
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
# Keys that the secrets of the second step are sealed with, as DOSSIER_SLEUTELS. Empty: a key derived from TOEGANG_PEPER, which then may never change.
INLOG_SLEUTELS = env.list("INLOG_SLEUTELS", default=[])
# Who works here and does nothing for so long is signed out, with a warning before. Page and style sheet know the same hour; a test compares.
MEDEWERKER_INACTIEF_MINUTEN = 60
# Sharing, handing out codes and reading the journaal ask for the password or a code once more when that was longer ago.
OPNIEUW_BEWIJZEN_MINUTEN = env.int("OPNIEUW_BEWIJZEN_MINUTEN", default=15)
MFA_ADAPTER = "accounts.inloggen.sluiten.Kluisadapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
# Signing in through a federation of schools by OpenID Connect, such as Entree Federatie; off as long as its address is empty. The address is the
# issuer exactly as the federation writes it. A BRIN of four signs, or six with the vestiging, is read from these claims.
FEDERATIE_ADRES = env.str("FEDERATIE_ADRES", default="")
FEDERATIE_CLIENT_ID = env.str("FEDERATIE_CLIENT_ID", default="")
FEDERATIE_GEHEIM = env.str("FEDERATIE_GEHEIM", default="")
FEDERATIE_NAAM = env.str("FEDERATIE_NAAM", default="Entree Federatie")
FEDERATIE_BRIN_CLAIMS = env.list("FEDERATIE_BRIN_CLAIMS", default=["nlEduPersonHomeOrganizationId", "nlEduPersonHomeOrganizationBranchId"])
SOCIALACCOUNT_ADAPTER = "accounts.federatie.protocol.Weigerend"
SOCIALACCOUNT_STORE_TOKENS = False
# Nobody signs up by themselves, and allauth keeps no addresses.
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"

# --- Sessions, cookies, headers -----------------------------------------------------------------
# Addresses whose answers belong to one person: never cached, never indexed.
PRIVATE_PATHS = ("/groeidocumenten", "/toegang", "/inloggen", "/uitloggen", "/start", "/admin", "/voorbeeld/")
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "gp_sessie"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "gp_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "groeiportaal.csrf.csrf_failure"
# Wagtail sets SAMEORIGIN itself on the one answer that it shows in a frame: its preview.
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
# Not no-referrer: that makes Chromium send `Origin: null`, on which Django's CSRF check fails.
SECURE_REFERRER_POLICY = "strict-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
# Wagtail's admin writes inline styles and scripts and shows its preview in a frame of the same origin.
CONTENT_SECURITY_POLICY_ADMIN = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- Language and time --------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
# Dutch is the source. The others are spoken on the pages of parents, pupils and guests alone (accounts.talen); names in the language itself.
LANGUAGES = [
    ("nl", "Nederlands"),
    ("en", "English"),
    ("tr", "Türkçe"),
    ("ar", "العربية"),
    ("uk", "Українська"),
    ("pl", "Polski"),
]
LOCALE_PATHS = [ROOT / "locale"]
# What editors write is Dutch.
WAGTAIL_CONTENT_LANGUAGES = [("nl", "Nederlands")]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True

# --- Files --------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640
# Address → how many bytes the files of one request may have together. The rooms name the same figures to people; a test compares them.
# The first address that fits counts. An export of a whole school may be larger than a document.
INLEZEN_MAX_BYTES = env.int("INLEZEN_MAX_MB", default=32) * 1024 * 1024
UPLOAD_LIMITS = {
    "/groeidocumenten/inlezen/": INLEZEN_MAX_BYTES,
    "/groeidocumenten/": 20 * 1024 * 1024,
    "/admin/opp/": 2_000_000,
    "/admin/scholen/": 1_000_000,
}
# Whatever else may be uploaded stays in memory until somebody decides to keep it; only what is too large to be accepted passes through a
# temporary file, which is gone when it has been refused.
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    # First: what is sent to these addresses is held in memory up to its limit, and never written to a disk unsealed.
    "groeiportaal.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Mail ---------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Groeiportaal <niet-antwoorden@groeiportaal.example>")
# Seconds: whoever just saved something waits no longer than this for a mail server that hangs; the worker tries again (post.sending).
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)

# --- SMS ----------------------------------------------------------------------------------------
# Empty: none. console and bestand: for a demo. json: a provider's address, described by the settings below (docs/beheer.md has examples).
SMS_ADAPTER = env.str("SMS_ADAPTER", default="")
SMS_MAP = DATA_DIR / "sms"
SMS_AFZENDER = env.str("SMS_AFZENDER", default="School")
SMS_URL = env.str("SMS_URL", default="")
SMS_METHOD = env.str("SMS_METHOD", default="POST")
SMS_HEADERS = env.str("SMS_HEADERS", default="{}")
SMS_BODY = env.str("SMS_BODY", default="{}")
# Whether a gateway may be on this machine itself, over http: for developers only.
SMS_LOKAAL = False

# --- Wagtail ------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Groeiportaal"
# How long a process believes what it read of the plan of pages that go live or offline; None: only the command `publish_scheduled` does that.
TIMETABLE_SECONDS = env.float("TIMETABLE_SECONDS", default=10.0)
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "wagtailadmin_login"
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False, "LOGIN": False, "GROUPS": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False, "LOGIN": False, "GROUPS": False}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "odt", "ods", "txt"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "forms_catalog.uploads.DocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_IMAGE_FORM_BASE = "forms_catalog.uploads.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["png", "jpg", "jpeg", "webp"]
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILEMBEDS_FINDERS: list[dict] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILAPI_LIMIT_MAX = 100
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands")]
TAGGIT_CASE_INSENSITIVE = True
# Nobody is ever signed in to Wagtail's API v2; it asks whoever comes whether a restricted page is theirs, so nobody must be somebody.
REST_FRAMEWORK = {"DEFAULT_AUTHENTICATION_CLASSES": [], "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser"}

# --- What programs may read ---------------------------------------------------------------------
# Any website may read the public API from its visitors' browsers: without cookies, and reading only.
CORS_URLS_REGEX = r"^/api/v[12]/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_CREDENTIALS = False
CORS_ALLOW_METHODS = ("GET", "HEAD", "OPTIONS")
CORS_ALLOW_HEADERS = ("accept", "content-type", "if-none-match")
CORS_EXPOSE_HEADERS = ("API-Version", "ETag", "Link")
CORS_PREFLIGHT_MAX_AGE = 24 * 60 * 60

# Wagtail's own small jobs are done at once; messages to webhooks wait in the database for the worker (docs/beheer.md).
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    # What may wait for the worker (docs/beheer.md): messages to other programs, large pictures.
    "wachtrij": {"BACKEND": "django_tasks_db.backend.DatabaseBackend"},
}
# Whether a webhook may send to this machine itself: for developers only.
WEBHOOK_LOKAAL = False

# --- The private house --------------------------------------------------------------------------
# One or more keys, newest first: "naam:base64 of 32 bytes". Data keys of groeidocumenten are wrapped with these (docs/beheer.md).
DOSSIER_SLEUTELS = env.list("DOSSIER_SLEUTELS", default=[])
# Mixed into the stored hashes of link tokens and pincodes, so that a database dump alone cannot be searched.
TOEGANG_PEPER = env.str("TOEGANG_PEPER", default="")
# Keys of the journaal's hashes, as above. Empty: a key derived from TOEGANG_PEPER, which then may never change.
JOURNAAL_SLEUTELS = env.list("JOURNAAL_SLEUTELS", default=[])
# How many whole months the journaal is kept; `ruim_journaal_op` removes older ones.
JOURNAAL_BEWAREN_MAANDEN = env.int("JOURNAAL_BEWAREN_MAANDEN", default=60)
# Where clamd listens: `host:port` or the path of its socket. Empty: files are not scanned for viruses.
CLAMD_ADDRESS = env.str("CLAMD_ADDRESS", default="")
# The style sheet and the script of a guest's pages know the same quarter of an hour; a test compares them.
GAST_INACTIEF_MINUTEN = 15
GAST_SESSIE_UREN = 8
# By which a browser is known again at the guests' entrance. It opens nothing.
GAST_COOKIE_NAME = "gp_apparaat"
# How many proxies of ours stand in front: so many entries of X-Forwarded-For, from the right, were written by them.
PROXY_COUNT = env.int("PROXY_COUNT", default=0)
# Who hears that many links were locked within an hour.
ALARM_MAIL = env.list("ALARM_MAIL", default=[])

# --- Logging: no personal data, no tokens -------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"scrub": {"()": "groeiportaal.scrubbing.ScrubFilter"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["scrub"], "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
