import re

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from outbox.models import Delivery
from syndication.channels.models import WebhookEndpoint
from tests.factories import newsroom, story
from tests.publication.desk import Desk

from .outgoing import Receiver, endpoint, here, types, verified, work

SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]{40,}")


@here
class WebhooksInTheAdminTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.owner, cls.publisher = Desk(), Desk("Publisher")

    def add(self, url, **fields):
        return self.owner.client.post(
            reverse("webhook:add"), {"name": "Archive", "url": url, "enabled": "on", **fields}
        )

    def page_of(self, row):
        return reverse("webhook:inspect", args=[row.pk])

    def press(self, row, action, desk=None):
        return (desk or self.owner).client.post(self.page_of(row), {"action": action})

    def test_the_secret_is_shown_when_it_is_made_and_never_again(self):
        with Receiver() as receiver:
            made = self.add(receiver.url("/hook"), events=["story.published"])
            row = WebhookEndpoint.objects.get()
            (secret,) = SECRET.findall(made.content.decode())
            self.assertIn("no-store", made["Cache-Control"])
            self.assertEqual((row.owner, row.events), (self.owner.user, ["story.published"]))
            story()
            work()
            verified(receiver.asked[0], secret)
        for address in (reverse("webhook:index"), reverse("webhook:edit", args=[row.pk]), self.page_of(row)):
            self.assertNotRegex(self.owner.client.get(address).content.decode(), SECRET)

    def test_a_new_secret_leaves_the_old_one_a_day(self):
        row, secret = endpoint()
        response = self.press(row, "secret")
        self.assertContains(response, "signs as well until")
        (newer,) = SECRET.findall(response.content.decode())
        row.refresh_from_db()
        self.assertEqual(row.signing_secrets(), [newer, secret])

    def test_an_address_that_would_never_be_asked_is_refused_in_the_form(self):
        with self.settings(OUTBOX_LOOPBACK=False):
            for url in ("http://hook.example/", "https://user:word@hook.example/", "https://hook.example:22/", "hook"):
                self.assertContains(self.add(url), "error", msg_prefix=url)
        self.assertFalse(WebhookEndpoint.objects.exists())

    def test_a_test_goes_to_the_address_and_says_nothing_of_any_piece(self):
        with Receiver() as receiver:
            row, _secret = endpoint(receiver, enabled=False)
            self.press(row, "test")
            work()
            self.assertEqual(types(receiver), ["newsroom.test"])
        self.assertContains(self.owner.client.get(self.page_of(row)), "newsroom.test")

    def test_what_has_arrived_can_be_sent_again_under_its_id(self):
        with Receiver() as receiver:
            row, _secret = endpoint(receiver)
            story()
            work()
            self.press(row, f"repeat:{Delivery.objects.get().pk}")
            work()
        self.assertEqual(len(receiver.asked), 2)
        self.assertEqual(len({asked.headers["webhook-id"] for asked in receiver.asked}), 1)

    def test_what_was_not_taken_is_repeated_at_once_and_nothing_of_other_webhooks(self):
        with Receiver() as receiver:
            row, _secret = endpoint(receiver)
            other, _secret = endpoint(receiver)
            story()
            Delivery.objects.update(state=Delivery.State.GIVEN_UP)
            self.press(row, "repeat_all")
            self.press(row, f"repeat:{Delivery.objects.get(lane=other.lane).pk}")
            work()
        self.assertEqual(len(receiver.asked), 1)

    def test_whoever_is_no_owner_sees_none_of_it(self):
        row, _secret = endpoint()
        addresses = [reverse("webhook:index"), reverse("webhook:add"), reverse("webhook:edit", args=[row.pk])]
        for address in (*addresses, self.page_of(row)):
            self.assertEqual(self.publisher.client.get(address).status_code, 302, address)
        self.assertEqual(self.press(row, "secret", self.publisher).status_code, 302)
        row.refresh_from_db()
        self.assertFalse(row.previous_secret)

    def test_a_publisher_sees_what_has_left_of_a_piece_without_addresses(self):
        endpoint()
        page = story()
        shown = self.publisher.client.get(reverse("posts_of_page", args=[page.pk]))
        self.assertContains(shown, "story.published")
        self.assertContains(shown, "The archive")
        self.assertNotContains(shown, "hook.example")

    def test_the_list_of_deliveries_names_the_pieces_in_one_query_and_can_be_narrowed(self):
        endpoint()
        address, asked = f"{reverse('delivery:index')}?channel=webhook&state=waiting", []
        for count in (1, 4):
            for number in range(count):
                story(f"Story {count}{number}")
            with CaptureQueriesContext(connection) as queries:
                self.assertContains(self.owner.client.get(address), f"Story {count}0")
            asked.append(len(queries))
        self.assertLessEqual(asked[1], asked[0])
        self.assertNotContains(self.owner.client.get(f"{reverse('delivery:index')}?channel=mail"), "Story 40")
