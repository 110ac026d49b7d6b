"""What holds everywhere. Secrets and addresses come from the environment, through `newsroom.env`."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from newsroom import env

BASE_DIR = Path(__file__).resolve().parents[2]
# Everything that the running newsroom writes: database, uploads, collected static files.
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / "var")))

INSTALLED_APPS = [
    # Rooms, from the top of the house down; commands of an upper app win over those of a lower one.
    "demo",
    "home",
    "search",
    "syndication",
    "stories",
    "dialogue",
    "editorial",
    "facts",
    "people",
    "pages",
    "media_library",
    "topics",
    "publication",
    "outbox",
    "wordings",
    "accounts",
    "wagtailmedia",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.typed_table_block",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Around all that write the answer; static files are compressed before they get here.
    "publication.middleware.PublicCompressionMiddleware",
    "pages.middleware.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "pages.middleware.PathLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "editorial.audit_trail.watching.AuditTrailMiddleware",
    "pages.middleware.MalformedFormMiddleware",
    "editorial.need_to_know.guard.NeedToKnowMiddleware",
    "publication.middleware.PublicCacheMiddleware",
    "publication.middleware.PublishedRedirectMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# -- Database ---------------------------------------------------------------------------------------------

# One SQLite file by default. IMMEDIATE takes the write lock at the start of a transaction: with Django's
# default two of three contended writes failed with "database is locked", with IMMEDIATE none did, at 24
# writers beside 8 readers. FULL survives a loss of power; SQLITE_SYNCHRONOUS=NORMAL is about a third faster
# and can lose the last commits then. Connections are kept 60 s: a new one for each request cost three
# quarters of the throughput.
SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        f"PRAGMA synchronous={env.text('SQLITE_SYNCHRONOUS', 'FULL')};"
        "PRAGMA cache_size=-20000;PRAGMA mmap_size=134217728;PRAGMA temp_store=MEMORY;"
        "PRAGMA journal_size_limit=67108864;"
    ),
}


def _database():
    url = env.text("DATABASE_URL", "")
    if url and not url.startswith("sqlite"):
        return dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    config = dj_database_url.parse(url) if url else {"NAME": DATA_DIR / "newsroom.sqlite3"}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": config["NAME"],
        "CONN_MAX_AGE": 60,
        "OPTIONS": SQLITE_OPTIONS,
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- Accounts ---------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
# Days that entries of the audit trail are kept; 0 keeps them for ever.
AUDIT_KEPT_DAYS = env.integer("AUDIT_KEPT_DAYS", 0)

# -- Languages and time -----------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fa", _("Persian"))]
# Our own words, and the Persian ones that Wagtail still lacks.
LOCALE_PATHS = [BASE_DIR / "locale" / "newsroom", BASE_DIR / "locale" / "wagtail"]
USE_I18N = True
USE_TZ = True
# The zone of the site: datelines, embargoes and the admin's clocks all speak of it.
TIME_ZONE = env.text("TIME_ZONE", "Asia/Tehran")

# -- Files ------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "media"
# No address leads to the media folder: every byte goes through `media_library.views`, which asks the gate.
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "media_library.storage.PrivateStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long StreamField is many fields

# -- Wagtail ----------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = _("Newsroom")
WAGTAILADMIN_BASE_URL = env.text("SITE_URL", "http://127.0.0.1:8000")
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# A list of our own: the system's holds the name "localtime", which breaks the account page's script.
WAGTAIL_USER_TIME_ZONES = [
    "UTC", "Asia/Tehran", "Asia/Kabul", "Asia/Dubai", "Asia/Baghdad", "Asia/Istanbul", "Europe/London",
    "Europe/Berlin", "Europe/Paris", "Europe/Moscow", "America/New_York", "America/Los_Angeles", "Asia/Tokyo",
]  # fmt: skip
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # sends a hash of each editor's address to a stranger
WAGTAIL_ENABLE_UPDATE_CHECK = False  # sends the name of the host
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = False
TAGGIT_CASE_INSENSITIVE = True

WAGTAILIMAGES_IMAGE_MODEL = "media_library.Image"
WAGTAILIMAGES_IMAGE_FORM_BASE = "media_library.forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = [
    "jpg",
    "jpeg",
    "png",
    "webp",
    "avif",
    "heic",
    "gif",
    "svg",  # cleaned, and never served as it is but to be saved: `media_library.intake.drawings`
]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 40 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000  # a 88-megapixel bomb took 388 MB and 2.8 s
WAGTAILDOCS_DOCUMENT_MODEL = "media_library.Document"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media_library.forms.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 100 * 1024 * 1024
WAGTAILMEDIA = {
    "MEDIA_MODEL": "media_library.Media",
    "MEDIA_FORM_BASE": "media_library.forms.MediaForm",
    "AUDIO_EXTENSIONS": ["aac", "m4a", "mp3", "ogg", "wav"],
    "VIDEO_EXTENSIONS": ["mp4", "webm"],
}
RECORDINGS_MAX_UPLOAD_SIZE = env.integer("RECORDINGS_MAX_UPLOAD_SIZE", 1024**3)  # octets

# Approval: an edit after approval asks again, and the last approver needs no permission to publish.
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "editorial.finish.publish_approved"
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}  # kept in clear text by Wagtail
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
# The stock handler announces the new slug of drafts; `publication.redirects` serves live pages only.
WAGTAILREDIRECTS_AUTO_CREATE = False

WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "wagtail.search.backends.database",
        # Persian and English share the index: no stemming by the cluster's language.
        "SEARCH_CONFIG": "simple",
    }
}

# -- Jobs, mail, cache ------------------------------------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
# Called once a second by `manage.py worker`, in this order; each returns how much it did.
WORKER_TICKS = [
    "publication.runner.tick",
    "facts.runner.tick",
    "media_library.rights.tick",
    "media_library.housekeeping.tick",
    "editorial.deadlines.tick",
    "editorial.passes.runner.tick",
    "editorial.asking.housekeeping.tick",
    "editorial.ending.tick",
    "editorial.audit_trail.retention.tick",
    "outbox.delivery.tick",
    "outbox.jobs.tick",
    "dialogue.housekeeping.tick",
]

EMAIL_BACKEND = "outbox.mail.OutboxEmailBackend"
# What the outbox sends with in the end.
OUTBOX_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.integer("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.boolean("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "newsroom@localhost")
WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = DEFAULT_FROM_EMAIL

# Keys from before a change of SECRET_KEY: they still open what was signed or encrypted with them.
SECRET_KEY_FALLBACKS = env.items("SECRET_KEY_FALLBACKS")

# -- Out into the world -------------------------------------------------------------------------------------

# WebSub hubs, with commas between them: each feed names them, and they are told when it changes. None: nobody is asked.
WEBSUB_HUBS = env.items("WEBSUB_HUBS")
# The key that search engines find at `/<key>.txt`; "": IndexNow is off.
INDEXNOW_KEY = env.text("INDEXNOW_KEY", "")
INDEXNOW_ENDPOINT = env.text("INDEXNOW_ENDPOINT", "https://api.indexnow.org/indexnow")
# An account that prepared posts are released to; without both, editors copy them.
MASTODON_URL = env.text("MASTODON_URL", "")
MASTODON_TOKEN = env.text("MASTODON_TOKEN", "")
# Ports that requests of ours may go to.
OUTBOX_PORTS = [443, 8443]
# Lets requests go to this very machine, over plain http too. For tests and a trial; never for a site.
OUTBOX_LOOPBACK = env.boolean("OUTBOX_LOOPBACK")
# Days that webhooks, pings and posts are kept once they have left, for people to look up; 0: for ever. What was given
# up or cancelled stays. Mail has its own rule: `outbox.mail`.
OUTBOX_KEPT_DAYS = env.integer("OUTBOX_KEPT_DAYS", 90)
# The waits between attempts are divided by it: for measurements, which cannot wait for days.
OUTBOX_HASTE = env.integer("OUTBOX_HASTE", 1)

# Django keeps 300 entries: a crawl through topics and cards would throw out the counts of the limits, and feeds before
# anybody has asked twice. The largest are feeds (about 100 kB, one for each scope and form); most are a few bytes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 3000},
    }
}

# How many proxies of ours a request passes: each adds the address that it saw to `X-Forwarded-For`. 0: nobody's word
# is believed.
PROXIES_IN_FRONT = env.integer("PROXIES_IN_FRONT", 1 if env.boolean("BEHIND_PROXY") else 0)

# -- How links look ---------------------------------------------------------------------------------------

# Whether pictures for link previews are drawn of what has none of its own.
SHARE_CARDS = env.boolean("SHARE_CARDS", True)

# -- What readers say back --------------------------------------------------------------------------------

# From one address (of IPv6, one network of 64 bits) within an hour. Whole towns may stand behind one address.
SUGGESTIONS_PER_HOUR = env.integer("SUGGESTIONS_PER_HOUR", 10)
# A reader's e-mail address is deleted this many days after the answer.
SUGGESTION_EMAIL_DAYS = env.integer("SUGGESTION_EMAIL_DAYS", 90)

# A request for a file is deleted, with what the journalist told us and the mail about it, so many months (of 30 days)
# after it was answered; one that nobody answers, after it came.
REQUEST_KEPT_MONTHS = env.integer("REQUEST_KEPT_MONTHS", 12)

# -- What other sites read ----------------------------------------------------------------------------------

# Of the API, from one address (of IPv6, one network of 64 bits) within a minute; 0 counts nobody.
API_REQUESTS_PER_MINUTE = env.integer("API_REQUESTS_PER_MINUTE", 120)
# Of the older pages of feeds and of feeds of searches, which are made for each who asks; counted in the same way.
FEED_PAGES_PER_MINUTE = env.integer("FEED_PAGES_PER_MINUTE", 60)
# Word and PDF files that are made for one such address within a minute; 0 counts nobody. What is made already is free.
FILES_PER_MINUTE = env.integer("FILES_PER_MINUTE", 12)

# -- Security ---------------------------------------------------------------------------------------------

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600  # a working day
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "SAMEORIGIN"
# It wants DENY; the admin's preview panel shows pages of this very site in a frame.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "object-src": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    # Django's own loggers have a level and a handler of their own, which `LOG_LEVEL` would not reach.
    "loggers": {"django": {"handlers": [], "level": env.text("LOG_LEVEL", "INFO")}},
}
