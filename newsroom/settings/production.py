"""For the running newsroom. It refuses to start without its secrets, and says which one is missing."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from newsroom import env

from .base import *  # noqa: F403

DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")
SITE_URL = env.text("SITE_URL")
WAGTAILADMIN_BASE_URL = SITE_URL

# LOCAL_TRIAL=1 lets the newsroom run over plain http, on this machine's loopback addresses only.
LOCAL_TRIAL = env.boolean("LOCAL_TRIAL")
_host = urlsplit(SITE_URL).hostname
if not _host:
    raise ImproperlyConfigured("SITE_URL must be a full address such as https://news.example.org.")
if LOCAL_TRIAL and _host not in {"127.0.0.1", "localhost", "::1"}:
    raise ImproperlyConfigured("LOCAL_TRIAL=1 is for loopback addresses only; SITE_URL names another host.")

ALLOWED_HOSTS = env.items("ALLOWED_HOSTS", [_host, *(["localhost", "127.0.0.1"] if LOCAL_TRIAL else [])])
CSRF_TRUSTED_ORIGINS = env.items("CSRF_TRUSTED_ORIGINS", [SITE_URL.rstrip("/")])

if LOCAL_TRIAL and not env.text("EMAIL_HOST", ""):
    # A trial has no mail server: what would be sent can be read in this folder.
    OUTBOX_EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"  # noqa: F405

SECURE_SSL_REDIRECT = not LOCAL_TRIAL
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked from inside the machine, over plain http
SESSION_COOKIE_SECURE = not LOCAL_TRIAL
CSRF_COOKIE_SECURE = not LOCAL_TRIAL
SECURE_HSTS_SECONDS = 0 if LOCAL_TRIAL else 2 * 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = not LOCAL_TRIAL
SECURE_HSTS_PRELOAD = not LOCAL_TRIAL
if env.boolean("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

STORAGES["staticfiles"] = {  # noqa: F405
    # Precompression takes a minute: it belongs to the building of the image, not to a first trial.
    "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if env.boolean("STATIC_COMPRESS", True)
    else "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
}

_redis = env.text("REDIS_URL", "")
if _redis:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": _redis,
            # A cache that does not answer at once must not hold up a page.
            "OPTIONS": {"socket_timeout": 0.25, "socket_connect_timeout": 0.25},
        }
    }
