"""The letter with the link, through a real SMTP server."""

from email import message_from_bytes, policy

from django.test import TestCase, override_settings
from wagtail.models import Page

from editorial.passes.issuing import issue, revoke, send_again
from editorial.passes.texts import newest_text
from outbox import delivery as deliveries
from outbox.models import Delivery
from tests.factories import brand, newsroom
from tests.outbox.post_office import PostOffice, free_port, reachable_at

from .embargoes import embargoed, give_pass, journalist, opened, path_of

TITLE = "Thirty-four qanats run again"


@override_settings(EMAIL_BACKEND="outbox.mail.OutboxEmailBackend")
class LetterTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()
        cls.page = embargoed()

    def letter(self, to, **options):
        path = give_pass(self.page, to, **options)
        with PostOffice() as office:
            deliveries.tick()
        (text,) = office.to(to.email)
        return path, message_from_bytes(text.encode(), policy=policy.default)

    def test_it_says_until_when_where_and_whom_to_ask(self):
        path, letter = self.letter(journalist())
        text = letter.get_content()
        self.assertTrue(letter["Subject"].startswith("A piece under embargo until "))
        self.assertIn("UTC", letter["Subject"])
        self.assertEqual(letter["Reply-To"], "press@karizan.example")
        for told in ("Dear Nina Berg,", f"http://testserver{path}", "Karizan Newsroom", "+98 21 5555 0140"):
            self.assertIn(told, text)

    def test_the_link_in_it_opens_the_piece(self):
        _path, letter = self.letter(journalist())
        (address,) = [line for line in letter.get_content().splitlines() if line.startswith("http")]
        self.assertContains(opened(path_of(address))[1], TITLE)

    def test_it_does_not_say_what_the_piece_is(self):
        _path, letter = self.letter(journalist())
        for secret in (TITLE, "qanat", self.page.slug, "release"):
            self.assertNotIn(secret, letter["Subject"] + letter.get_content())

    def test_it_is_written_in_the_language_of_its_reader(self):
        path, letter = self.letter(journalist("Sara Naderi", language="fa"))
        self.assertTrue(path.startswith("/fa/"))
        self.assertIn("اتاق خبر کاریزان", letter.get_content())

    def test_the_outbox_forgets_the_link_when_it_has_left(self):
        path, _letter = self.letter(journalist())
        row = Delivery.objects.get()
        self.assertEqual((row.state, row.receiver), (Delivery.State.SENT, "nina@press.example"))
        self.assertNotIn(path.split("/")[3], str(row.payload))

    def test_a_server_that_is_down_loses_no_letter(self):
        path = give_pass(self.page, journalist())
        with reachable_at(free_port()), self.assertLogs("outbox.delivery"):
            deliveries.tick()
        Delivery.objects.all().update(next_attempt_at=Delivery.objects.get().created_at)
        with PostOffice() as office:
            deliveries.tick()
        self.assertIn(path, message_from_bytes(office.letters[0][1].encode(), policy=policy.default).get_content())

    def test_several_receivers_do_not_see_each_other(self):
        page = Page.objects.get(pk=self.page.pk)
        issue(page, [journalist(), journalist("Tom Reed")], newest_text(page))
        with PostOffice() as office:
            deliveries.tick()
        self.assertNotIn("tom@", office.to("nina@press.example")[0])

    def test_sent_again_it_is_another_letter(self):
        nina = journalist()
        self.letter(nina)
        send_again(nina.passes.get())
        self.assertEqual(Delivery.objects.count(), 2)

    def test_whoever_has_a_pass_gets_no_second_letter(self):
        nina, page = journalist(), Page.objects.get(pk=self.page.pk)
        self.letter(nina)
        self.assertEqual(issue(page, [nina], newest_text(page)), [])
        self.assertEqual(Delivery.objects.count(), 1)

    def test_after_a_revocation_somebody_can_be_given_another(self):
        nina = journalist()
        give_pass(self.page, nina)
        revoke(nina.passes.all())
        self.assertContains(opened(give_pass(self.page, nina))[1], TITLE)

    def test_a_name_with_a_line_break_writes_no_header(self):
        _path, letter = self.letter(journalist("Nina\r\nBcc: all@press.example", email="nina@press.example"))
        self.assertIsNone(letter["Bcc"])
