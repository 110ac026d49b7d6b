"""Reviewers without an account: asked by the desk, answered through a link of their own."""

from datetime import timedelta
from email import message_from_bytes, policy
from time import time
from unittest import mock

from bs4 import BeautifulSoup
from django.db import connection
from django.test import TestCase, override_settings, tag
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from editorial.models import Consent, NeedToKnow, ReviewComment, ReviewLink, SignOff
from editorial.models.consent import lacking_consent
from editorial.reviewing.inviting import invite, revoke, send_again
from outbox import delivery as deliveries
from outbox.models import Delivery
from publication.models import PublishedVersion
from publication.models.bound import is_pointed_at
from tests.factories import body, brand, newsroom, person, story
from tests.outbox.post_office import PostOffice
from tests.publication.desk import Desk

from .embargoes import ROBOTS, path_of, reader

TITLE = "A gate of planks"
WORDS = "The gate is a plank."
UNKNOWN = "/en/review/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/"
HUGE = "9" * 40


def draft(title=TITLE, **given):
    laleh = person("Laleh Daryaei", "لاله دریایی")
    blocks = body(
        ("paragraph", "<p>Water came at noon.</p>"),
        ("quote", {"words": WORDS, "person": laleh.pk}),
        ("quote", {"words": "It has always been so.", "name": "Omid Saberi"}),
    )
    return story(title, people=[laleh], body=given.pop("body", blocks), state="draft", **given)


def ask(page, name="Vera Lind", *, email="vera@partner.example", language="en", **given):
    """The address in the reviewer's mail, as a path."""
    page = Page.objects.get(pk=page.pk)
    link = ReviewLink(page=page, revision=page.latest_revision, name=name, email=email, language=language, **given)
    return path_of(invite(link))


def opened(path, client=None):
    client = client or reader()
    return client, client.post(path, {"action": "open"}, follow=True)


def say(client, path, words, passage="", **more):
    return client.post(path, {"action": "comment", "words": words, "passage": passage} | more, follow=True)


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


class ReviewCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()
        cls.publisher, cls.editor, cls.writer = Desk("Publisher"), Desk("Editor"), Desk("Writer")
        cls.page = draft(owner=cls.writer.user)
        cls.path = ask(cls.page, speaker="Laleh Daryaei")

    @property
    def link(self):
        return ReviewLink.objects.get(email="vera@partner.example")

    def page_now(self):
        return Page.objects.get(pk=self.page.pk).specific

    def history(self):
        return self.editor.client.get(reverse("wagtailadmin_pages:history", args=[self.page.pk]))

    def assertNothing(self, path, client=None):
        client = client or reader()
        for method in (client.get, client.head, client.post):
            self.assertEqual(method(path).status_code, 404)


class DoorTest(ReviewCase):
    def test_the_link_shows_a_door_and_not_what_is_behind_it(self):
        answer = self.client.get(self.path)
        self.assertContains(answer, "Open the draft")
        for secret in (TITLE, "Water came at noon", self.page.slug, "Vera Lind", "Laleh"):
            self.assertNotContains(answer, secret)

    def test_following_it_opens_nothing_whoever_follows_it(self):
        for name in ROBOTS:
            self.client.head(self.path, headers={"User-Agent": name})
            self.assertNotContains(self.client.get(self.path, headers={"User-Agent": name}), TITLE)
        self.assertIsNone(self.link.opened_at)

    def test_what_the_address_tells_is_kept_by_nobody(self):
        for answer in (self.client.get(self.path), self.client.head(self.path), opened(self.path)[1]):
            self.assertEqual(answer["Cache-Control"], "private, no-store")
            self.assertEqual(answer["Referrer-Policy"], "no-referrer")
            self.assertIn("noindex", answer["X-Robots-Tag"])
            self.assertNotIn("ETag", answer)

    def test_the_button_opens_the_text_in_this_browser_alone(self):
        client, answer = opened(self.path)
        self.assertContains(answer, TITLE)
        self.assertContains(answer, "Draft for review; not for publication")
        self.assertContains(client.get(self.path), "Water came at noon")
        self.assertNotContains(reader().get(self.path), TITLE)
        self.assertIsNotNone(self.link.opened_at)

    def test_who_is_quoted_stands_in_the_language_of_the_piece_behind_a_persian_link_too(self):
        path = ask(self.page, "شیرین", email="shirin@partner.example", language="fa")
        line = soup(opened(path)[1]).figcaption
        self.assertEqual((line["lang"], line["dir"], line.get_text()), ("en", "ltr", "Laleh Daryaei, Editor"))

    def test_only_for_some_hours(self):
        client, _answer = opened(self.path)
        with mock.patch("django.core.signing.time.time", return_value=time() + 5 * 3600):
            self.assertNotContains(client.get(self.path), TITLE)

    def test_a_cookie_of_another_link_opens_nothing(self):
        client, _answer = opened(self.path)
        other = ask(self.page, "Tom Reed", email="tom@partner.example")
        client.cookies["review"]["path"] = other
        self.assertNotContains(client.get(other), TITLE)

    def test_the_cookie_goes_to_the_review_alone(self):
        answer = reader().post(self.path, {"action": "open"})
        (cookie,) = answer.cookies.values()
        self.assertEqual((cookie["path"], cookie["samesite"], cookie["httponly"]), (self.path, "Lax", True))

    def test_the_personal_link_leads_to_itself_alone_in_either_language(self):
        page = soup(opened(self.path)[1])
        token = self.path.split("/")[3]
        led = [tag.get("href") or tag.get("value") or tag.get("action") or "" for tag in page.find_all(True)]
        other = self.path.replace("/en/", "/fa/")
        self.assertEqual({path.split("#")[0] for path in led if token in path}, {self.path, other})

    def test_in_persian_about_a_persian_text(self):
        page = draft("دروازه‌ای از تخته", language="fa", body=body(("paragraph", "<p>آب ظهر رسید.</p>")))
        path = ask(page, "سارا نادری", language="fa", email="sara@partner.example")
        self.assertTrue(path.startswith("/fa/"))
        self.assertContains(self.client.get(path), '<html lang="fa" dir="rtl"')
        self.assertContains(opened(path)[1], "آب ظهر رسید.")

    def test_shorter_versions_are_read_as_well(self):
        page = draft("A gate of planks", short_version="Water & more.", medium_version="Water came.\n\nIt stays.")
        shown = opened(ask(page, email="else@partner.example"))[1]
        for told in ("In about 50 words", "Water &amp; more.", "Water came.", "It stays."):
            self.assertContains(shown, told)

    def test_a_text_in_another_language_keeps_its_own_direction(self):
        path = ask(self.page, "سارا نادری", language="fa", email="sara@partner.example")
        answer = opened(path)[1]
        self.assertContains(answer, '<html lang="fa" dir="rtl"')
        title = soup(answer).find("h1")
        self.assertEqual((title["lang"], title["dir"], title.get_text()), ("en", "ltr", TITLE))

    def test_a_newer_text_is_not_shown_and_the_one_that_is_stays(self):
        page = self.page_now()
        revision = page.get_latest_revision()
        page.title = "A title that nobody was asked about"
        saved = page.save_revision(overwrite_revision=revision, user=revision.user)
        self.assertNotEqual(saved.pk, revision.pk)
        self.assertTrue(is_pointed_at(revision))
        self.assertNotContains(opened(self.path)[1], "nobody was asked about")

    def test_what_no_button_sends_is_nothing(self):
        for action in ("", "delete", "\0"):
            self.assertEqual(reader().post(self.path, {"action": action}).status_code, 404)
        self.assertEqual(self.client.delete(self.path).status_code, 405)

    def test_the_number_of_queries_is_fixed(self):
        client, _answer = opened(self.path)
        client.get(self.path)
        with self.assertNumQueries(2):
            reader().get(self.path)
        for number in range(3):
            say(client, self.path, f"Comment {number}")
        with CaptureQueriesContext(connection) as few:
            client.get(self.path)
        cost = len(few)
        for number in range(3, 9):
            say(client, self.path, f"Comment {number}")
        with self.assertNumQueries(cost):
            client.get(self.path)


class CommentTest(ReviewCase):
    def setUp(self):
        self.browser, _answer = opened(self.path)

    def test_a_comment_stands_below_the_text_with_the_passage_that_it_is_about(self):
        answer = say(self.browser, self.path, "At one, I was there.", passage="3")
        self.assertContains(answer, "At one, I was there.")
        comment = ReviewComment.objects.get()
        self.assertEqual((comment.passage, comment.link), ("Water came at noon.", self.link))

    def test_whoever_decides_reads_it_with_the_name(self):
        say(self.browser, self.path, "At one, I was there.", passage="3")
        self.writer.submit(self.page)
        step = self.page_now().current_workflow_task_state
        answer = self.editor.client.get(reverse("editorial_decide", args=[step.pk]))
        for told in ("At one, I was there.", "Vera Lind", "Water came at noon.", "Ask somebody without an account"):
            self.assertContains(answer, told)

    def test_what_was_said_before_a_publication_is_not_said_about_the_next_text(self):
        say(self.browser, self.path, "At one, I was there.")
        self.assertEqual(ReviewComment.objects.open_for(self.page).count(), 1)
        self.page_now().get_latest_revision().publish()
        self.assertEqual(ReviewComment.objects.open_for(self.page).count(), 0)

    def test_nothing_is_lost_when_it_is_too_long(self):
        answer = say(self.browser, self.path, "long " * 500, passage="3")
        self.assertEqual(answer.status_code, 422)
        page = soup(answer)
        self.assertIn("long long", page.find("textarea").get_text())
        self.assertEqual(page.select_one("option[selected]")["value"], "3")
        self.assertIsNotNone(page.select_one("#id_words_error"))

    def test_line_breaks_count_once_as_for_the_browser(self):
        say(self.browser, self.path, "ab\r\n" * 600 + "c")
        self.assertEqual(ReviewComment.objects.count(), 1)

    def test_without_a_word_or_with_what_is_none_it_is_refused_in_words(self):
        self.assertContains(say(self.browser, self.path, "  "), "Write what you would like to say.", status_code=422)
        self.assertEqual(say(self.browser, self.path, "a\0b").status_code, 422)
        for passage in ("99", HUGE, "\0", "x"):
            self.assertContains(
                say(self.browser, self.path, "Well.", passage=passage), "Choose a passage", status_code=422
            )
        self.assertFalse(ReviewComment.objects.exists())

    def test_sent_twice_it_is_said_once(self):
        for _time in range(2):
            say(self.browser, self.path, "At one.")
        self.assertEqual(ReviewComment.objects.count(), 1)

    def test_twenty_in_an_hour_are_enough(self):
        self.link.comments.bulk_create([ReviewComment(link=self.link, words=str(number)) for number in range(20)])
        answer = say(self.browser, self.path, "One more")
        self.assertContains(answer, "a lot in one hour", status_code=429)
        self.assertContains(answer, "One more", status_code=429)
        ReviewComment.objects.update(at=timezone.now() - timedelta(hours=2))
        say(self.browser, self.path, "One more")
        self.assertEqual(ReviewComment.objects.count(), 21)

    def test_what_was_written_while_the_cookie_ran_out_is_kept(self):
        answer = say(reader(), self.path, "At one, I was there.")
        self.assertContains(answer, "At one, I was there.")

    def test_nobody_reads_what_another_reviewer_has_said(self):
        say(self.browser, self.path, "At one, I was there.")
        other = ask(self.page, "Tom Reed", email="tom@partner.example")
        self.assertNotContains(opened(other)[1], "I was there")

    def test_markup_is_words(self):
        answer = say(self.browser, self.path, "<script>alert(1)</script>")
        self.assertContains(answer, "&lt;script&gt;alert(1)")

    def test_all_of_it_stands_in_the_history_with_name_and_address(self):
        say(self.browser, self.path, "At one, I was there.")
        answer = self.history()
        for told in (
            "Vera Lind was asked for a review",
            "Vera Lind opened the text for review (from 127.0.0.1)",
            "Vera Lind commented on the text (from 127.0.0.1)",
            "At one, I was there.",
        ):
            self.assertContains(answer, told)


class ConsentTest(ReviewCase):
    def digests(self, answer):
        return [field["value"] for field in soup(answer).select("input[name=quote]")]

    def agree(self, digest, path=None):
        return reader().post(path or self.path, {"action": "consent", "quote": digest}, follow=True)

    def test_the_person_quoted_agrees_to_exactly_these_words(self):
        (digest,) = self.digests(opened(self.path)[1])
        self.assertContains(self.agree(digest), "Agreed to on")
        consent = Consent.objects.get()
        self.assertEqual(
            (consent.page_id, consent.digest, consent.speaker, consent.how, consent.user),
            (self.page.pk, digest, "Laleh Daryaei", "By their own link", None),
        )
        self.assertContains(self.history(), "has consented, by their own link, to words of Laleh Daryaei")

    def test_pressed_twice_it_is_one_consent(self):
        (digest,) = self.digests(opened(self.path)[1])
        for _time in range(2):
            self.assertEqual(self.agree(digest).status_code, 200)
        self.assertEqual(Consent.objects.count(), 1)
        self.assertNotContains(opened(self.path)[1], "I agree to these words")

    def test_it_is_what_a_step_that_asks_for_it_waits_for(self):
        (digest,) = self.digests(opened(self.path)[1])
        self.agree(digest)
        self.assertEqual([quote.speaker for quote in lacking_consent(self.page_now()).values()], ["Omid Saberi"])

    def test_other_words_need_another_consent(self):
        (digest,) = self.digests(opened(self.path)[1])
        self.agree(digest)
        page = self.page_now()
        page.body[1].value["words"] = "The gate was a plank."
        page.save_revision()
        self.assertEqual(len(lacking_consent(page)), 2)
        (other,) = self.digests(opened(ask(page, email="v@x.example", speaker="Laleh Daryaei"))[1])
        self.assertNotEqual(other, digest)

    def test_words_of_another_speaker_cannot_be_agreed_to(self):
        (theirs,) = self.digests(opened(ask(self.page, email="o@x.example", speaker="Omid Saberi"))[1])
        for digest in (theirs, "", "0" * 64, "\0"):
            self.assertEqual(self.agree(digest).status_code, 404)
        self.assertFalse(Consent.objects.exists())

    def test_a_link_without_a_speaker_agrees_to_nothing(self):
        (digest,) = self.digests(opened(self.path)[1])
        plain = ask(self.page, email="p@x.example")
        self.assertEqual(self.digests(opened(plain)[1]), [])
        self.assertEqual(self.agree(digest, plain).status_code, 404)

    def test_read_in_persian_it_is_the_same_consent(self):
        path = ask(self.page, "لاله دریایی", language="fa", email="l@x.example", speaker="Laleh Daryaei")
        (digest,) = self.digests(opened(path)[1])
        self.agree(digest, path)
        self.assertEqual(Consent.objects.get().speaker, "Laleh Daryaei")
        self.assertNotIn(digest, lacking_consent(self.page_now()))


class EndTest(ReviewCase):
    def test_a_revoked_link_opens_nothing_at_once(self):
        client, _answer = opened(self.path)
        revoke(self.link)
        self.assertNothing(self.path, client)

    def test_nor_does_an_expired_one(self):
        client, _answer = opened(self.path)
        ReviewLink.objects.update(expires_at=timezone.now())
        self.assertNothing(self.path, client)
        self.assertEqual(say(client, self.path, "Too late").status_code, 404)

    def test_a_link_that_was_sent_again_kills_the_one_before(self):
        ReviewLink.objects.update(expires_at=timezone.now())
        path = path_of(send_again(self.link))
        self.assertNothing(self.path)
        self.assertContains(opened(path)[1], TITLE)

    def test_whatever_opens_nothing_is_answered_alike(self):
        """Same page, same headers, same number of queries: revoked, expired, never there."""
        paths = [UNKNOWN, "/en/review/short/", f"/en/review/{'x' * 300}/"]
        for name, end in (("revoked", "revoked_at"), ("expired", "expires_at")):
            paths.append(ask(self.page, email=f"{name}@partner.example"))
            ReviewLink.objects.filter(email=f"{name}@partner.example").update(**{end: timezone.now()})
        self.client.get(UNKNOWN)
        for method in ("get", "post"):
            seen = set()
            for path in paths:
                with CaptureQueriesContext(connection) as queries:
                    answer = getattr(self.client, method)(path)
                token = path.split("/")[3]
                text = " ".join(soup(answer).get_text(" ").split()).replace(token, "·")
                headers = {name: value for name, value in answer.items() if name != "Content-Length"}
                seen.add(str((answer.status_code, headers, text, len(queries))))
            self.assertEqual(len(seen), 1)

    def test_when_it_is_published_the_link_says_that_the_review_is_over(self):
        client, _answer = opened(self.path)
        self.page_now().get_latest_revision().publish()
        for answer in (client.get(self.path), say(client, self.path, "Too late")):
            self.assertContains(answer, "This review is over")
            self.assertNotContains(answer, TITLE)
        self.assertFalse(ReviewComment.objects.exists())

    def test_an_earlier_publication_ends_no_review(self):
        PublishedVersion.objects.create(
            page=self.page, revision=self.link.revision, number=1, at=timezone.now() - timedelta(days=1)
        )
        self.assertContains(opened(self.path)[1], TITLE)

    def test_when_another_text_was_approved_it_is_over_as_well(self):
        SignOff.objects.update(four_eyes=False)
        self.writer.save(self.page, title="Another title", go_live_at="2090-01-01 10:00")
        self.writer.submit(self.page, title="Another title", go_live_at="2090-01-01 10:00")
        self.assertContains(opened(self.path)[1], TITLE)
        for desk in (self.editor, self.publisher):
            desk.approve(self.page)
        self.assertContains(reader().get(self.path), "This review is over")


@override_settings(EMAIL_BACKEND="outbox.mail.OutboxEmailBackend")
class LetterTest(ReviewCase):
    def letter(self, **given):
        Delivery.objects.all().delete()
        path = ask(self.page, email="letter@partner.example", **given)
        with PostOffice() as office:
            deliveries.tick()
        (text,) = office.to("letter@partner.example")
        return path, message_from_bytes(text.encode(), policy=policy.default)

    def test_it_has_the_link_and_not_what_is_behind_it(self):
        path, letter = self.letter(speaker="Laleh Daryaei")
        text = letter.get_content()
        for told in ("Dear Vera Lind", f"http://testserver{path}", "you can agree to the words"):
            self.assertIn(told, text)
        for secret in (TITLE, "gate", self.page.slug, "story", "Laleh"):
            self.assertNotIn(secret, letter["Subject"] + text)

    def test_it_is_written_in_the_language_of_the_reviewer(self):
        path, letter = self.letter(language="fa")
        self.assertTrue(path.startswith("/fa/"))
        self.assertIn("اتاق خبر کاریزان", letter.get_content())

    def test_the_outbox_forgets_the_link_when_it_has_left(self):
        path, _letter = self.letter()
        self.assertNotIn(path.split("/")[3], str(Delivery.objects.get().payload))

    def test_a_name_with_a_line_break_writes_no_header(self):
        _path, letter = self.letter(name="Vera\r\nBcc: all@partner.example")
        self.assertIsNone(letter["Bcc"])


@tag("once")
class DeskTest(ReviewCase):
    def address(self, page=None):
        return reverse("editorial_reviewers", args=[(page or self.page).pk])

    def show(self, desk=None):
        return (desk or self.editor).client.get(self.address())

    def press(self, action, desk=None, **data):
        return (desk or self.editor).client.post(self.address(), {"action": action} | data)

    def invite(self, desk=None, **changes):
        given = {"name": "Tom Reed", "email": "tom@partner.example", "language": "en", "speaker": ""}
        given |= {"expires_at": (timezone.now() + timedelta(days=3)).strftime("%Y-%m-%d %H:%M")} | changes
        return self.press("invite", desk, **{f"invite-{name}": value for name, value in given.items()})

    def tom(self):
        return ReviewLink.objects.filter(email="tom@partner.example")

    def test_an_editor_asks_and_sees_the_link_once(self):
        answer = self.invite()
        path = path_of(soup(answer).select_one(".nr-link").get_text())
        self.assertContains(opened(path)[1], "Draft for review")
        self.assertNotContains(self.show(), path)
        self.assertEqual(self.tom().get().created_by, self.editor.user)

    def test_whose_turn_it_is_asks_for_consent_and_who_wrote_it_cannot_ask_themselves(self):
        self.invite(speaker="Omid Saberi")
        self.assertFalse(self.tom().exists())
        page = Page.objects.get(pk=self.page.pk).specific
        page.get_workflow().start(page, None)
        answer = self.invite(speaker="Omid Saberi")
        path = path_of(soup(answer).select_one(".nr-link").get_text())
        self.assertContains(opened(path)[1], "I agree to these words")

    def test_the_list_says_how_far_each_has_come(self):
        client, answer = opened(self.path)
        say(client, self.path, "At one.")
        client.post(self.path, {"action": "consent", "quote": soup(answer).select_one("input[name=quote]")["value"]})
        self.invite()
        answer = self.show()
        for told in ("Vera Lind", "Opened", "1 comment", "consented", "Tom Reed", "Sent", "works until"):
            self.assertContains(answer, told)
        ReviewLink.objects.filter(name="Tom Reed").update(expires_at=timezone.now())
        self.press(f"revoke:{self.link.pk}")
        self.assertContains(self.show(), "Expired")
        self.assertContains(self.show(), "Revoked")
        self.assertNothing(self.path)

    def test_sent_again_it_is_another_link(self):
        answer = self.press(f"again:{self.link.pk}")
        self.assertContains(answer, "http://testserver/en/review/")
        self.assertNothing(self.path)

    def test_what_is_not_right_is_said_beside_the_field_and_nothing_is_lost(self):
        for changes in (
            {"name": ""}, {"name": "a\0b"}, {"email": "nobody"}, {"language": "xx"}, {"speaker": "Somebody Else"},
            {"expires_at": "2020-01-01 10:00"}, {"expires_at": "2099-01-01 10:00"}, {"expires_at": HUGE},
            {"email": "VERA@partner.example"},
        ):  # fmt: skip
            with self.subTest(changes):
                answer = self.invite(**changes)
                self.assertContains(answer, "error-message")
                if "name" not in changes:
                    self.assertContains(answer, "Tom Reed")
        self.assertFalse(self.tom().exists())

    def test_a_link_of_another_page_is_none(self):
        ask(draft("Another page"), email="other@partner.example")
        other = ReviewLink.objects.get(email="other@partner.example")
        for named in (other.pk, HUGE, "", "x", "\0"):
            self.assertEqual(self.press(f"revoke:{named}").status_code, 404)
        self.assertEqual(self.press("nonsense").status_code, 404)

    def test_readers_newest_text_is_no_draft_to_review(self):
        self.page_now().get_latest_revision().publish()
        self.assertContains(self.show(), "readers have the newest text already")
        self.invite()
        self.assertFalse(self.tom().exists())

    def test_whoever_may_not_change_it_neither_sees_nor_asks(self):
        stranger = Desk("Writer", "stranger")
        for answer in (self.show(stranger), self.invite(stranger)):
            self.assertEqual(answer.status_code, 302)
        self.assertEqual(reader().get(self.address()).status_code, 302)
        self.assertFalse(self.tom().exists())

    def test_whose_turn_it_is_may_though_they_may_not_change_it_otherwise(self):
        stranger = Desk("Writer", "stranger")
        self.writer.submit(self.page)
        task = self.page_now().current_workflow_task_state.task.specific
        task.people.add(stranger.user)
        self.assertContains(self.invite(stranger), "/en/review/")

    def test_what_is_kept_from_somebody_does_not_exist_for_them(self):
        NeedToKnow.objects.create(page_id=self.page.pk).groups.set(self.publisher.user.groups.all())
        self.assertEqual(self.show(self.editor).status_code, 404)
        self.assertEqual(self.invite(self.editor).status_code, 404)
        self.assertContains(self.show(self.publisher), "Vera Lind")

    def test_the_page_leads_there(self):
        answer = self.editor.client.get(reverse("wagtailadmin_pages:edit", args=[self.page.pk]))
        self.assertContains(answer, self.address())

    def test_the_list_costs_the_same_however_long_it_is(self):
        self.show()
        with CaptureQueriesContext(connection) as few:
            self.show()
        for number in range(5):
            ask(self.page, email=f"{number}@partner.example")
        with self.assertNumQueries(len(few)):
            self.show()
