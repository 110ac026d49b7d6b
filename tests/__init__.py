"""The suite. Each test begins with cold caches, as in a fresh process: else the tests before it would decide how many
queries it asks, and it would meet their brand, locales and pictures, whose rows have long been rolled back."""

from functools import wraps

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.test import SimpleTestCase, TestCase, TransactionTestCase


def _with_cold_caches(step):
    @wraps(step)
    def begin(case, *args, **kwargs):
        # Only now: this package is imported before the apps are ready, too.
        from django.contrib.contenttypes.models import ContentType
        from django.core.cache import cache

        cache.clear()
        # Those that empty the tables do it themselves, at the right moment: `CleanSlate`.
        if issubclass(case if isinstance(case, type) else type(case), TestCase):
            ContentType.objects.clear_cache()
        return step(case, *args, **kwargs)

    return begin


def _ageless(timeout_of):
    @wraps(timeout_of)
    def timeout_in_tests(backend, timeout=DEFAULT_TIMEOUT):
        # 0 says: do not keep it at all.
        return timeout_of(backend, timeout) if timeout == 0 else None

    return timeout_in_tests


# For `setUpTestData`, and for each test: whatever the base class, here and in every process that runs tests.
SimpleTestCase.setUpClass = classmethod(_with_cold_caches(SimpleTestCase.setUpClass.__func__))
SimpleTestCase.run = _with_cold_caches(SimpleTestCase.run)
# On a busy machine half a minute may go by between the request that fills a cache and the one that is counted.
LocMemCache.get_backend_timeout = _ageless(LocMemCache.get_backend_timeout)
# What may ask no database is decided by none: `.ci/run` tries it on the first one only.
SimpleTestCase.tags, TransactionTestCase.tags = frozenset({"once"}), frozenset()
