"""Standard Webhooks 1.0, as the reference library and an impatient receiver see it."""

from datetime import timedelta

from django.core import mail
from django.test import SimpleTestCase, TestCase, override_settings, tag
from django.utils import timezone
from standardwebhooks.webhooks import WebhookVerificationError

from accounts.models import User
from outbox.models import Delivery
from syndication.channels.answers import retry_after
from syndication.channels.models import WebhookEndpoint
from syndication.channels.webhooks import WAITS
from tests.factories import newsroom, story

from .outgoing import Receiver, endpoint, here, verified, work


@here
class SignatureTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()

    def told(self, change=None):
        """The secret, and what an endpoint was sent with it."""
        with Receiver() as receiver:
            row, secret = endpoint(receiver)
            newer = change and change(row)
            story()
            work()
        return secret, newer, receiver.asked[0]

    def test_the_reference_library_believes_it(self):
        secret, _newer, asked = self.told()
        self.assertEqual(verified(asked, secret)["type"], "story.published")

    def test_and_nothing_that_was_changed_on_the_way(self):
        secret, _newer, asked = self.told()
        with self.assertRaises(WebhookVerificationError):
            verified(type(asked)(asked.method, asked.path, asked.headers, asked.body + b" "), secret)

    def test_after_a_new_secret_both_verify_for_a_day(self):
        def renew(row):
            newer = row.renew_secret()
            row.save()
            return newer

        secret, newer, asked = self.told(renew)
        self.assertTrue(verified(asked, secret) and verified(asked, newer))

    def test_and_then_the_new_one_alone(self):
        def renew(row):
            newer = row.renew_secret()
            row.previous_until = timezone.now() - timedelta(seconds=1)
            row.save()
            return newer

        secret, newer, asked = self.told(renew)
        self.assertTrue(verified(asked, newer))
        with self.assertRaises(WebhookVerificationError):
            verified(asked, secret)

    def test_a_copy_of_the_database_holds_no_secret(self):
        row, secret = endpoint()
        self.assertNotIn(secret, row.secret)
        with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[]):
            self.assertEqual(row.signing_secrets(), [])
        with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=["for-tests-only"]):
            self.assertEqual(row.signing_secrets(), [secret])


@here
class FailingTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.owner = User.objects.create_user("owner", "owner@karizan.example", is_superuser=True)

    def failing(self, answer, **fields):
        receiver = self.enterContext(Receiver(answer))
        self.endpoint, self.secret = endpoint(receiver, **fields)
        story()
        return receiver

    def work(self):
        with self.assertLogs("outbox.delivery"):
            work(again=True)
        return Delivery.objects.filter(channel="webhook").get()

    def wait(self, row):
        return (row.next_attempt_at - timezone.now()).total_seconds()

    def test_each_attempt_has_the_same_id_and_a_time_of_its_own(self):
        receiver = self.failing(500)
        for _attempt in range(2):
            self.work()
        receiver.answer = lambda asked: 204
        work(again=True)
        self.assertEqual(len({asked.headers["webhook-id"] for asked in receiver.asked}), 1)
        self.assertTrue(all(verified(asked, self.secret) for asked in receiver.asked))
        row = Delivery.objects.get()
        self.assertEqual((row.state, row.response_code), ("sent", 204))

    def test_it_is_tried_for_three_days_in_growing_steps(self):
        self.failing(500)
        for wait in WAITS:
            row = self.work()
            self.assertTrue(wait.total_seconds() - 2 <= self.wait(row) <= wait.total_seconds() * 1.1, wait)
        self.assertEqual(self.work().state, Delivery.State.GIVEN_UP)

    def test_a_receiver_that_asks_for_time_is_given_it(self):
        self.failing((429, {"Retry-After": "600"}))
        self.assertAlmostEqual(self.wait(self.work()), 600, delta=3)

    def test_a_redirect_is_a_failure(self):
        receiver = self.failing((302, {"Location": "/elsewhere"}))
        self.assertEqual(self.work().response_code, 302)
        self.assertEqual(len(receiver.asked), 1)

    def test_410_switches_it_off_and_tells_whoever_set_it_up(self):
        self.failing(410, owner=self.owner)
        self.assertEqual(self.work().state, Delivery.State.GIVEN_UP)
        self.endpoint.refresh_from_db()
        self.assertFalse(self.endpoint.enabled)
        (letter,) = mail.outbox
        self.assertEqual(letter.to, ["owner@karizan.example"])
        self.assertIn("410 Gone", letter.body)
        self.assertIn(f"/webhook/edit/{self.endpoint.pk}/", letter.body)

    def test_after_the_last_attempt_one_that_took_nothing_is_switched_off(self):
        self.failing(500)
        Delivery.objects.update(attempts=len(WAITS))
        self.work()
        self.assertFalse(WebhookEndpoint.objects.get().enabled)

    def test_one_that_has_taken_others_meanwhile_stays_on(self):
        self.failing(500)
        WebhookEndpoint.objects.update(answered_at=timezone.now())
        Delivery.objects.update(attempts=len(WAITS))
        self.work()
        self.assertTrue(WebhookEndpoint.objects.get().enabled)


@tag("once")
class RetryAfterTest(SimpleTestCase):
    def test_seconds_and_dates_are_read_and_nothing_else(self):
        now = timezone.now().replace(year=2026, month=11, day=29, hour=8, minute=0, second=0, microsecond=0)
        at = "Sun, 29 Nov 2026 08:10:00 GMT"
        for value, seconds in (("120", 120), (at, (now.utcoffset() or timedelta(0)).total_seconds() + 600)):
            self.assertEqual(retry_after(value, now).total_seconds(), seconds)
        for value in (None, "", "soon", "-5", "1.5", "99999999999999", "Sun, 99 Nov 2026"):
            self.assertIsNone(retry_after(value), value)
