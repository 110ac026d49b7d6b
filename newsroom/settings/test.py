"""For the test suite: fast hashing, jobs at once, a media folder that goes with the run."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403

DEBUG = False
SECRET_KEY = "for-tests-only"  # noqa: S105 - guards nothing but a throw-away database
ALLOWED_HOSTS = ["*"]
WAGTAILADMIN_BASE_URL = "http://testserver"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}}
OUTBOX_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="newsroom-test-media-"))
# Nothing is collected for tests; WhiteNoise wants the folder all the same.
STATIC_ROOT = Path(tempfile.mkdtemp(prefix="newsroom-test-static-"))
LOGGING["root"]["level"] = LOGGING["loggers"]["django"]["level"] = "ERROR"  # noqa: F405
# One client asks all questions; what counts them has a test of its own.
API_REQUESTS_PER_MINUTE = 0
