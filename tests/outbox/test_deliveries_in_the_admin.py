from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from outbox.models import Delivery
from tests.factories import newsroom
from tests.publication.desk import Desk


class DeliveryListTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.row = Delivery.objects.put("mail", key="mail:1", payload={"to": ["one@desk.example"]})
        Delivery.objects.update(state=Delivery.State.GIVEN_UP, attempts=12, last_error="SMTPServerDisconnected: gone")
        cls.chief, cls.publisher = Desk(), Desk("Publisher")

    def test_a_superuser_sees_what_was_given_up_and_why(self):
        response = self.chief.client.get(reverse("delivery:index"))
        self.assertContains(response, "one@desk.example")
        self.assertContains(response, "SMTPServerDisconnected: gone")
        self.assertContains(response, reverse("delivery:try_again", args=[self.row.pk]))

    def test_nobody_else_sees_the_list(self):
        self.assertEqual(self.publisher.client.get(reverse("delivery:index")).status_code, 302)
        self.assertNotContains(self.publisher.client.get("/admin/"), reverse("delivery:index"))

    def test_trying_again_puts_it_back_in_the_queue(self):
        self.chief.client.post(reverse("delivery:try_again", args=[self.row.pk]))
        self.assertEqual(Delivery.objects.due().get().attempts, 0)

    def test_what_was_sent_is_not_sent_again(self):
        Delivery.objects.update(state=Delivery.State.SENT, sent_at=timezone.now())
        self.chief.client.post(reverse("delivery:try_again", args=[self.row.pk]))
        self.assertFalse(Delivery.objects.due().exists())

    def test_nobody_else_can_try_again(self):
        self.publisher.client.post(reverse("delivery:try_again", args=[self.row.pk]))
        self.assertFalse(Delivery.objects.due().exists())

    def test_following_a_link_does_not_send(self):
        self.assertEqual(self.chief.client.get(reverse("delivery:try_again", args=[self.row.pk])).status_code, 405)

    def test_nobody_adds_or_changes_a_row(self):
        for name, args in (("add", []), ("edit", [self.row.pk]), ("delete", [self.row.pk])):
            response = self.chief.client.get(reverse(f"delivery:{name}", args=args))
            self.assertEqual(response.status_code, 302, name)
