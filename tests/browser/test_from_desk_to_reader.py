import re
from datetime import timedelta
from io import BytesIO
from urllib.parse import quote

from django.test import tag
from django.utils import timezone
from PIL import Image

from pages.calendar import solar_hijri
from pages.digits import persian_digits
from publication.models import Release
from publication.runner import tick
from stories.models import Story, StoryIndexPage
from tests.factories import brand, person, section, topic
from tests.stories.admin import user

from .base import BrowserTestCase
from .desk import Desk

ENGLISH = {
    "language": "en",
    "title": "A town without taps",
    "standfirst": "For eleven years water came by lorry.",
    "paragraph": "The first pipe was laid in spring.",
    "author": "Leila Rahmani",
    "picture": "Reeds at dawn",
    "words": {"alt_en": "Reeds standing in mist"},
}
PERSIAN = {
    "language": "fa",
    "title": "شهری بی‌شیر آب",
    "standfirst": "یازده سال آب با تانکر می‌آمد.",
    "paragraph": "نخستین لوله در بهار گذاشته شد.",
    "author": "Leila Rahmani",
    "picture": "نیزار در سپیده‌دم",
    "words": {"alt_fa": "نیزار در مه"},
}


class FromDeskToReaderTests(BrowserTestCase):
    """A writer's picture and words, an editor's and a publisher's decision, and what a reader sees before and after."""

    is_long = True

    def setUp(self):
        super().setUp()
        with self.alone():
            brand()
            for role in ("Writer", "Editor", "Publisher"):
                user(role)
            self.author, self.topic = person(is_author=True), topic()

    @tag("once")
    def test_an_english_story_goes_out_at_the_minute_that_the_publisher_set(self):
        self.write_and_submit(ENGLISH)
        self.editor_approves(ENGLISH)
        desk = Desk(self.visitor()).log_in("publisher").open_task(ENGLISH["title"])
        moment = in_minutes(120)
        desk.set_time(f"{timezone.localtime(moment):%Y-%m-%d %H:%M}")
        desk.schedule()
        self.assert_hidden(ENGLISH)
        self.its_moment_comes(moment)
        self.assert_public(ENGLISH)
        self.assert_no_complaints()

    def test_a_persian_story_goes_out_at_the_solar_hijri_time_that_its_writer_asked_for(self):
        moment = in_minutes(120)
        self.write_and_submit(PERSIAN, go_live=in_solar_hijri(moment))
        self.editor_approves(PERSIAN)
        desk = Desk(self.visitor()).log_in("publisher").open_task(PERSIAN["title"])
        desk.approve()
        self.assert_hidden(PERSIAN)
        self.its_moment_comes(moment)
        self.assert_public(PERSIAN)
        self.assert_no_complaints()

    # -- The desk ------------------------------------------------------------------------------------------

    def write_and_submit(self, text, go_live=None):
        desk = Desk(self.visitor()).log_in("writer")
        desk.upload_picture(jpeg(), text["picture"], "Omid Karimi", **text["words"])
        with self.alone():
            section_id = section(StoryIndexPage, text["language"]).pk
        desk.start_story(section_id)
        desk.page.fill("[name=title]", text["title"])
        desk.page.fill("[name=standfirst]", text["standfirst"])
        desk.choose_picture(desk.page.locator("[data-contentpath=lead_image]"), text["picture"])
        desk.add_author(text["author"])
        desk.write_paragraph(text["paragraph"])
        desk.choose_picture(desk.add_block("Picture"), text["picture"])
        desk.page.get_by_role("tab", name="Topics and links").click()
        desk.page.get_by_label("Water").check()
        # Once autosave has made the page, its form is that of an edit; before, this would be a second creation.
        desk.page.wait_for_url(re.compile(r"/edit/"))
        if go_live:
            desk.set_time(go_live)
        desk.act(re.compile("Submit to"))
        desk.page.get_by_text("has been submitted").first.wait_for()

    def editor_approves(self, text):
        Desk(self.visitor()).log_in("editor").open_task(text["title"]).approve()

    def its_moment_comes(self, moment):
        """Sooner than the clock says: that nothing goes out early, by that, is measured by the bar `releases`."""
        with self.alone():
            self.assertEqual(Release.objects.pending().get().at, moment)
            self.assertEqual(tick(), 0)
            Release.objects.update(at=timezone.now())
        self.wait_until(self.worker_ticks, seconds=20)

    def worker_ticks(self):
        """How many releases and expiries went out."""
        with self.alone():
            return tick()

    # -- The reader ----------------------------------------------------------------------------------------

    def path_of(self):
        with self.alone():
            return Story.objects.get().get_url()

    def lists(self, text):
        """Every place where an item is met, besides its own page."""
        code = text["language"]
        return [
            f"/{code}/", f"/{code}/stories/", f"/{code}/feed.xml", f"/{code}/search/?q={quote(text['title'])}",
            f"/sitemap-{code}.xml", f"/{code}/stories/?topic={self.topic.slug}", f"/{code}/topics/{self.topic.slug}/",
        ]  # fmt: skip

    def assert_hidden(self, text):
        path = self.path_of()
        self.assertEqual(self.status_of(path), 404)
        for address in self.lists(text):
            with self.subTest(address=address):
                answer = self.answer_of(address)
                # The address itself holds the words that were searched for.
                self.assertNotIn(text["standfirst"], answer.text())
                self.assertNotIn(path, answer.text())

    def assert_public(self, text):
        path = self.path_of()
        page = self.visitor()
        self.assertEqual(page.goto(path).status, 200)
        self.assertEqual(page.locator("h1").inner_text(), text["title"])
        self.assertIn(text["paragraph"], page.inner_text("main"))
        self.assertEqual(page.get_attribute('meta[property="og:title"]', "content"), text["title"])
        self.assertTrue(page.get_attribute('link[rel="canonical"]', "href").endswith(path))
        self.assertEqual(page.locator("html").get_attribute("dir"), "rtl" if text["language"] == "fa" else "ltr")
        page.locator("main img").first.scroll_into_view_if_needed()
        page.wait_for_function("[...document.querySelectorAll('main img')].every(image => image.naturalWidth > 0)")
        for address in self.lists(text):
            if "/search/" in address:
                continue  # its index is the task of another test
            with self.subTest(address=address):
                answer = self.answer_of(address)
                self.assertEqual(answer.status, 200)
                self.assertIn(path, answer.text())


def jpeg():
    picture = BytesIO()
    Image.effect_noise((900, 600), 80).convert("RGB").save(picture, "JPEG")
    return {"name": "reeds.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}


def in_minutes(number):
    """A whole minute, as editors give it, at least this far away."""
    later = timezone.now() + timedelta(minutes=number)
    return later.replace(second=0, microsecond=0) + timedelta(minutes=1)


def in_solar_hijri(moment):
    local = timezone.localtime(moment)
    year, month, day = solar_hijri(local.date())
    return persian_digits(f"{year}/{month}/{day} {local:%H:%M}")
