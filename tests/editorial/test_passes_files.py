"""The files of a piece under embargo: for whoever holds its pass, as long as it holds, and for nobody else."""

from datetime import timedelta

from bs4 import BeautifulSoup
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page

from editorial.models import Embargo, Pass, PassUse
from editorial.passes.issuing import renew, revoke, send_again
from editorial.passes.texts import newest_text
from tests.factories import brand, document, newsroom, picture, press_kit, recording

from .embargoes import embargoed, give_pass, journalist, opened, reader

NOWHERE = "/media/00000000000000000000000000000000/readings.csv"


class FilesTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()
        cls.paper, cls.photograph = document(), picture()
        files = [("image", cls.photograph), ("document", cls.paper), ("audio", recording())]
        cls.page = embargoed(press_kit, chapters=[("Files", files)])
        cls.nina = journalist()
        with cls.captureOnCommitCallbacks(execute=True):
            cls.path = give_pass(cls.page, cls.nina)
        cls.rendition = cls.photograph.renditions.filter(filter_spec__startswith="width-").first()

    def setUp(self):
        self.browser, self.shown = opened(self.path)

    def ask(self, address, client=None, **headers):
        answer = (client or self.browser).get(address, headers=headers)
        if answer.streaming:
            b"".join(answer.streaming_content)
        return answer

    def assertClosed(self, client=None):
        for address in (self.paper.url, self.rendition.url):
            self.assertEqual(self.ask(address, client).status_code, 404)

    def test_its_pictures_and_documents_open_and_are_kept_by_nobody(self):
        for address in (self.paper.url, self.rendition.url):
            answer = self.ask(address)
            self.assertEqual(answer.status_code, 200)
            self.assertEqual(answer["Cache-Control"], "private, no-store")
            self.assertEqual(answer["Cross-Origin-Resource-Policy"], "same-origin")

    def test_the_pictures_have_their_sizes_before_anybody_has_read(self):
        shown = BeautifulSoup(self.shown.content, "html.parser").select("main source, main img")
        self.assertTrue(any(self.photograph.public_id in tag.get("srcset", "") for tag in shown))

    def test_the_notice_stands_on_the_list_of_files(self):
        line = BeautifulSoup(self.shown.content, "html.parser").select_one(".kit-line").get_text()
        self.assertIn("Under embargo: not for publication before", line)

    def test_the_picture_as_it_was_uploaded_stays_with_the_house(self):
        self.assertEqual(self.ask(self.photograph.url).status_code, 404)

    def test_nobody_else_gets_them(self):
        self.assertClosed(reader())

    def test_nor_does_somebody_who_has_the_link_and_has_not_accepted_the_terms(self):
        other = reader()
        other.get(self.path)
        self.assertClosed(other)

    def test_nor_the_holder_of_a_pass_for_another_piece(self):
        other, _answer = opened(give_pass(embargoed(title="Another piece"), self.nina))
        self.assertClosed(other)

    def test_two_pieces_can_be_read_in_one_browser(self):
        paper = document("Other readings", name="other.csv")
        second = embargoed(press_kit, "Second", chapters=[("Files", [("document", paper)])])
        opened(give_pass(second, self.nina), self.browser)
        for address in (self.paper.url, paper.url):
            self.assertEqual(self.ask(address).status_code, 200)

    def test_they_close_at_once_when_the_pass_is_revoked(self):
        revoke(Pass.objects.all())
        self.assertClosed()

    def test_or_has_expired(self):
        Pass.objects.update(expires_at=timezone.now())
        self.assertClosed()

    def test_or_when_another_link_was_sent(self):
        send_again(Pass.objects.get())
        self.assertClosed()

    def test_or_the_journalist_was_taken_off_the_list(self):
        self.nina.is_active = False
        self.nina.save()
        self.assertClosed()

    def test_or_the_embargo_ended_without_a_publication(self):
        Embargo.objects.update(until=timezone.now())
        self.assertClosed()

    def test_a_file_that_a_later_text_has_gained_is_not_among_them(self):
        later = document("Later", name="later.csv")
        page = Page.objects.get(pk=self.page.pk).specific
        files = [{"type": "document", "value": later.pk}]
        page.body = [{"type": "chapter", "value": {"title": "Files", "text": "", "files": files}}]
        page.save_revision()
        self.assertEqual(self.ask(later.url).status_code, 404)
        self.assertEqual(self.ask(self.paper.url).status_code, 200)

    def test_one_that_the_renewed_text_has_lost_is_closed(self):
        page = Page.objects.get(pk=self.page.pk).specific
        page.body = []
        page.save_revision()
        renew(Pass.objects.get(), newest_text(Page.objects.get(pk=page.pk)))
        self.assertClosed()

    def test_a_closed_collection_stays_closed(self):
        closed = Collection.get_first_root_node().add_child(name="Closed")
        CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
        self.paper.collection = closed
        self.paper.save()
        self.assertEqual(self.ask(self.paper.url).status_code, 404)

    def test_a_file_that_was_taken_is_counted_with_its_name_and_from_where(self):
        self.ask(self.paper.url)
        taken = PassUse.objects.get(kind=PassUse.Kind.DOWNLOAD)
        self.assertEqual((taken.file, taken.address), (self.paper.url.rpartition("/")[2], "127.0.0.1"))

    def test_a_picture_that_the_page_shows_is_not_taken(self):
        self.ask(self.rendition.url, **{"Sec-Fetch-Dest": "image"})
        self.assertFalse(PassUse.objects.filter(kind=PassUse.Kind.DOWNLOAD).exists())

    def test_a_file_in_parts_is_taken_once(self):
        self.ask(self.paper.url, Range="bytes=0-3")
        self.ask(self.paper.url, Range="bytes=4-9")
        self.browser.head(self.paper.url)
        self.assertEqual(PassUse.objects.filter(kind=PassUse.Kind.DOWNLOAD).count(), 1)

    def test_what_is_public_anyway_is_not_counted(self):
        self.paper.marked_public = True
        self.paper.save()
        self.ask(self.paper.url)
        self.assertFalse(PassUse.objects.filter(kind=PassUse.Kind.DOWNLOAD).exists())

    def test_a_refusal_costs_the_same_whatever_was_asked_for(self):
        other = document("Of another piece", name="secret.csv")
        revoked = reader()
        opened(give_pass(self.page, journalist("Tom Reed")), revoked)
        revoke(Pass.objects.filter(journalist__name="Tom Reed"))
        for client in (reader(), self.browser, revoked):
            self.ask(NOWHERE, client)
            costs = {self.queries(address, client) for address in (NOWHERE, other.url, f"{other.url}x")}
            self.assertEqual(len(costs), 1)
        self.assertEqual(self.queries(self.paper.url, revoked), self.queries(NOWHERE, revoked))

    def queries(self, address, client):
        with CaptureQueriesContext(connection) as queries:
            self.assertEqual(self.ask(address, client).status_code, 404)
        return len(queries)

    def test_a_forged_cookie_opens_nothing_and_breaks_nothing(self):
        other = reader()
        for number, value in enumerate(("", "x", "a:b:c", "%00")):
            other.cookies[f"embargo-{number}"] = value
        self.assertClosed(other)

    def test_after_the_lift_they_are_everybodys(self):
        Page.objects.get(pk=self.page.pk).specific.get_latest_revision().publish()
        answer = self.ask(self.paper.url, reader())
        self.assertEqual(answer["Cache-Control"], "public, max-age=600")

    def test_a_release_that_is_late_keeps_them_as_they_were(self):
        page = Page.objects.get(pk=self.page.pk).specific
        page.go_live_at = timezone.now() + timedelta(hours=1)
        page.save_revision().publish()
        Embargo.objects.update(until=timezone.now())
        self.assertEqual(self.ask(self.paper.url).status_code, 200)
        self.assertClosed(reader())
