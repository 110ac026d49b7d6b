"""A planted newsroom for tests: quick, and with what waits for a commit done at once."""

import logging
from unittest import mock

from django.test import TestCase

from publication.audit.auditor import Auditor
from publication.audit.lifting import lay_out
from publication.audit.site import Site
from publication.registries import canaries


def at_once(function, using=None, robust=False):
    """In place of `transaction.on_commit`: a test never commits, and what follows a state must not wait for its end."""
    function()


class PlantedTestCase(TestCase):
    makers = canaries

    @classmethod
    def setUpClass(cls):
        cls.enterClassContext(mock.patch("django.db.transaction.on_commit", at_once))
        logging.disable(logging.CRITICAL)
        cls.addClassCleanup(logging.disable, logging.NOTSET)
        super().setUpClass()

    @classmethod
    def setUpTestData(cls):
        cls.site = Site(thorough=False)
        lay_out(cls.site, cls.makers)

    def audit(self, *surfaces, roles=("anonymous",)):
        return Auditor(self.site, surfaces or None).run(roles=roles)

    def states_that_leak(self, report):
        """The states of the canaries whose tokens were found, without kind and language."""
        states = (leak.state.split(", ", 1)[1].rsplit(", ", 1)[0] for leak in report.leaks if ", " in leak.state)
        return set(states)
