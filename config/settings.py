"""The settings of the site: one file, read from the environment.

DATABASE_URL   where the content lives; SQLite in the data folder unless set
SECRET_KEY     made and kept in the data folder while every host is local; required on a public host
ALLOWED_HOSTS  host names with commas between; this machine and the host of SITE_URL unless set
SITE_URL       the address that readers use; https:// switches on everything that HTTPS needs
DATA_DIR       the folder of database, media, collected static files and secrets; var/ unless set
DEBUG          1 shows errors in the browser; off unless set
TIME_ZONE      the institute's own; UTC unless set
TRADITIONAL_VARIANT   which characters 繁體 drafted from 简体 has: tw, hk or plain; tw unless set
INSTITUTE_NAME_EN, _ZH_HANS, _ZH_HANT        the institute's name in each language, and
INSTITUTE_TAGLINE_EN, _ZH_HANS, _ZH_HANT     a line on what it does; the demonstration institute's unless set
CONTACT_EMAIL  the address that harvesters, RePEc and Crossref are given; webmaster@ the host of SITE_URL unless set
REPEC_ARCHIVE  the three letters that RePEc has given the institute's archive; there is none unless set
PORT           where `make run` serves; 8000 unless set
"""

import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.management.utils import get_random_secret_key
from django.core.validators import validate_email

from config import languages

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


def secret_key(path: Path) -> str:
    """The key kept in the file, which is made first, readable by its owner alone, when it is not there."""
    if not path.exists():
        # Linked into place when complete: two processes that start at once agree on one whole key.
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as fresh, suppress(FileExistsError):
            fresh.write(get_random_secret_key())
            fresh.flush()
            os.link(fresh.name, path)
    return path.read_text()


def database(url: str) -> dict[str, Any]:
    """The connection for a database address, with what its engine needs when several people write at once."""
    connection: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
    if connection["ENGINE"] == "django.db.backends.sqlite3":
        connection["OPTIONS"] = {
            # A transaction that reads before it writes fails at once beside another writer, however long the
            # timeout, unless it takes the write lock when it begins.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    if connection["ENGINE"] == "django.db.backends.postgresql":
        # A host that answers nothing at all would hold every request, and the watchdog's too, for two minutes.
        connection["OPTIONS"] = {"connect_timeout": 10, **connection.get("OPTIONS", {})}
    return connection


def institute(code: str, name: str, tagline: str) -> dict[str, str]:
    """What the institute calls itself in one language; a name that is set never comes with another's tagline."""
    suffix = code.upper().replace("-", "_")
    own = os.environ.get(f"INSTITUTE_NAME_{suffix}", "")
    return {
        "name": own or name,
        "tagline": os.environ.get(f"INSTITUTE_TAGLINE_{suffix}", "" if own else tagline),
    }


# --- Where it runs -----------------------------------------------------------------------------------------

DEBUG = os.environ.get("DEBUG", "0") == "1"
DATA_DIR = Path(os.environ.get("DATA_DIR") or BASE_DIR / "var").resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

SITE_URL = (os.environ.get("SITE_URL") or f"http://127.0.0.1:{os.environ.get('PORT') or 8000}").rstrip("/")
ALLOWED_HOSTS = [host.strip() for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host.strip()]
ALLOWED_HOSTS = ALLOWED_HOSTS or [*LOCAL_HOSTS, urlsplit(SITE_URL).hostname or "localhost"]

SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    if not set(ALLOWED_HOSTS) <= set(LOCAL_HOSTS):
        raise ImproperlyConfigured(
            "Set SECRET_KEY to a long random text: the site is public, because ALLOWED_HOSTS or SITE_URL has "
            "a host other than this machine."
        )
    SECRET_KEY = secret_key(DATA_DIR / "secret-key")

DATABASES = {"default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'ibid.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- What it is made of ------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "modeltranslation",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_prose_editor",
    "authors",
    "publications",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.moved.Replaced",
    "config.moved.Moved",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.choice.LanguageMiddleware",
    "config.moved.Moved",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
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
                "config.context.site",
            ]
        },
    }
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{validator}"}
    for validator in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"

# --- Languages and time ------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [(language.code, language.label) for language in languages.LANGUAGES.values()]
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = os.environ.get("TIME_ZONE") or "UTC"
TRADITIONAL_VARIANT = os.environ.get("TRADITIONAL_VARIANT") or "tw"
if TRADITIONAL_VARIANT not in languages.VARIANTS:
    raise ImproperlyConfigured(
        f"TRADITIONAL_VARIANT is {TRADITIONAL_VARIANT!r}; it can be {', '.join(languages.VARIANTS)}: the characters "
        "of Taiwan, of Hong Kong, or plain Traditional ones."
    )

MODELTRANSLATION_DEFAULT_LANGUAGE = LANGUAGE_CODE
MODELTRANSLATION_LANGUAGES = languages.CODES
MODELTRANSLATION_FALLBACK_LANGUAGES = {
    "default": (LANGUAGE_CODE,),
    **{language.code: language.fallbacks for language in languages.LANGUAGES.values()},
}

# --- The institute -----------------------------------------------------------------------------------------

INSTITUTE = {
    "en": institute(
        "en",
        "Ferry Point Institute for International Studies",
        "Independent research on the waters, networks and cities that countries share",
    ),
    "zh-hans": institute("zh-hans", "渡口国际研究院", "研究各国共有的水域、网络与城市"),
    "zh-hant": institute("zh-hant", "渡口國際研究院", "研究各國共有的水域、網路與城市"),
}

CONTACT_EMAIL = os.environ.get("CONTACT_EMAIL", "")
DEFAULT_FROM_EMAIL = CONTACT_EMAIL or f"webmaster@{urlsplit(SITE_URL).hostname or 'localhost'}"
if CONTACT_EMAIL:
    try:
        validate_email(CONTACT_EMAIL)
    except ValidationError as error:
        raise ImproperlyConfigured(
            f"CONTACT_EMAIL is {CONTACT_EMAIL!r}; it is one e-mail address, such as office@institute.example, without "
            "a name."
        ) from error
REPEC_ARCHIVE = os.environ.get("REPEC_ARCHIVE", "")
if REPEC_ARCHIVE and not re.fullmatch("[a-z]{3}", REPEC_ARCHIVE):
    raise ImproperlyConfigured(
        f"REPEC_ARCHIVE is {REPEC_ARCHIVE!r}; it is the code of three small letters that RePEc gives an archive."
    )

# --- Files -------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.staticfiles.ReleaseStorage"},
}

# A long report in three languages with hundreds of notes is one form; as form data a Han character takes nine
# bytes.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Safety ------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = HTTPS
# A watchdog asks the application itself, without the proxy that ends TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
# Whoever ends TLS in front of the site must set this header itself, never pass on the reader's.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# HSTS is promised for the site's own host. For its neighbours below the domain (W005) and for the browsers'
# preload lists (W021) only the institute can promise it, at its proxy.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# --- Logging -----------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # Django's own handlers stay silent in production, or send mail that nobody has set up.
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
