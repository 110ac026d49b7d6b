"""Django's runner, in an order that leaves no core idle at the end."""

import gc

from django.test import TestCase, TransactionTestCase
from django.test.runner import DiscoverRunner, ParallelTestSuite


def _place(subsuite):
    """Tests whose rows are rolled back go first, as with Django: others leave theirs behind. Of the others, which take
    long, the largest classes go first; of both those before them that say `is_long`. What asks no database fills the
    end."""
    tests = list(subsuite)
    is_long = getattr(tests[0], "is_long", False)
    if isinstance(tests[0], TestCase):
        return 0, -is_long
    if isinstance(tests[0], TransactionTestCase):
        return 1, -1000 if is_long else -len(tests)
    return 2, 0


class LongestFirst(ParallelTestSuite):
    def __init__(self, subsuites, *args, **kwargs):
        # Stable: what is shuffled stays so within its place.
        super().__init__(sorted(subsuites, key=_place), *args, **kwargs)


class Runner(DiscoverRunner):
    parallel_test_suite = LongestFirst

    def run_suite(self, suite, **kwargs):
        # What is loaded by now stays until the end: the collector need not look through it again and again.
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)
        return super().run_suite(suite, **kwargs)
