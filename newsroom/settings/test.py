"""For the test suite: fast hashing, jobs at once, a media folder that goes with the run."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403

DEBUG = False
SECRET_KEY = "for-tests-only"  # noqa: S105 - guards nothing but a throw-away database
ALLOWED_HOSTS = ["*"]
WAGTAILADMIN_BASE_URL = "http://testserver"
if DATABASES["default"]["ENGINE"].endswith("postgresql"):  # noqa: F405
    # What a crash would lose is thrown away anyway.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "tests.jobs.Backend", "QUEUES": []}}
# Each page that a browser test publishes would draw one; the tests of cards ask for them.
SHARE_CARDS = False
OUTBOX_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="newsroom-test-media-"))
# Nothing is collected for tests; WhiteNoise wants the folder all the same.
STATIC_ROOT = Path(tempfile.mkdtemp(prefix="newsroom-test-static-"))
TEST_RUNNER = "tests.runner.Runner"
LOGGING["root"]["level"] = LOGGING["loggers"]["django"]["level"] = "ERROR"  # noqa: F405
# One client asks all questions; what counts them has a test of its own.
API_REQUESTS_PER_MINUTE = FEED_PAGES_PER_MINUTE = FILES_PER_MINUTE = 0
