from django.test import tag
from django.urls import URLResolver, get_resolver
from django.utils import translation
from wagtail.models import get_page_models

from publication.audit.auditor import Auditor
from publication.audit.lifting import lift_and_drop
from publication.audit.own_surfaces import OWN
from publication.audit.stillness import keep_still
from publication.registries import canaries, surfaces

from .planted import PlantedTestCase

#: Not part of the public site: the audit asks the admin's addresses for themselves.
NOT_PUBLIC = ("admin/",)
#: Where a login may open more. All else is asked as nobody here; the command asks everything as everybody.
OPENED_BY_SESSIONS = ("pages", "media", "media, with a session", "admin, for those who do not work there", "search")
LOGGED_IN = ("stale session", "reader", "writer")
#: What the suite asks again when something was published or withdrawn: one of each way in which it is met. The command
#: asks everything.
MET_IN = (
    "pages", "media", "mails", "outbox", "front pages", "wire", "lists of items", "topics", "facts", "media library",
    "search", "feeds", "sitemaps", "news sitemap", "API: lists", "items as plain text", "share cards",
)  # fmt: skip


class QuestionsOfTheGateTest(PlantedTestCase):
    """What a database decides: the gate's own questions, asked of either. All surfaces are asked about below, once."""

    makers = [maker for maker in canaries if maker.kind in ("fact", "story", "front page")]

    def test_nothing_that_is_not_public_can_be_seen(self):
        report = self.audit(*named(MET_IN))
        self.assertEqual([str(find) for find in (*report.leaks, *report.faults)], [])


@tag("once")
class LeakAuditTest(PlantedTestCase):
    """S2 in its quick form: every state once, and every surface."""

    is_long = True

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        auditor = Auditor(cls.site)
        report = auditor.run(roles=("anonymous",))
        auditor.surfaces = named(OPENED_BY_SESSIONS)
        auditor.run(roles=LOGGED_IN)
        cls.leaks, cls.faults = list(report.leaks), list(report.faults)
        cls.cells, cls.routes = len(report.cells), frozenset(report.routes)

    def test_nothing_that_is_not_public_can_be_seen(self):
        self.assertEqual([str(leak) for leak in self.leaks], [])

    def test_the_audit_sees_what_is_public(self):
        self.assertEqual([str(fault) for fault in self.faults], [])

    def test_it_looks_at_no_fewer_cells_than_promised(self):
        self.assertGreaterEqual(self.cells, 400)

    def test_every_address_pattern_is_visited(self):
        """A new address joins the audit with one `surfaces.register(Surface(…))`."""
        with translation.override("en"):
            known = set(_routes(get_resolver()))
        visited = {route.replace("fa/", "en/", 1) if route.startswith("fa/") else route for route in self.routes}
        self.assertEqual(known - visited, set())

    def test_every_page_type_is_planted(self):
        """A new kind joins the audit with one `canaries.register(CanaryMaker(…))`."""
        kinds = {model._meta.label for model in get_page_models() if model.is_creatable}
        planted = {label for maker in canaries for label in maker.page_types}
        self.assertEqual(kinds - planted - {"wagtailcore.Page"}, set())

    def test_no_feed_and_no_sitemap_moves_when_something_that_is_not_public_is_saved(self):
        report = keep_still(Auditor(self.site))
        self.assertEqual([str(find) for find in [*report.leaks, *report.faults]], [])
        self.assertGreater(len(report.cells), 40)

    def test_what_is_published_appears_and_is_gone_after_its_withdrawal(self):
        public = [canary for canary in self.site.canaries if canary.is_public]
        auditor = Auditor(self.site, named(MET_IN))
        try:
            lift_and_drop(auditor)
        finally:
            for canary in self.site.canaries:
                canary.is_public = canary in public
        self.assertEqual([str(leak) for leak in auditor.report.leaks], [])
        self.assertEqual([str(fault) for fault in auditor.report.faults], [])


def named(names):
    found = {surface.name: surface for surface in (*OWN, *surfaces)}
    return [found[name] for name in names]


def _routes(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        route = str(pattern.pattern)
        route = prefix + route.removeprefix("^") if prefix else route
        if route.startswith(NOT_PUBLIC):
            continue
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern, route)
        else:
            yield route
