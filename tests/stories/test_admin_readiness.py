from bs4 import BeautifulSoup
from django.test import TestCase
from django.urls import reverse

from stories.models import (
    FactIndexPage,
    KitIndexPage,
    ReleaseIndexPage,
    StatementIndexPage,
    Story,
    StoryIndexPage,
)
from tests.factories import newsroom, person, picture, section, story

from .admin import paragraph, story_form, user

INDEXES = {
    "story": StoryIndexPage,
    "pressrelease": ReleaseIndexPage,
    "statement": StatementIndexPage,
    "factsheet": FactIndexPage,
    "presskit": KitIndexPage,
}


class ReadinessTests(TestCase):
    """Posts the writer's form as the browser does. `blank` is a picture without words and credit."""

    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.writer, cls.editor, cls.publisher = user("Writer"), user("Editor"), user("Publisher")
        cls.author = person()
        cls.good = picture("Reeds")
        cls.only_english = picture("Mill", texts={"en": {"alt": "A mill"}})
        cls.blank = picture("Nameless", texts={"en": {"caption": "…"}}, credit="")
        cls.stories = section(StoryIndexPage)

    def setUp(self):
        self.client.force_login(self.writer)

    def post(self, *blocks, action=None, parent=None, user=None, **form):
        if user:
            self.client.force_login(user)
        data = story_form(*blocks, **form) | ({action: "1"} if action else {})
        address = reverse("wagtailadmin_pages:add", args=["stories", "story", (parent or self.stories).pk])
        return self.client.post(address, data)

    def image(self, image, **value):
        return ("image", {"image": image.pk, "caption": "", "decorative": "", "width": "text", **value})

    def messages_of(self, answer):
        return " ".join(answer.context["form"].non_field_errors())

    def test_a_draft_without_byline_text_alt_and_credit_is_saved(self):
        self.post(self.image(self.blank))
        self.assertTrue(Story.objects.filter(slug="a-town-without-taps").exists())

    def test_a_draft_with_a_quote_of_nobody_is_saved(self):
        self.post(("quote", {"words": "Enough.", "person": "", "name": "", "role": ""}))
        self.assertTrue(Story.objects.filter(slug="a-town-without-taps").exists())

    def test_an_empty_draft_is_saved(self):
        self.post(standfirst="")
        self.assertEqual(Story.objects.count(), 1)

    def test_submission_says_which_picture_lacks_what(self):
        answer = self.post(paragraph(), self.image(self.blank), action="action-submit", people=[self.author])
        self.assertIn("The picture “Nameless” has no alternative text in English", self.messages_of(answer))
        self.assertIn("“Nameless” has no credit", self.messages_of(answer))
        self.assertFalse(Story.objects.exists())

    def test_submission_needs_a_byline(self):
        answer = self.post(paragraph(), action="action-submit")
        self.assertIn("A story needs a byline", self.messages_of(answer))

    def test_submission_needs_a_text(self):
        answer = self.post(action="action-submit", people=[self.author])
        self.assertIn("no text yet", self.messages_of(answer))

    def test_submission_needs_who_said_it(self):
        quote = ("quote", {"words": "Enough.", "person": "", "name": "", "role": ""})
        answer = self.post(paragraph(), quote, action="action-submit", people=[self.author])
        self.assertContains(answer, "Say who said it")

    def test_publication_is_refused_alike(self):
        answer = self.post(
            paragraph(), self.image(self.blank), action="action-publish", people=[self.author], user=self.publisher
        )
        self.assertIn("“Nameless” has no credit", self.messages_of(answer))

    def test_scheduling_is_refused_alike(self):
        answer = self.post(paragraph(), action="action-publish", go_live_at="2091-11-23 14:30", user=self.publisher)
        self.assertIn("A story needs a byline", self.messages_of(answer))

    def test_the_lead_picture_counts(self):
        answer = self.post(paragraph(), action="action-submit", people=[self.author], lead_image=self.blank.pk)
        self.assertIn("“Nameless”", self.messages_of(answer))

    def test_a_decorative_picture_needs_no_words_but_its_credit(self):
        decorative = self.image(self.blank, decorative="on")
        answer = self.post(paragraph(), decorative, action="action-submit", people=[self.author])
        self.assertNotIn("alternative text", self.messages_of(answer))
        self.assertIn("credit", self.messages_of(answer))

    def test_words_in_the_other_language_are_not_enough(self):
        answer = self.post(
            paragraph("آب با تانکر می‌آمد."), self.image(self.only_english), action="action-submit",
            people=[self.author], parent=section(StoryIndexPage, "fa"),
        )  # fmt: skip
        self.assertIn("The picture “Mill” has no alternative text in Persian", self.messages_of(answer))

    def test_what_is_whole_is_submitted_with_each_row_once(self):
        answer = self.post(
            paragraph(), self.image(self.good), action="action-submit", people=[self.author, person("Omid Karimi")]
        )
        self.assertEqual(answer.status_code, 302)
        item = Story.objects.get()
        self.assertTrue(item.workflow_in_progress)
        self.assertEqual(item.item_people.count(), 2)
        self.assertEqual(len(item.get_latest_revision_as_object().people()), 2)

    def test_a_row_taken_away_before_submission_is_gone(self):
        item = story("Two names", state="draft", people=[self.author, person("Omid Karimi")])
        item.owner = self.writer
        item.save_revision()
        first, second = item.item_people.all()
        form = story_form(paragraph(), title="Two names", slug=item.slug)
        form |= {
            "item_people-TOTAL_FORMS": "2", "item_people-INITIAL_FORMS": "2",
            "item_people-0-id": first.pk, "item_people-0-person": first.person_id, "item_people-0-role": "by",
            "item_people-0-ORDER": "1", "item_people-0-DELETE": "",
            "item_people-1-id": second.pk, "item_people-1-person": second.person_id, "item_people-1-role": "by",
            "item_people-1-ORDER": "2", "item_people-1-DELETE": "on",
        }  # fmt: skip
        self.client.force_login(self.editor)
        address = reverse("wagtailadmin_pages:edit", args=[item.pk])
        answer = self.client.post(address, form | {"action-submit": "1"})
        self.assertEqual(answer.status_code, 302)
        self.assertEqual([row.person for row in Story.objects.get(pk=item.pk).people()], [self.author])

    def test_a_refused_form_writes_nothing(self):
        item = story("Kept", state="draft")
        self.client.force_login(self.editor)
        form = story_form(title="Changed", slug=item.slug) | {"action-submit": "1"}
        self.client.post(reverse("wagtailadmin_pages:edit", args=[item.pk]), form)
        item.refresh_from_db()
        self.assertEqual((item.title, item.revisions.count()), ("Kept", 1))


class HeadlineTests(TestCase):
    def test_an_empty_headline_says_what_it_is_in_every_kind(self):
        newsroom()
        self.client.force_login(user("Editor"))
        for kind, index in INDEXES.items():
            address = reverse("wagtailadmin_pages:add", args=["stories", kind, section(index).pk])
            with self.subTest(kind):
                page = BeautifulSoup(self.client.get(address).content, "html.parser")
                self.assertEqual(page.select_one("[name=title]")["placeholder"], "Headline")


class ReadinessPanelTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.editor = user("Editor")
        blank = picture("Nameless", texts={"en": {"caption": "…"}}, credit="")
        cls.picture = blank
        cls.unready = story("Unready", state="draft", lead_image=blank)
        cls.ready = story("Ready", state="draft", people=[person()], lead_image=picture())

    def editor_of(self, item, user):
        self.client.force_login(user)
        return self.client.get(reverse("wagtailadmin_pages:edit", args=[item.pk]))

    def test_the_editor_lists_what_is_missing(self):
        self.assertContains(self.editor_of(self.unready, self.editor), "“Nameless” has no credit")

    def test_it_leads_to_the_picture_for_those_who_may_mend_it(self):
        address = reverse("wagtailimages:edit", args=[self.picture.pk])
        self.assertContains(self.editor_of(self.unready, self.editor), f'href="{address}"')

    def test_nothing_is_listed_when_nothing_is_missing(self):
        self.assertNotContains(self.editor_of(self.ready, self.editor), "nr-readiness")
