"""Another file in place of one, where each is used, and what is said before one is deleted."""

from django.db import connection
from django.test import TestCase, tag
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import UploadedFile

from media_library.models import Crop, Document, Image, Media
from media_library.uses import record_uses
from syndication.models import FeedState
from tests.factories import body, newsroom, person, story
from tests.factories import picture as made_picture
from tests.publication.desk import Desk

from .base import MediaTestCase, multipart
from .hostile_files import pdf, picture
from .test_desk_uploads import sound


def replace_url(asset):
    return reverse("asset_replace", args=[asset._meta.model_name, asset.pk])


@tag("once")
class ReplaceTests(MediaTestCase):
    def setUp(self):
        super().setUp()
        self.user = self.log_in()

    def look_at(self, asset, name, content):
        response = self.upload(replace_url(asset), {}, "file", name, content)
        self.assertEqual(response.status_code, 302, response.content.decode()[:2000])
        return response.url, self.client.get(response.url).content.decode()

    def replace(self, asset, name, content):
        address, _html = self.look_at(asset, name, content)
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(replace_url(asset), {"new": address.partition("new=")[2], "replace": "yes"})

    def test_each_kind_keeps_its_id_and_words_and_loses_its_old_bytes_at_once(self):
        image = self.make_image(credit="Omid", marked_public=True)
        document = self.make_document(marked_public=True, terms="free")
        recording = Media.objects.create(title="A", type="audio", file=self._file("a.wav", sound()), marked_public=True)
        for asset, name, content in (
            (image, "new.jpg", picture(size=(200, 150))),
            (document, "new.pdf", pdf() + b"\n"),
            (recording, "new.wav", sound(2)),
        ):
            with self.subTest(name):
                public_id, etag, old = asset.public_id, asset.etag, asset.url
                self.assertEqual(self.client.get(old).status_code, 200)
                self.assertEqual(self.replace(asset, name, content).status_code, 302)
                self.assertEqual(self.client.get(old).status_code, 404)
                asset = type(asset).objects.get(pk=asset.pk)
                self.assertEqual((asset.public_id, asset.title), (public_id, asset.title))
                self.assertNotEqual(asset.etag, etag)
                self.assertTrue(asset.url.endswith(name))
                self.assertEqual(self.client.get(asset.url).status_code, 200)
        self.assertFalse(UploadedFile.objects.exists())

    def _file(self, name, content):
        from django.core.files.base import ContentFile

        return ContentFile(content, name)

    def test_sizes_follow_and_those_of_the_old_picture_are_gone(self):
        image = self.make_image(picture(size=(900, 600)))
        with self.captureOnCommitCallbacks(execute=True):
            record_uses(self.make_page(), [image.public_id])
        old = image.renditions.get(filter_spec="width-800|format-jpeg").url
        self.client.logout()
        self.assertEqual(self.client.get(old).status_code, 200)
        self.client.force_login(self.user)
        self.replace(image, "new.jpg", picture(size=(1200, 800)))
        self.client.logout()
        self.assertEqual(self.client.get(old).status_code, 404)
        new = Image.objects.get().renditions.get(filter_spec="width-800|format-jpeg")
        self.assertEqual(self.client.get(new.url).status_code, 200)

    def test_the_same_picture_in_more_pixels_keeps_focal_point_and_crops(self):
        image = self.make_image(picture(size=(1200, 800)), focal_point_x=300, focal_point_y=200)
        Crop.objects.create(image=image, shape="square", x=100, y=0, width=800, height=800)
        self.replace(image, "new.jpg", picture(size=(2400, 1600)))
        image = Image.objects.get()
        self.assertEqual((image.focal_point_x, image.focal_point_y), (600, 400))
        self.assertEqual(list(image.crops.values_list("x", "width")), [(200, 1600)])

    def test_another_picture_is_told_of_and_drops_them(self):
        image = self.make_image(picture(size=(1200, 800)), focal_point_x=300, focal_point_y=200)
        Crop.objects.create(image=image, shape="square", x=100, y=0, width=800, height=800)
        _address, html = self.look_at(image, "new.jpg", picture(size=(800, 800)))
        self.assertIn("other proportions", html)
        self.assertIn("fewer pixels", html)
        self.assertIn("data:image/jpeg;base64,", html)
        self.assertEqual(image.crops.count(), 1)
        self.replace(image, "new.jpg", picture(size=(800, 800)))
        image = Image.objects.get()
        self.assertEqual((image.focal_point_x, image.crops.count()), (None, 0))

    def test_what_is_refused_changes_nothing(self):
        image = self.make_image()
        for name, content in (("a.svg", b"<svg/>"), ("a.jpg", b"no picture"), ("a.jpg", b"")):
            response = self.upload(replace_url(image), {}, "file", name, content)
            self.assertEqual(response.status_code, 200)
            self.assertContains(response, "error")
        self.assertContains(self.client.post(replace_url(image), {}), "required")
        self.assertFalse(UploadedFile.objects.exists())
        self.assertEqual(self.client.get(image.url).status_code, 200)

    def test_a_new_file_that_was_lost_meanwhile_is_asked_for_again(self):
        image = self.make_image()
        address, _html = self.look_at(image, "new.jpg", picture(size=(9, 9)))
        waiting = UploadedFile.objects.get()
        waiting.file.storage.delete(waiting.file.name)
        self.assertContains(self.client.get(address, follow=True), "no longer there")
        response = self.client.post(replace_url(image), {"new": waiting.pk, "replace": "yes"}, follow=True)
        self.assertContains(response, "no longer there")
        self.assertNotContains(response, "the disk is full")

    def test_a_file_that_was_lost_can_be_replaced(self):
        image = self.make_image()
        image.file.storage.delete(image.file.name)
        self.replace(image, "new.jpg", picture(size=(200, 150)))
        self.assertEqual(self.client.get(Image.objects.get().url).status_code, 200)

    def test_a_file_that_is_gone_or_another_persons_is_no_file(self):
        image = self.make_image()
        address, _html = self.look_at(image, "new.jpg", picture(size=(9, 9)))
        key = address.partition("new=")[2]
        UploadedFile.objects.update(uploaded_by_user=None)
        for new in (key, "", "x", "9" * 30, "999"):
            response = self.client.post(replace_url(image), {"new": new, "replace": "yes"}, follow=True)
            self.assertContains(response, "no longer there")
        self.assertEqual(Image.objects.get().width, 320)

    def test_another_may_be_chosen_and_the_first_is_forgotten(self):
        image = self.make_image()
        address, html = self.look_at(image, "same.jpg", picture())
        self.assertIn("the very file that is there already", html)
        self.client.post(replace_url(image), {"new": address.partition("new=")[2], "drop": "yes"})
        self.assertFalse(UploadedFile.objects.exists())

    def test_unknown_things_are_404(self):
        for path in ("/admin/assets/image/99/replace/", "/admin/assets/person/1/replace/"):
            self.assertEqual(self.client.get(path).status_code, 404)


class UsedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.author = person()
        cls.picture = made_picture()
        block = body(("image", {"image": {"image": cls.picture.pk, "decorative": False, "alt_text": "Reeds"}}))
        cls.live = story("Live with it", people=[cls.author], lead_image=cls.picture)
        cls.draft = story("Draft with it", people=[cls.author], lead_image=cls.picture, state="draft")
        cls.block = block

    def page(self, name, desk):
        return desk.client.get(reverse(name, args=[self.picture.pk])).content.decode()

    def test_public_uses_and_drafts_stand_in_one_list_with_their_state(self):
        html = self.page("wagtailimages:edit", Desk("Editor"))
        used = html.partition('class="nr-used"')[2]
        self.assertLess(used.index("Live with it"), used.index("Draft with it"))
        self.assertIn("On the site", used)
        self.assertIn("<span>draft</span>", used)

    def test_what_is_not_open_to_somebody_has_no_title(self):
        writer = Desk("Writer")
        Image.objects.update(uploaded_by_user=writer.user)
        used = self.page("wagtailimages:edit", writer).partition('class="nr-used"')[2]
        self.assertIn("Live with it", used)
        self.assertNotIn("Draft with it", used)
        self.assertIn("Something that is not open to you", used)

    def test_before_a_deletion_it_says_what_readers_would_miss(self):
        html = self.page("wagtailimages:delete", Desk("Editor"))
        self.assertIn("Readers see it now in 1 place", html)
        self.assertIn("Draft with it", html)

    def test_queries_do_not_grow_with_the_uses(self):
        desk = Desk("Editor")
        self.page("wagtailimages:edit", desk)
        with CaptureQueriesContext(connection) as few:
            self.page("wagtailimages:edit", desk)
        number = len(few)
        for more in range(4):
            story(f"More {more}", people=[self.author], lead_image=self.picture)
        with self.assertNumQueries(number):
            self.page("wagtailimages:edit", desk)

    def test_the_page_for_another_file_names_readers_places_and_what_was_approved(self):
        chief = Desk()
        waiting = story("Approved and waiting", people=[self.author], lead_image=self.picture, state="draft")
        revision = waiting.get_latest_revision()
        waiting.get_workflow().start(waiting, chief.user)
        self.assertIsNotNone(revision)
        state = waiting.current_workflow_state
        while state.status == state.STATUS_IN_PROGRESS and state.current_task_state:
            last = state.current_task_state
            type(last).objects.filter(pk=last.pk).update(status="approved", finished_at=last.started_at)
            type(state).objects.filter(pk=state.pk).update(status="approved")
            state.refresh_from_db()
        html = chief.client.get(replace_url(self.picture)).content.decode()
        self.assertIn("Readers see it in 1 place", html)
        self.assertIn("Their approval stands, and they will go out with the new one", html)
        self.assertIn("approved, and not public yet", html)

    def test_feeds_follow_another_file(self):
        before = set(FeedState.objects.values_list("version", flat=True))
        desk = Desk("Editor")
        body = multipart({}, "file", "new.jpg", picture(size=(300, 200)))
        sent = desk.client.post(
            replace_url(self.picture),
            body,
            content_type="multipart/form-data; boundary=a-boundary-that-no-file-contains",
        )
        with self.captureOnCommitCallbacks(execute=True):
            desk.client.post(replace_url(self.picture), {"new": sent.url.partition("new=")[2], "replace": "yes"})
        self.assertNotEqual(before, set(FeedState.objects.values_list("version", flat=True)))

    def test_who_may_not_change_it_may_not_replace_it(self):
        for role, status in (("Writer", 302), ("Editor", 200), ("Publisher", 200), ("Approver", 302)):
            self.assertEqual(Desk(role).client.get(replace_url(self.picture)).status_code, status, role)


@tag("once")
class OtherKindsTests(MediaTestCase):
    def test_documents_and_recordings_say_where_they_are_used_too(self):
        self.log_in()
        document = self.make_document()
        recording = Media.objects.create(title="A", type="audio", file=ReplaceTests._file(self, "a.wav", sound()))
        page = self.make_page(title="With files")
        record_uses(page, [document.public_id, recording.public_id])
        for name, asset in (("wagtaildocs", document), ("wagtailmedia", recording)):
            for view in ("edit", "delete"):
                html = self.client.get(reverse(f"{name}:{view}", args=[asset.pk])).content.decode()
                self.assertIn("With files", html)
        self.assertIn("Readers see it now in 1 place", html)
        self.assertEqual(Document.objects.count(), 1)
