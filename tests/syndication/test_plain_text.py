"""`?format=txt`: an item as plain text, for who copies, files or reads on a bad line."""

from datetime import UTC, date, datetime, timedelta

from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import TestCase, tag
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from publication.models import Reference
from stories.models import InfoPage, NewsItem
from tests.factories import (
    body,
    brand,
    document,
    fact,
    fact_sheet,
    info_page,
    newsroom,
    person,
    picture,
    placed,
    press_kit,
    recording,
    release,
    republish,
    scheduled,
    statement,
    story,
)
from tests.publication.desk import Desk

ORIGIN = "http://testserver"
MARK = "\u200e"
AT = datetime(2026, 3, 21, 4, 30, tzinfo=UTC)


@tag("once")
class PlainTextCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()

    def get(self, page):
        response = self.client.get(f"{page.url}?format=txt")
        self.assertEqual(response.status_code, 200)
        return response

    def text(self, page):
        return self.get(page).content.decode()

    def parts(self, page):
        """What stands between empty lines."""
        return self.text(page).rstrip("\n").split("\n\n")


@tag("once")
class Release(PlainTextCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.kaveh = person(
            "Kaveh Nazari", "کاوه نظری", role="Head of press", role_fa="مسئول رسانه", is_press_contact=True,
            phone="+98 21 5555 0142", mobile="0912 555 0143", email="kaveh@karizan.example", languages=["en", "fa"],
            reply_minutes=30,
        )  # fmt: skip
        cls.wells = fact(amount=61)

    def release(self, language="en", **given):
        quote = {"words": "We lent it.", "person": self.kaveh.pk}
        blocks = [
            ("paragraph", f"<h2>The water</h2><p>Water <b>came</b> at noon to {placed(self.wells)}.</p>"),
            ("key_facts", ["<p>34 qanats</p>", "<p>18 villages</p>"]),
            ("quote", quote),
            ("notes", ["<p>Measured at the mouth.</p>", "<p>By hand.</p>"]),
        ]
        given = {"published_at": AT, "place": "Marvdan", "dateline": date(2026, 3, 21), "body": body(*blocks)} | given
        return release(language=language, contacts=[self.kaveh], **given)

    def test_it_says_all_that_the_page_says_in_its_order(self):
        page = self.release(title="Water came", standfirst="After three years.", boilerplate="We dig.")
        reference = Reference.objects.given_to(page)
        self.assertEqual(
            self.text(page),
            f"""Press release {reference}

Water came

After three years.

Marvdan, 21 March 2026
For immediate release
Published: 21 March 2026, 08:00 UTC+3:30 (04:30 UTC)

The water

Water came at noon to 61 wells.

Key facts
- 34 qanats
- 18 villages

“We lent it.”
— Kaveh Nazari, Head of press

Notes to editors
1. Measured at the mouth.
2. By hand.

Figures in this text
- Wells read: 61\u00a0wells. As of 1 March 2026. Source: Register of wells.

About Karizan Water Trust
We dig.

Press contact
Kaveh Nazari, Head of press
Call: +98 21 5555 0142
Mobile: 0912 555 0143
Email: kaveh@karizan.example
Speaks: English, Persian
Replies: within 30 minutes

For journalists
Call: +98 21 5555 0140
Email: press@karizan.example
Hours: Saturday to Wednesday, 08:00 to 18:00
Urgent: +98 912 555 0141

Reference: {reference}
{ORIGIN}{page.url_path}
""",
        )

    def test_in_persian_calendar_digits_quotes_and_words_are_persian(self):
        page = self.release("fa", title="آب ظهر رسید", place="مرودان")
        text = self.text(page)
        for line in (
            f"اطلاعیهٔ خبری {Reference.objects.given_to(page)}",
            "مرودان، ۱ فروردین ۱۴۰۵",
            f"انتشار: ۱ فروردین ۱۴۰۵، ۰۸:۰۰ UTC+۳:۳۰ ({MARK}۰۴:۳۰ UTC)",
            f"{MARK}21 March 2026",
            "«We lent it.»",
            "— کاوه نظری، مسئول رسانه",
            "۲. By hand.",
            "- چاه‌های خوانده‌شده: ۶۱\u00a0چاه. تا ۱۰ اسفند ۱۴۰۴. منبع: دفتر چاه‌ها.",
            "دربارهٔ بنیاد آب کاریزان",
            f"تلفن: {MARK}+98 21 5555 0142",
            f"همراه: {MARK}0912 555 0143",
        ):
            self.assertIn(line, text.splitlines())

    def test_in_english_nothing_is_marked_and_in_persian_nothing_isolated(self):
        self.assertNotIn(MARK, self.text(self.release()))
        self.assertFalse(set(self.text(self.release("fa"))) & set("\u2066\u2067\u2068\u2069\u202a\u202b\u202c"))

    def test_what_editors_isolate_and_negative_figures_are_held_together_in_persian(self):
        change = fact("Change", amount=-38, unit="percent")
        blocks = [("paragraph", f'<p>زبان <bdi dir="ltr" lang="en">C++</bdi>، تغییر {placed(change)}.</p>')]
        text = self.text(self.release("fa", body=body(*blocks, ("fact_ref", change.pk))))
        self.assertIn(f"زبان C++{MARK}، تغییر {MARK}−۳۸", text)
        self.assertIn(f"چاه‌های خوانده‌شده: {MARK}−۳۸", text)

    def test_it_is_plain_text_in_its_language_and_the_page_is_the_original(self):
        for language in ("en", "fa"):
            page = self.release(language, title="آب")
            response = self.get(page)
            self.assertEqual(response["Content-Type"], "text/plain; charset=utf-8")
            self.assertEqual(response["Content-Language"], language)
            self.assertEqual(response["X-Robots-Tag"], "noindex")
            shown = BeautifulSoup(self.client.get(page.url).content, "html.parser")
            canonical = shown.select_one("link[rel=canonical]")["href"]
            self.assertEqual(response["Link"], f'<{canonical}>; rel="canonical"')
            self.assertTrue(response.content.decode().endswith(f"{canonical}\n"))
            self.assertEqual(response["Cache-Control"], "public, max-age=0, s-maxage=60")
            self.assertFalse(response.cookies)

    def test_it_keeps_the_figure_of_its_day_and_says_what_holds_now(self):
        page = self.release()
        republish(self.wells, amount=64)
        text = self.text(page)
        self.assertIn("to 61 wells.", text)
        self.assertIn("Now: 64\u00a0wells", text)

    def test_the_boilerplate_of_the_house_stands_where_it_has_none(self):
        self.assertIn("About Karizan Water Trust\nKarizan Water Trust restores qanats.", self.text(self.release()))

    def test_an_update_and_the_use_of_ai_are_told(self):
        page = self.release(
            updated_at=AT + timedelta(hours=2), update_note="One figure.", ai_use="translated", ai_note="Read by Sara."
        )
        self.assertIn("Updated: 21 March 2026, 10:00. One figure.", self.text(page))
        self.assertIn("Use of AI: for the translation. Read by Sara.", self.parts(page))

    def test_what_has_replaced_it_is_named_once_it_is_public(self):
        page = self.release()
        newer = release("Newer", supersedes=page, state="draft")
        self.assertNotIn("Replaced", self.text(page))
        newer.get_latest_revision().publish()
        self.assertIn(f"Replaced by: Newer\n{ORIGIN}{newer.url_path}", self.parts(page))

    def test_no_markup_gets_through(self):
        page = self.release(
            title="A < B & C", standfirst="“5 < 6”", body=body(("paragraph", "<p>1 &lt; 2 &amp; 3</p>"))
        )
        for part in ("A < B & C", "“5 < 6”", "1 < 2 & 3"):
            self.assertIn(part, self.parts(page))


@tag("once")
class Kinds(PlainTextCase):
    def test_a_story_names_who_made_it_and_who_publishes_it(self):
        leila = person("Leila Rahmani", role="Editor")
        parts = self.parts(story(people=[leila, (person("Omid Karimi", role=""), "photographs")]))
        self.assertIn("By Leila Rahmani, Editor\nPhotographs by Omid Karimi", parts)
        self.assertIn("Published by Karizan Water Trust, which also produces the stories.", "\n".join(parts))

    def test_pictures_recordings_files_and_embeds_are_told_with_credit_and_terms(self):
        image, sound, file = picture(), recording(), document()
        sound.set_words("en", caption="Water in the tunnel", transcript="Drip.\nDrop.")
        sound.save()
        blocks = [
            ("image", {"image": image.pk, "caption": "At dawn"}),
            ("image", {"image": image.pk, "caption": "", "decorative": True}),
            ("audio", {"media": sound.pk}),
            ("documents", [file.pk]),
            ("embed", {"url": "https://video.example/1", "title": "From the air"}),
            ("timeline", [{"when": "1397", "what": "A shaft."}, {"when": "1405", "what": "Water."}]),
        ]
        parts = self.parts(story(lead_image=image, body=body(*blocks)))
        rights = "Omid Karimi / Karizan – free to use with credit"
        for part in (
            f"Picture: Reeds in mist – {rights}",
            f"Picture: At dawn – {rights}",
            f"Recording: Water in the tunnel – {rights}\n{ORIGIN}{sound.url}",
            "Transcript\nDrip.\nDrop.",
            f"Documents\n- Readings of 1405 – Karizan – free to use with credit\n{ORIGIN}{file.url}",
            "From the air\nhttps://video.example/1",
            "1397: A shaft.\n1405: Water.",
        ):
            self.assertIn(part, parts)
        self.assertEqual("\n".join(parts).count("Picture:"), 2)

    def test_a_table_says_its_date_and_source_in_the_digits_of_the_language(self):
        columns = [{"type": "text", "heading": "سال"}, {"type": "number", "heading": "افت"}]
        table = {"columns": columns, "rows": [{"values": ["1404", "-38"]}], "caption": ""}
        value = {"caption": "افت آب", "table": table, "source": "دفتر", "as_of": "2026-03-01"}
        parts = self.parts(story(language="fa", body=body(("data_table", value))))
        self.assertIn(f"افت آب\nسال | افت\n۱۴۰۴ | {MARK}-۳۸\nتا ۱۰ اسفند ۱۴۰۴. منبع: دفتر.", parts)

    def test_a_statement_names_its_speaker_and_each_addition_its_time_the_latest_first(self):
        leila, at = person("Leila Rahmani", role="Director"), datetime(2026, 3, 22, 10, 35, tzinfo=UTC)
        thread = [(at, "Water is back", "<p>Since two.</p>"), (at - timedelta(hours=1), "Still dry", "<p>Wait.</p>")]
        page = statement(attributed_to=leila, thread=thread, outcome="All is well.", published_at=AT)
        parts = self.parts(page)
        expected = [
            "Statement by Leila Rahmani, Director",
            "22 March 2026, 14:05\nWater is back",
            "Since two.",
            "22 March 2026, 13:05\nStill dry",
            "Wait.",
            "The first statement, 21 March 2026, 08:00",
            "We were wrong about the well.",
            "Closed: All is well.",
        ]
        self.assertEqual(parts[4 : 4 + len(expected)], expected)
        self.assertIn("Statement of Karizan Water Trust", self.parts(statement("Of the house")))

    def test_a_fact_sheet_says_its_version_and_each_figure_once_with_date_and_source(self):
        wells = fact()
        page = fact_sheet(groups=[("Wells", [wells])])
        page.body = [*page.body.raw_data, {"type": "paragraph", "value": f"<p>In all {placed(wells)}.</p>"}]
        page.save_revision().publish()
        republish(wells, amount=64)
        text = self.text(page)
        self.assertIn("Version 2\nAs of 1 March 2026", text)
        self.assertIn("Wells\n- Wells read: 64\u00a0wells. As of 1 March 2026. Source: Register of wells.", text)
        self.assertIn("In all 64 wells.", text)
        self.assertNotIn("Figures in this text", text)

    def test_a_press_kit_says_its_terms_people_and_items(self):
        item, leila = story("In the kit"), person("Leila Rahmani", role="Editor")
        draft = story("Not yet", state="draft")
        page = press_kit(
            chapters=[("Pictures", [("image", picture())])], items=[item, draft], people=[leila], contacts=[leila]
        )
        parts = self.parts(page)
        self.assertIn("Terms of use\nFree for reporting. Name the photographer.", parts)
        self.assertIn("People\nLeila Rahmani, Editor", parts)
        self.assertIn(f"Published on this subject\n- In the kit\n{ORIGIN}{item.url_path}", parts)
        self.assertNotIn("Not yet", "\n".join(parts))

    def test_without_a_brand_it_stands(self):
        type(brand()).objects.all().delete()
        from django.core.cache import cache

        cache.clear()
        self.assertTrue(self.text(release()).startswith("Press release"))
        self.assertTrue(self.text(statement()).startswith("Statement"))


@tag("once")
class Refusals(PlainTextCase):
    def assertAbsent(self, page, form="txt"):
        """Answered like an address that nobody ever had."""
        slug = page.url.rstrip("/").rpartition("/")[2]
        nowhere = page.url.replace(slug, "q" * len(slug))
        self.client.get(nowhere)
        answers = []
        for address in (nowhere, page.url):
            with CaptureQueriesContext(connection) as queries:
                response = self.client.get(f"{address}?format={form}")
            self.assertNotIn("Nobody may read this", response.content.decode())
            answers.append((response.status_code, response["Content-Type"], response["Cache-Control"], len(queries)))
        self.assertEqual(*answers)
        self.assertEqual(answers[0][0], 404)

    def test_what_is_not_public(self):
        text = body(("paragraph", "<p>Nobody may read this.</p>"))
        private, expired = release("Private", body=text), release("Expired", body=text)
        PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
        Page.objects.filter(pk=expired.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
        for page in (
            release("Draft", state="draft", body=text),
            scheduled(release, timezone.now() + timedelta(hours=1), "Scheduled", body=text),
            release("Withdrawn", state="withdrawn", body=text),
            private,
            expired,
        ):
            with self.subTest(page.title):
                self.assertAbsent(page)

    def test_a_newer_draft_is_not_read(self):
        page = release("Public")
        page.title, page.standfirst = "Nobody may read this", "Nor this"
        page.body = body(("paragraph", "<p>Nor this.</p>"))
        page.save_revision()
        text = self.text(page)
        self.assertIn("Water came at noon.", text)
        self.assertNotIn("Nobody", text)
        self.assertNotIn("Nor this", text)

    def test_a_preview_leads_to_no_text_and_is_none(self):
        draft = release("Draft", state="draft")
        html = draft.make_preview_request().content.decode()
        self.assertNotIn("format=txt", html)
        address = reverse("wagtailadmin_pages:view_draft", args=[draft.pk])
        response = Desk().client.get(f"{address}?format=txt")
        self.assertTrue(response["Content-Type"].startswith("text/html"))

    def test_an_earlier_version_of_a_fact_sheet_has_no_text(self):
        wells = fact()
        page = fact_sheet(groups=[("Wells", [wells])])
        republish(wells, amount=64)
        shown = self.client.get(f"{page.url}?version=1")
        self.assertEqual(shown.status_code, 200)
        self.assertNotIn("format=txt", shown.content.decode())
        self.assertEqual(self.client.get(f"{page.url}?version=1&format=txt").status_code, 404)

    def test_a_form_that_there_is_not_is_a_404(self):
        page = release()
        for form in ("", "TXT", "doc", "csv", "../txt", "9" * 500, "\0"):
            with self.subTest(form[:10]):
                self.assertEqual(self.client.get(page.url, {"format": form}).status_code, 404)
        about = info_page("About us", purpose=InfoPage.Purpose.ABOUT)
        for address in ("/en/", "/en/releases/", about.url):
            self.assertEqual(self.client.get(address, {"format": "txt"}).status_code, 404)

    def test_it_is_read_and_not_written(self):
        page = release()
        self.assertEqual(self.client.post(f"{page.url}?format=txt").status_code, 405)
        response = self.client.head(f"{page.url}?format=txt")
        self.assertEqual((response.status_code, response.content), (200, b""))


@tag("once")
class Found(PlainTextCase):
    def test_pages_of_items_lead_to_it_in_their_head_and_beside_the_text(self):
        for make in (story, release, statement, fact_sheet, press_kit):
            page = make()
            shown = BeautifulSoup(self.client.get(page.url).content, "html.parser")
            alternate = shown.select_one("link[rel=alternate][type='text/plain']")
            self.assertEqual(alternate["href"], f"{ORIGIN}{page.url_path}?format=txt")
            link = shown.select_one("main a[href$='?format=txt']")
            if make is not press_kit:
                self.assertEqual((link["href"], link.get_text()), (f"{page.url}?format=txt", "Plain text"))

    def test_other_pages_do_not(self):
        self.assertNotIn("text/plain", self.client.get("/en/releases/").content.decode())


@tag("once")
class Queries(PlainTextCase):
    def cost(self, page):
        self.get(page)  # fills the caches
        with CaptureQueriesContext(connection) as queries:
            self.get(page)
        return len(queries)

    def test_one_thing_of_each_kind_and_many_cost_the_same(self):
        for model in (NewsItem, *NewsItem.__subclasses__()):
            ContentType.objects.get_for_model(model)
        costs = {make: set() for make in (story, release, statement)}
        for count in (1, 4):
            people = [person(f"Person {count} {number}", is_press_contact=True) for number in range(count)]
            facts = [fact(f"Fact {count} {number}") for number in range(count)]
            pictures = [picture() for _number in range(count)]
            blocks = [("paragraph", f"<p>{placed(one)}</p>") for one in facts]
            blocks += [("image", {"image": one.pk, "caption": ""}) for one in pictures]
            blocks += [("documents", [document().pk]) for _number in range(count)]
            blocks += [("quote", {"words": "Yes.", "person": one.pk}) for one in people]
            for make in costs:
                given = {} if make is story else {"contacts": people}
                page = make(
                    f"{make.__name__} {count}", people=people, lead_image=pictures[0], body=body(*blocks), **given
                )
                costs[make].add(self.cost(page))
        self.assertEqual([len(found) for found in costs.values()], [1, 1, 1])
        self.assertLessEqual(max(max(found) for found in costs.values()), 14)

    def test_a_fact_sheet_and_a_kit_too(self):
        costs = []
        for count in (1, 4):
            facts = [fact(f"Fact {count} {number}") for number in range(count)]
            items = [story(f"Item {count} {number}") for number in range(count)]
            files = [("image", picture()) for _number in range(count)]
            costs.append(
                (
                    self.cost(fact_sheet(f"Sheet {count}", groups=[("Wells", facts)])),
                    self.cost(press_kit(f"Kit {count}", chapters=[("Pictures", files)], items=items)),
                )
            )
        self.assertEqual(*costs)
