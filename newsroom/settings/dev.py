"""For working on the code: debug pages, jobs at once, mail on the console."""

from .base import *  # noqa: F403

DEBUG = True
SECRET_KEY = "for-development-only"  # noqa: S105 - production reads its own from the environment
ALLOWED_HOSTS = ["*"]
OUTBOX_EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
