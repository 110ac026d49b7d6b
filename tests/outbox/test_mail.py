from datetime import timedelta
from email import message_from_string

from django.core.mail import BadHeaderError, EmailMessage, EmailMultiAlternatives, send_mail
from django.db import transaction
from django.test import TestCase, override_settings
from django.utils import timezone

from outbox import delivery as deliveries
from outbox.channels import channels
from outbox.models import Delivery

from .post_office import PostOffice, free_port, reachable_at

SENDER = "newsroom@karizan.example"


@override_settings(EMAIL_BACKEND="outbox.mail.OutboxEmailBackend")
class WritingTest(TestCase):
    def test_sending_only_writes_a_row(self):
        with PostOffice() as office:
            send_mail("Approved", "The release is approved.", SENDER, ["one@desk.example"])
        self.assertEqual(Delivery.objects.get().state, Delivery.State.WAITING)
        self.assertEqual(office.letters, [])

    def test_each_receiver_has_a_row_of_their_own(self):
        message = EmailMessage("Approved", "Text", SENDER, ["one@desk.example"], bcc=["two@desk.example"])
        message.send()
        self.assertEqual(Delivery.objects.count(), 2)

    def test_a_transaction_that_is_rolled_back_sends_nothing(self):
        with self.assertRaises(RuntimeError), transaction.atomic():
            send_mail("Approved", "Text", SENDER, ["one@desk.example"])
            raise RuntimeError("publication failed")
        self.assertFalse(Delivery.objects.exists())

    def test_a_subject_that_smuggles_a_header_is_refused_at_once(self):
        with self.assertRaises(BadHeaderError):
            send_mail("Approved\nBcc: all@desk.example", "Text", SENDER, ["one@desk.example"])
        self.assertFalse(Delivery.objects.exists())

    def test_an_address_that_smuggles_a_header_is_refused_at_once(self):
        with self.assertRaises(BadHeaderError):
            send_mail("Approved", "Text", SENDER, ["one@desk.example\nBcc: all@desk.example"])
        self.assertFalse(Delivery.objects.exists())

    def test_the_same_event_twice_is_one_row(self):
        for _time in range(2):
            Delivery.objects.put("mail", key="alert:1:one", payload={})
        self.assertEqual(Delivery.objects.count(), 1)

    def test_attachments_are_refused_and_not_lost_on_the_way(self):
        message = EmailMessage("Approved", "Text", SENDER, ["one@desk.example"])
        message.attach("a.txt", "text")
        with self.assertRaises(ValueError):
            message.send()


@override_settings(EMAIL_BACKEND="outbox.mail.OutboxEmailBackend")
class SendingTest(TestCase):
    def write(self, *receivers, **extra):
        EmailMessage("Approved", "The release is approved.", SENDER, list(receivers), **extra).send()

    def later(self):
        return timezone.now() + timedelta(days=1)

    def test_a_tick_sends_what_waits(self):
        self.write("one@desk.example")
        with PostOffice() as office:
            self.assertEqual(deliveries.tick(), 1)
            self.assertEqual(deliveries.tick(), 0)
        self.assertIn("The release is approved.", office.to("one@desk.example")[0])

    def test_receivers_do_not_see_each_other(self):
        self.write("one@desk.example", "two@desk.example")
        with PostOffice() as office:
            deliveries.tick()
        self.assertNotIn("two@desk.example", office.to("one@desk.example")[0])

    def test_both_forms_of_the_text_arrive(self):
        message = EmailMultiAlternatives("خبر", "متن", SENDER, ["one@desk.example"])
        message.attach_alternative("<p>متن</p>", "text/html")
        message.send()
        with PostOffice() as office:
            deliveries.tick()
        parts = message_from_string(office.letters[0][1]).get_payload()
        self.assertEqual([part.get_content_type() for part in parts], ["text/plain", "text/html"])

    def test_a_message_in_html_stays_html(self):
        message = EmailMessage("Approved", "<p>Text</p>", SENDER, ["one@desk.example"])
        message.content_subtype = "html"
        message.send()
        with PostOffice() as office:
            deliveries.tick()
        self.assertEqual(message_from_string(office.letters[0][1]).get_content_type(), "text/html")

    def test_one_bad_address_does_not_hold_up_the_others(self):
        self.write("nobody@desk.example", "one@desk.example")
        with PostOffice(refuses=["nobody@desk.example"]) as office, self.assertLogs("outbox.delivery"):
            deliveries.tick()
        self.assertEqual(len(office.to("one@desk.example")), 1)
        self.assertEqual(Delivery.objects.filter(state=Delivery.State.WAITING).get().attempts, 1)

    def test_a_mail_server_that_is_down_loses_nothing(self):
        self.write(*(f"{number}@desk.example" for number in range(5)))
        port = free_port()
        with reachable_at(port), self.assertLogs("outbox.delivery"):
            deliveries.tick()
        Delivery.objects.update(next_attempt_at=timezone.now())
        with PostOffice(port) as office:
            deliveries.tick()
        self.assertEqual(len(office.letters), 5)

    def test_killed_between_sending_and_marking_it_sends_the_same_message_id_again(self):
        self.write("one@desk.example")
        row = Delivery.objects.get()
        with PostOffice() as office:
            channels["mail"](row)  # sent, and the process died before the mark
            deliveries.tick()
        first, second = (message_from_string(text)["Message-ID"] for text in office.to("one@desk.example"))
        self.assertEqual(first, second)

    def test_a_senders_own_message_id_does_not_replace_ours(self):
        self.write("one@desk.example", headers={"Message-Id": "<theirs@desk.example>"})
        with PostOffice() as office:
            deliveries.tick()
        self.assertNotIn("theirs", office.letters[0][1])


class LeaseTest(TestCase):
    def setUp(self):
        self.sent = []
        channels["test"] = self.sent.append
        self.addCleanup(channels.pop, "test")
        self.row = Delivery.objects.put("test", key="one", payload={})

    def test_a_row_that_somebody_works_on_is_left_alone(self):
        Delivery.objects.update(leased_until=timezone.now() + Delivery.LEASE)
        self.assertEqual(deliveries.tick(), 0)

    def test_a_row_whose_worker_died_is_taken_over_after_the_lease(self):
        Delivery.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
        self.assertEqual(deliveries.tick(), 1)

    def test_a_worker_that_comes_back_late_does_not_undo_the_sending_of_another(self):
        def slow(row):
            Delivery.objects.update(state=Delivery.State.SENT, leased_until=None)
            raise TimeoutError("too late")

        channels["test"] = slow
        with self.assertLogs("outbox.delivery"):
            deliveries.tick()
        self.row.refresh_from_db()
        self.assertEqual(self.row.state, Delivery.State.SENT)

    def test_after_twelve_attempts_it_is_given_up_with_the_reason(self):
        def fail(row):
            raise ConnectionRefusedError("nobody there")

        channels["test"] = fail
        for _attempt in range(12):
            Delivery.objects.update(next_attempt_at=timezone.now())
            with self.assertLogs("outbox.delivery"):
                deliveries.tick()
        self.row.refresh_from_db()
        self.assertEqual(self.row.state, Delivery.State.GIVEN_UP)
        self.assertEqual(self.row.last_error, "ConnectionRefusedError: nobody there")

    def test_the_waits_grow_from_ten_seconds_to_six_hours(self):
        def fail(row):
            raise ConnectionRefusedError

        channels["test"] = fail
        waits = []
        for _attempt in range(11):
            Delivery.objects.update(next_attempt_at=timezone.now())
            with self.assertLogs("outbox.delivery"):
                deliveries.tick()
            self.row.refresh_from_db()
            waits.append(round((self.row.next_attempt_at - timezone.now()).total_seconds(), -1))
        self.assertEqual(waits[:3] + waits[-1:], [10, 20, 40, 10240])
