"""Many files at once, the same file twice, and words for all of them at one time."""

import wave
from io import BytesIO
from unittest import mock

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.db import OperationalError
from django.test import tag
from django.urls import reverse
from wagtail.log_actions import registry
from wagtail.models import Collection, GroupCollectionPermission

from media_library.models import Document, Image, Media
from media_library.uses import record_uses
from topics.models import Topic

from .base import MediaTestCase
from .hostile_files import pdf, picture


def sound(seconds=1):
    file = BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(1)
        written.setframerate(8000)
        written.writeframes(b"\x80" * 8000 * seconds)
    return file.getvalue()


ADD = {Image: "wagtailimages:add_multiple", Document: "wagtaildocs:add_multiple", Media: "media_add_multiple"}
FILES = {Image: ("a.jpg", picture()), Document: ("a.pdf", pdf()), Media: ("a.wav", sound())}


class UploadCase(MediaTestCase):
    def setUp(self):
        super().setUp()
        self.user = self.log_in()

    def send(self, model, name=None, content=None, **fields):
        stock_name, stock = FILES[model]
        answer = self.upload(reverse(ADD[model]), fields, "files[]", name or stock_name, content or stock)
        self.assertEqual(answer.status_code, 200)
        return answer.json()

    def set_for_all(self, model, assets, script=True, **fields):
        address = reverse("wagtail_bulk_action", args=["media_library", model._meta.model_name, "set_for_all"])
        query = "&".join(f"id={asset.pk}" for asset in assets)
        headers = {"x-requested-with": "XMLHttpRequest"} if script else {}
        return self.client.post(f"{address}?{query}&next=/admin/images/", fields, headers=headers)

    def many(self, number):
        rows = [Media(title=f"Recording {n}", type="audio", duration=1, marked_public=True) for n in range(number)]
        collection = Collection.get_first_root_node()
        for row in rows:
            row.collection, row.file.name = collection, f"media/{row.public_id}/sound.wav"
        Media.objects.bulk_create(rows)
        return list(Media.objects.order_by("pk"))


def save_but(broken, fault=OperationalError, save=Media.save):
    """In place of `Media.save`: one of them breaks."""

    def step(recording, *args, **kwargs):
        if recording.pk == broken.pk:
            raise fault("database is locked")
        save(recording, *args, **kwargs)

    return step


@tag("once")
class ManyAtOnceTests(UploadCase):
    def test_each_kind_takes_many_and_refuses_in_words_what_it_does_not_take(self):
        for model in ADD:
            with self.subTest(model.__name__):
                page = self.client.get(reverse(ADD[model])).content.decode()
                self.assertIn("Set for all files of this page", page)
                self.assertTrue(self.send(model)["success"])
                refused = self.send(model, name="a.exe", content=b"MZ" + b"\0" * 90)
                self.assertFalse(refused["success"])
                self.assertIn("Files of this kind are not taken", refused["error_message"])
                self.assertEqual(model.objects.count(), 1)

    def test_a_recording_is_audio_or_video_by_its_ending_and_belongs_to_who_sent_it(self):
        answer = self.send(Media, title="Tunnel")
        made = Media.objects.get()
        self.assertEqual((made.title, made.type, made.uploaded_by_user), ("Tunnel", "audio", self.user))
        address = reverse("media_edit_multiple", args=[made.pk])
        prefix = f"media-{answer['media_id']}"
        fields = {"title": "Water in the tunnel", "transcript_fa": "آب", "terms": "free", "ai_origin": "none"}
        saved = self.client.post(address, {f"{prefix}-{name}": value for name, value in fields.items()})
        self.assertTrue(saved.json()["success"])
        made = Media.objects.get()
        self.assertEqual((made.title, made.terms, made.word("transcript", "fa")), ("Water in the tunnel", "free", "آب"))
        self.assertTrue(self.client.post(reverse("media_delete_multiple", args=[made.pk])).json()["success"])
        self.assertFalse(Media.objects.exists())

    def test_what_is_set_for_all_is_set_and_what_is_left_empty_stays(self):
        water, soil = (Topic.objects.create(name=name, slug=name) for name in ("water", "soil"))
        images = [self.make_image(credit="Old", creator="Omid") for _ in range(3)]
        images[0].topics.add(soil)
        answer = self.set_for_all(Image, images, credit="Karizan", terms="free", topics=[water.pk]).json()
        self.assertEqual(answer["set"], [image.pk for image in images])
        self.assertEqual(set(Image.objects.values_list("credit", "terms", "creator")), {("Karizan", "free", "Omid")})
        self.assertEqual(set(images[0].topics.all()), {water, soil})

    def test_nothing_to_set_and_a_wrong_date_are_told_and_nothing_is_changed(self):
        image = self.make_image(credit="Old")
        self.assertEqual(
            self.set_for_all(Image, [image]).json()["messages"], ["Nothing is filled in: there is nothing to set."]
        )
        answer = self.set_for_all(Image, [image], credit="New", expires_on="soon").json()
        self.assertFalse(answer["success"])
        self.assertEqual(Image.objects.get().credit, "Old")
        self.assertEqual(self.set_for_all(Image, [], credit="x").status_code, 404)

    def test_what_could_not_be_set_is_named(self):
        recordings = self.many(40)
        busy = mock.patch.object(Media, "save", autospec=True, side_effect=save_but(recordings[35]))
        with busy, self.assertLogs("media_library.desk.for_all", "ERROR"):
            answer = self.set_for_all(Media, recordings, credit="Karizan").json()
        self.assertEqual((answer["success"], answer["set"]), (False, []))
        self.assertFalse(Media.objects.filter(credit="Karizan").exists())
        self.assertIn("“Recording 39” could not be changed", " ".join(answer["messages"]))

    def test_the_history_of_each_says_who_has_set_something(self):
        image = self.make_image()
        self.set_for_all(Image, [image], credit="Karizan")
        self.assertEqual([entry.user for entry in registry.get_logs_for_instance(image)], [self.user])

    def test_a_date_may_be_of_either_calendar(self):
        image = self.make_image()
        self.set_for_all(Image, [image], expires_on="۱۴۰۵/۹/۲")
        self.assertEqual(Image.objects.get().expires_on.isoformat(), "2026-11-23")

    def test_from_the_listing_it_is_a_page_that_leads_back(self):
        documents = [self.make_document(), self.make_document(name="b.pdf")]
        address = reverse("wagtail_bulk_action", args=["media_library", "document", "set_for_all"])
        html = self.client.get(address, {"id": [d.pk for d in documents]}).content.decode()
        self.assertIn("For these 2 files", html)
        answer = self.set_for_all(Document, documents, script=False, credit="Desk")
        self.assertRedirects(answer, "/admin/images/", fetch_redirect_response=False)
        self.assertEqual(set(Document.objects.values_list("credit", flat=True)), {"Desk"})

    def test_all_in_the_listing_are_those_that_its_filters_show(self):
        shown, other = self.make_image(terms="free"), self.make_image(terms="ask")
        address = reverse("wagtail_bulk_action", args=["media_library", "image", "delete"])
        self.client.post(f"{address}?id=all&terms=free", {})
        self.assertEqual(list(Image.objects.all()), [other])
        self.assertNotEqual(shown.pk, other.pk)

    def test_who_may_not_change_one_of_them_changes_the_others(self):
        writer = get_user_model().objects.create_user("writer", "w@example.org", "secret")
        group = writer.groups.create(name="Adders")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        GroupCollectionPermission.objects.create(
            group=group, collection=Collection.get_first_root_node(),
            permission=Permission.objects.get(codename="add_image", content_type__app_label="media_library"),
        )  # fmt: skip
        own, others = self.make_image(uploaded_by_user=writer), self.make_image(uploaded_by_user=self.user)
        self.client.force_login(writer)
        answer = self.set_for_all(Image, [own, others], credit="Mine").json()
        self.assertEqual(answer["set"], [own.pk])
        self.assertIn("not yours to change", " ".join(answer["messages"]))
        others.refresh_from_db()
        self.assertEqual(others.credit, "")

    def test_before_many_are_deleted_it_says_how_many_readers_see(self):
        shown, other = self.make_document(), self.make_document(name="b.pdf")
        record_uses(self.make_page(), [shown.public_id])
        address = reverse("wagtail_bulk_action", args=["media_library", "document", "delete"])
        html = self.client.get(address, {"id": [shown.pk, other.pk]}).content.decode()
        self.assertIn("Readers see 1 of them now", html)


@tag("once")
class DuplicateTests(UploadCase):
    def test_the_same_file_is_noticed_for_each_kind_and_either_may_stay(self):
        for model in ADD:
            with self.subTest(model.__name__):
                self.assertFalse(self.send(model, title="First")["duplicate"])
                model.objects.update(credit="Omid / Karizan")
                answer = self.send(model, name=f"other-name.{FILES[model][0][-3:]}")
                self.assertTrue(answer["duplicate"])
                shown = answer["confirm_duplicate_upload"]
                for text in ("First", "Omid / Karizan", "Keep both", "Use the one that is there"):
                    self.assertIn(text, shown)
                self.assertEqual(model.objects.count(), 2)
                address = shown.partition('href="')[2]
                address = next(part for part in shown.split('"') if part.endswith("/delete/"))
                self.assertTrue(self.client.post(address).json()["success"])
                self.assertEqual(model.objects.get().title, "First")

    def test_a_file_is_known_by_what_it_was_before_it_was_cleaned_and_after(self):
        marked = picture(comment=b"private")
        first = self.make_image(marked, name="one.jpg")
        self.assertNotEqual(first.came_as, first.file_hash)
        with first.file.open("rb") as stored:
            clean = stored.read()
        for content in (marked, clean):
            self.assertTrue(self.send(Image, name="two.jpg", content=content)["duplicate"])
        self.assertFalse(self.send(Image, name="two.jpg", content=picture(size=(99, 77)))["duplicate"])

    def test_the_form_for_one_file_saves_it_and_tells_of_the_other(self):
        self.make_document(title="Report of the year")
        fields = {"title": "Again", "terms": "ask", "ai_origin": "none"}
        self.upload(reverse("wagtaildocs:add"), fields, "file", "b.pdf", pdf())
        self.assertEqual(Document.objects.count(), 2)
        html = self.client.get(reverse("wagtaildocs:index")).content.decode()
        self.assertIn("The library has this very file already: “Report of the year”", html)

    def test_a_recording_that_was_made_by_code_is_known_too(self):
        made = Media.objects.create(title="Sound", type="audio", file=ContentFile(sound(), "a.wav"))
        self.assertTrue(made.file_hash)
        self.assertTrue(self.send(Media)["duplicate"])
