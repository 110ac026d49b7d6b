from datetime import date

from bs4 import BeautifulSoup
from django.test import TestCase
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from stories.models import Story, StoryIndexPage
from tests.factories import locale, newsroom, section, topic
from tests.stories.admin import paragraph, story_form, user
from topics.models import Topic


class TopicBoxesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.writer = user("Writer")
        cls.water = topic("water")
        cls.odd = topic("sound", name='Sound, "noise" and light', name_fa="صدا")

    def setUp(self):
        self.client.force_login(self.writer)
        self.address = reverse("wagtailadmin_pages:add", args=["stories", "story", section(StoryIndexPage).pk])

    def test_what_is_ticked_is_kept_whatever_its_name(self):
        self.client.post(self.address, story_form(paragraph(), topics=[self.water, self.odd]))
        item = Story.objects.get()
        self.assertEqual(set(item.get_latest_revision_as_object().topic_list), {self.water, self.odd})
        page = self.client.get(reverse("wagtailadmin_pages:edit", args=[item.pk])).content
        ticked = BeautifulSoup(page, "html.parser").select("input[name=topics][checked]")
        self.assertEqual({int(box["value"]) for box in ticked}, {self.water.pk, self.odd.pk})

    def test_what_is_ticked_stays_ticked_when_the_form_comes_back(self):
        answer = self.client.post(self.address, story_form(topics=[self.odd]) | {"action-submit": "1"})
        self.assertEqual(answer.context["form"]["topics"].value(), [str(self.odd.pk)])

    def test_a_topic_that_does_not_exist_is_refused(self):
        self.client.post(self.address, story_form(topics=[]) | {"topics": ["new topic"]})
        self.assertFalse(Story.objects.exists())
        self.assertEqual(Topic.objects.count(), 2)

    def test_boxes_stand_in_the_editors_own_language(self):
        self.client.force_login(user("Editor", "fa"))
        self.assertContains(self.client.get(self.address), "صدا")


class TopicFormTests(TestCase):
    def test_the_date_of_a_wording_is_read_in_either_calendar(self):
        newsroom()
        self.client.force_login(user("Editor"))
        wordings = [{"locale": locale("en").pk, "name": "Water", "introduction": "", "checked_on": "1405/9/2"}]
        data = nested_form_data({"name": "Water", "slug": "water", "wordings": inline_formset(wordings)})
        self.client.post(reverse("wagtailsnippets_topics_topic:add"), data)
        self.assertEqual(Topic.objects.get().wordings.get().checked_on, date(2026, 11, 23))
