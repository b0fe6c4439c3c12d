"""Deployment facts, read top to bottom; no weights, no dates, no rules."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from .environment import Environment, secret_key
from .static_headers import for_everyone

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = Environment(BASE_DIR / ".env")

# --- What a deployment says about itself: the names are listed in .env.example ---

DATA_DIR = ENVIRONMENT.folder("DATA_DIR", BASE_DIR / "var")
DEBUG = ENVIRONMENT.switch("DEBUG", default=False)
SECRET_KEY = secret_key(ENVIRONMENT.text("SECRET_KEY"), DATA_DIR / "secret_key", DEBUG)
ALLOWED_HOSTS = ENVIRONMENT.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = ENVIRONMENT.origins("CSRF_TRUSTED_ORIGINS")
HTTPS = ENVIRONMENT.switch("HTTPS", default=False)
SITE_URL = ENVIRONMENT.origin("SITE_URL", "http://127.0.0.1:8000")
STATIC_MANIFEST = ENVIRONMENT.switch("STATIC_MANIFEST", default=not DEBUG)
DEFAULT_FROM_EMAIL = ENVIRONMENT.text("DEFAULT_FROM_EMAIL", "webmaster@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Applications ---

INSTALLED_APPS = [
    "recommendations",
    "scorecard",
    "ingestion",
    "exports",
    "api",
    "following",
    "tracker.upkeep",
    "tracker.desk.DeskConfig",  # django.contrib.admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tables2",
    "django_filters",
    "simple_history",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

# Nothing above the session middleware reads the session, and public pages never do:
# a reader who does not sign in gets no cookie.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tracker.replica.ReplicaReads",
    "tracker.page_cache.PageCache",
    "tracker.middleware.request_log",
    "tracker.middleware.size_limits",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "tracker.desk_limit.desk_limit",
    "tracker.middleware.KnownHosts",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
    "tracker.trouble.DatabaseTrouble",
    "tracker.replica.PrimaryInstead",
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tracker.context.site",
            ],
        },
    },
    {
        # The parts of a page that repeat hundreds of times: ten times as quick.
        "NAME": "dense",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "dense"],
        "OPTIONS": {
            "environment": "recommendations.dense.environment",
            "trim_blocks": True,
            "lstrip_blocks": True,
        },
    },
]

# --- Database, cache, mail, tasks ---

DATABASES = {"default": ENVIRONMENT.database("DATABASE_URL", DATA_DIR / "db.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# A connection may come from a pool, which gives each transaction another; what is read
# in pieces goes through recommendations/streamed.py.
served = {
    "CONN_MAX_AGE": 600,
    "CONN_HEALTH_CHECKS": True,
    "DISABLE_SERVER_SIDE_CURSORS": True,
}

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers queue instead of failing, readers never wait for them; Django itself
    # turns foreign keys on for each connection. What is committed is on disk (FULL):
    # with NORMAL a power cut could take back what an editor was told is saved.
    DATABASES["default"] |= {
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode = WAL;"
                "PRAGMA synchronous = FULL;"
                "PRAGMA cache_size = -65536;"
                "PRAGMA temp_store = MEMORY"
            ),
        },
    }
else:
    DATABASES["default"] |= served

# Readers read a streaming replica while it follows closely (tracker/replica.py).
REPLICA_LAG_SECONDS = ENVIRONMENT.number("REPLICA_LAG_SECONDS", 5)
if replica := ENVIRONMENT.text("DATABASE_REPLICA_URL"):
    DATABASES["replica"] = (
        ENVIRONMENT.database("DATABASE_REPLICA_URL", DATA_DIR / "none")
        | served
        | {"OPTIONS": {"connect_timeout": 2}, "TEST": {"MIRROR": "default"}}
    )
    DATABASE_ROUTERS = ["tracker.replica.Router"]

CACHES = {"default": ENVIRONMENT.cache("CACHE_URL", "locmemcache://")}

# Public pages are kept in the memory of each worker until the record changes, and in
# the cache above where workers share one (tracker/page_cache.py).
PAGE_CACHE_MEGABYTES = ENVIRONMENT.number("PAGE_CACHE_MEGABYTES", 32)
SHARED_CACHE_SECONDS = ENVIRONMENT.number("SHARED_CACHE_SECONDS", 60)

vars().update(ENVIRONMENT.email("EMAIL_URL", "consolemail://"))

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Languages and time ---

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]  # each in its own words
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "tracker.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Static files ---

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "tracker.stylesheet.StylesheetFinder",
]
# One switch: with STATIC_MANIFEST on, file names carry a hash of the content and are
# cached for ever, and `collectstatic` must have run (./serve does it). Off, names are
# plain and files are found where they lie: for development and for tests.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if STATIC_MANIFEST
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = not STATIC_MANIFEST
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ADD_HEADERS_FUNCTION = for_everyone

# --- What may be sent to us ---

QUERY_MAX_BYTES = 4_000  # what follows the question mark of an address
UPLOAD_MAX_BYTES = 20 * 1024 * 1024  # a request body of any kind, files included
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # an indicator's observations are one form
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_PERMISSIONS = 0o640

# --- Who may sign in, and how ---

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    *(
        {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
        for name, options in (
            ("UserAttributeSimilarityValidator", {}),
            ("MinimumLengthValidator", {"min_length": 12}),
            ("CommonPasswordValidator", {}),
            ("NumericPasswordValidator", {}),
        )
    ),
    {"NAME": "recommendations.desk.house_words.HouseWordsValidator"},
]
if breached := ENVIRONMENT.file("BREACHED_PASSWORDS", BASE_DIR):
    AUTH_PASSWORD_VALIDATORS.append(
        {
            "NAME": "recommendations.desk.breached_passwords.BreachedPasswordValidator",
            "OPTIONS": {"file": breached},
        }
    )
# off: one person runs the site; what they approve of their own is marked single-coded.
SECOND_PAIR_OF_EYES = ENVIRONMENT.switch("SECOND_PAIR_OF_EYES", default=True)

# on: everybody sets up a second factor before anything else at the desk.
REQUIRE_SECOND_FACTOR = ENVIRONMENT.switch("REQUIRE_SECOND_FACTOR", default=False)

# on: manage.py send_digest sends one message a day to each person with work waiting.
DESK_DIGEST = ENVIRONMENT.switch("DESK_DIGEST", default=False)

OTP_TOTP_ISSUER = "Followthrough"

LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=30)  # templates/admin/locked_out.html says so
AXES_LOCKOUT_TEMPLATE = "admin/locked_out.html"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # no record of who signed in from where
AXES_VERBOSE = False

SESSION_ENGINE = "recommendations.models.desk_session"
SESSION_COOKIE_AGE = 12 * 60 * 60  # from signing in, however long it is used
SESSION_IDLE_MINUTES = (
    ENVIRONMENT.number("SESSION_IDLE_MINUTES", 120) or SESSION_COOKIE_AGE // 60
)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS

# --- What browsers are told ---

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],  # embed pages replace it with csp_replace
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

if HTTPS:
    # A browser takes cookies of this name from this very host alone, and by HTTPS.
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    # The proxy in front must set this header itself and drop a client's own.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

# --- The read API ---

API_RATE_LIMIT = ENVIRONMENT.number("API_RATE_LIMIT", 600)  # a minute; 0 is none

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "api.problems.as_problem",
    "URL_FORMAT_OVERRIDE": None,  # "format" is no parameter: there is one format
    "UNAUTHENTICATED_USER": None,
}

SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX_INSERT": "/api/v1",
    "POSTPROCESSING_HOOKS": [],
    # The description is made from the record's own columns and needs its tables; the
    # deployment check runs before there are any, and tests/api holds the description.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}

# --- Logs: one JSON object per line, joined by request id, without personal data ---

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "tracker.logs.JsonLines"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["out"], "level": "WARNING"},
    "loggers": {
        "tracker": {"handlers": ["out"], "level": "INFO", "propagate": False},
        "django": {"handlers": ["out"], "level": "WARNING", "propagate": False},
        # Refusals are in the request line already; their own line would repeat the
        # address, and axes' lines would name people.
        "django.request": {"handlers": ["out"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["out"], "level": "ERROR", "propagate": False},
        # It warns of every HEAD request, whose body Django leaves to the server.
        "gunicorn.http.wsgi": {"level": "ERROR"},
        "axes": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
