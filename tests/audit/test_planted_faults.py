"""An audit that finds nothing must be one that would have found something."""

from unittest import mock

from django.core.cache import cache
from django.db.models.signals import post_save
from django.test import override_settings, tag

from facts.models.fact import FactQuerySet
from media_library.audit import files
from media_library.models import Asset
from outbox.models import Delivery
from people.models import Person
from publication.audit.auditor import Auditor
from publication.audit.own_surfaces import OWN
from publication.audit.stillness import keep_still
from publication.registries import Surface, canaries, grants, surfaces
from stories.models.news_item import NewsItemQuerySet
from syndication.models import FeedState

from .planted import PlantedTestCase


def registered(name):
    return next(surface for surface in (*OWN, *surfaces) if surface.name == name)


@override_settings(ROOT_URLCONF="tests.audit.leaking_urls")
@tag("once")
class PlantedFaultTest(PlantedTestCase):
    makers = [maker for maker in canaries if maker.kind in ("fact", "story", "front page")]

    def test_a_view_that_lists_all_pages_is_found(self):
        report = self.audit(Surface("leaking", lambda site: ["/all-pages/"]))
        self.assertLessEqual({"draft", "in review", "unpublished", "private by login"}, self.states_that_leak(report))
        lines = [str(leak) for leak in report.leaks]
        self.assertIn("LEAK title of story, draft, en | leaking | anonymous | /all-pages/ | shown", lines)

    def test_a_list_without_the_gate_is_found(self):
        with (
            mock.patch.object(NewsItemQuerySet, "published", lambda self, now=None: self.live()),
            mock.patch("stories.tallies.published_of_many", lambda queryset, now=None: queryset.live()),
        ):
            cache.clear()
            report = self.audit(registered("lists of items"))
        cache.clear()
        found = self.states_that_leak(report)
        self.assertLessEqual({"private by group", "expired, runner not yet round", "live under a draft"}, found)
        self.assertNotIn("draft", found)

    def test_facts_without_the_gate_are_found_wherever_they_stand(self):
        """As if the versions that hold were asked for, and not whether the fact is public."""
        with mock.patch.object(FactQuerySet, "public", lambda self, now=None: self):
            report = self.audit(*map(registered, ("facts", "pages", "front pages")))
        found = {(leak.surface, leak.field) for leak in report.leaks}
        for surface in ("facts", "pages", "front pages"):
            self.assertIn((surface, "fact: value"), found)
        self.assertLessEqual({"unpublished fact", "expired fact, runner not yet round"}, self.states_that_leak(report))

    def test_a_count_that_tells_of_drafts_is_found(self):
        def counts(site):
            return [f"/how-many/?q={canary.find('title').value}" for canary in site.examples if canary.find("title")]

        self.assertIn("draft", self.states_that_leak(self.audit(Surface("counting", counts))))

    def test_a_grant_that_always_says_yes_is_found(self):
        def yes(request, thing):
            return isinstance(thing, Asset)

        grants.append(yes)
        self.addCleanup(grants.remove, yes)
        drafts = [canary for canary in self.site.examples if canary.state == "draft"]
        report = self.audit(Surface("media", lambda site: files(site, of=drafts)))
        self.assertEqual(self.states_that_leak(report), {"draft"})

    def test_the_stock_answer_to_private_pages_is_found(self):
        """Wagtail leads readers of a private page to a login, and so tells them that it is there."""

        def stock(site):
            return [f"/stock{address}" for canary in site.examples for address in canary.addresses]

        report = self.audit(Surface("stock", stock))
        self.assertIn("private by login", self.states_that_leak(report))
        self.assertTrue(any("status 302, not 404" in leak.what for leak in report.leaks))

    def test_mail_to_readers_about_a_draft_is_found_and_to_the_desk_allowed(self):
        draft = next(canary for canary in self.site.canaries if canary.state == "draft")
        for key, address in (("1", "reader@example.org"), ("2", "desk@audit.invalid")):
            payload = {"to": [address], "subject": draft.find("title").value}
            Delivery.objects.put("mail", key=key, payload=payload)
        report = self.audit(registered("outbox"))
        self.assertEqual([leak.address for leak in report.leaks], ["mail to ['reader@example.org']"])
        self.assertTrue(report.allowed)

    def test_a_broken_page_is_no_proof(self):
        report = self.audit(Surface("broken", lambda site: ["/broken/"]))
        self.assertEqual([fault.what for fault in report.faults], ["status 500"])

    def test_a_list_that_shows_nothing_is_no_proof(self):
        report = self.audit(Surface("empty", lambda site: ["/healthz"], shows=("title",)))
        self.assertFalse(report.passed)

    def test_a_sitemap_that_moves_while_editors_work_on_a_draft_is_found(self):
        """Nobody sees a word of the draft, but whoever asks each minute sees when somebody works."""

        def careless(**kwargs):
            FeedState.objects.move()

        post_save.connect(careless, sender=Person)
        self.addCleanup(post_save.disconnect, careless, sender=Person)
        report = keep_still(Auditor(self.site, [registered("sitemaps")]))
        self.assertEqual({leak.field for leak in report.leaks}, {"saving of person"})
        self.assertIn("draft", self.states_that_leak(report))
