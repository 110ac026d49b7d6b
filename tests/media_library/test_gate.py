import random
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page

from media_library.models import AssetUse, Image, Media
from media_library.renditions import make_missing
from media_library.uses import assets_used_by, forget_uses, public_owners, record_uses
from wordings.models import locale_codes

from .base import MediaTestCase
from .hostile_files import picture

HEADERS = ("Cache-Control", "Content-Type", "Vary", "ETag", "Content-Security-Policy")


class GateTestCase(MediaTestCase):
    def setUp(self):
        super().setUp()
        locale_codes()
        self.document = self.make_document(terms="free")
        self.image = self.make_image()
        make_missing(self.image)
        self.rendition = self.image.renditions.get(filter_spec="width-320|format-jpeg")
        self.unknown = f"/media/{'0' * 32}/report.pdf"

    def log_in_without_admin(self):
        self.client.force_login(get_user_model().objects.create_user("reader", password="secret"))

    def queries_of_a_refusal(self, url):
        with CaptureQueriesContext(connection) as queries:
            self.assertEqual(self.client.get(url).status_code, 404)
        return len(queries)

    def use_on_page(self, *assets, **fields):
        page = self.make_page(**fields)
        record_uses(page, [asset.public_id for asset in assets])
        return page


class ReadersTests(GateTestCase):
    def test_an_unused_asset_is_answered_like_one_that_does_not_exist(self):
        missing = self.client.get(self.unknown)
        for url in (self.document.url, self.rendition.url, self.image.url):
            response = self.client.get(url)
            self.assertEqual(response.status_code, 404)
            self.assertEqual(response.content.replace(url.encode(), b""), self.body_without_path(missing))
            self.assertEqual(
                {name: response.get(name) for name in HEADERS}, {name: missing.get(name) for name in HEADERS}
            )

    def body_without_path(self, response):
        return response.content.replace(self.unknown.encode(), b"")

    def test_every_refusal_costs_the_same_number_of_queries(self):
        self.use_on_page(self.document, live=False)
        addresses = (
            self.document.url,
            self.rendition.url,
            self.image.url,
            self.unknown,
            self.document.url + "x",
            "/media/not-an-id/report.pdf",
        )
        for url in addresses:
            with self.subTest(url):
                self.assertEqual(self.queries_of_a_refusal(url), self.queries_of_a_refusal(self.unknown))

    def test_a_wrong_name_under_a_public_id_costs_as_much_as_an_unknown_id(self):
        self.use_on_page(self.document)
        wrong = f"/media/{self.document.public_id}/other.pdf"
        self.assertEqual(self.queries_of_a_refusal(wrong), self.queries_of_a_refusal(self.unknown))

    def test_what_a_live_page_uses_is_public_in_three_queries(self):
        self.use_on_page(self.document, self.image)
        for url in (self.document.url, self.rendition.url):
            with self.assertNumQueries(3):
                response = self.client.get(url)
            self.assertEqual(response.status_code, 200)
            self.assertEqual(response["Cache-Control"], "public, max-age=600")
            self.assertEqual(response["Cross-Origin-Resource-Policy"], "cross-origin")
            self.assertEqual(response["X-Content-Type-Options"], "nosniff")
            self.assertIn("default-src 'none'", response["Content-Security-Policy"])
            self.assertNotIn("Last-Modified", response)
            self.assertNotIn("Cookie", response.get("Vary", ""))

    def test_it_is_gone_when_the_page_is_unpublished(self):
        page = self.use_on_page(self.document)
        self.assertEqual(self.client.get(self.document.url).status_code, 200)
        page.unpublish()
        self.assertEqual(self.client.get(self.document.url).status_code, 404)

    def test_it_is_gone_when_the_page_has_expired_although_the_runner_has_not_come(self):
        page = self.use_on_page(self.document)
        Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
        self.assertEqual(self.client.get(self.document.url).status_code, 404)

    def test_it_is_gone_when_the_page_above_is_not_live(self):
        parent = self.make_page(title="Section", slug="section")
        child = parent.add_child(instance=Page(title="Item", slug="item"))
        record_uses(child, [self.document.public_id])
        self.assertEqual(self.client.get(self.document.url).status_code, 200)
        Page.objects.filter(pk=parent.pk).update(live=False)
        self.assertEqual(self.client.get(self.document.url).status_code, 404)

    def test_it_is_gone_when_the_last_use_is_forgotten(self):
        page = self.use_on_page(self.document)
        forget_uses(page)
        self.assertEqual(self.client.get(self.document.url).status_code, 404)

    def test_one_of_two_pages_going_away_takes_nothing(self):
        first = self.use_on_page(self.document, title="One", slug="one")
        self.use_on_page(self.document, title="Two", slug="two")
        first.unpublish()
        self.assertEqual(self.client.get(self.document.url).status_code, 200)

    def test_the_mark_of_an_editor_opens_it(self):
        self.document.marked_public = True
        self.document.save()
        self.assertEqual(self.client.get(self.document.url).status_code, 200)

    def test_rights_that_have_ended_close_it(self):
        self.use_on_page(self.document)
        self.document.expires_on = timezone.localdate() - timedelta(days=1)
        self.document.save()
        self.assertEqual(self.client.get(self.document.url).status_code, 404)

    def test_a_closed_collection_stays_closed(self):
        closed = Collection.get_first_root_node().add_child(name="Closed")
        inner = closed.add_child(name="Inner")
        CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
        self.use_on_page(self.document)
        self.document.collection = inner
        self.document.save()
        unknown = self.queries_of_a_refusal(self.unknown)
        self.assertEqual(self.queries_of_a_refusal(self.document.url), unknown)

    def test_the_original_of_a_public_picture_is_not_public(self):
        self.use_on_page(self.image)
        self.image.get_rendition("original")
        self.assertEqual(self.client.get(self.image.url).status_code, 404)
        original = self.image.renditions.get(filter_spec="original")
        self.assertEqual(self.client.get(original.url).status_code, 404)

    def test_other_owners_count_as_far_as_their_room_says(self):
        record_uses(Group.objects.create(name="hidden"), [self.document.public_id])
        public_owners[Group] = lambda ids: Group.objects.filter(pk__in=ids, name="shown")
        self.addCleanup(public_owners.pop, Group)
        self.assertEqual(self.client.get(self.document.url).status_code, 404)
        Group.objects.filter(name="hidden").update(name="shown")
        with self.assertNumQueries(3):
            self.assertEqual(self.client.get(self.document.url).status_code, 200)

    def test_an_account_without_the_admin_reads_no_more_than_anybody(self):
        self.log_in_without_admin()
        for url in (self.document.url, self.image.url, self.unknown):
            self.assertEqual(self.client.get(url).status_code, 404)

    def test_such_an_account_is_refused_in_a_constant_number_of_queries(self):
        self.log_in_without_admin()
        addresses = (self.document.url, self.image.url, self.rendition.url, self.unknown)
        self.assertEqual(len({self.queries_of_a_refusal(url) for url in addresses}), 1)

    def test_only_reading_is_allowed(self):
        self.use_on_page(self.document)
        for method in ("post", "put", "delete", "patch", "options"):
            self.assertEqual(getattr(self.client, method)(self.document.url).status_code, 405)

    def test_no_address_holds_a_primary_key(self):
        self.assertRegex(self.document.url, r"\A/media/[0-9a-f]{32}/report\.pdf\Z")
        self.assertRegex(self.rendition.url, r"\A/media/[0-9a-f]{32}/press-photo\.width-320\.format-jpeg\.jpg\Z")

    def test_the_storage_itself_has_no_address(self):
        with self.assertRaises(ValueError):
            self.document.file.storage.url(self.document.file.name)

    def test_a_file_that_is_missing_on_disk_is_a_404(self):
        self.use_on_page(self.document)
        self.document.file.storage.delete(self.document.file.name)
        self.assertEqual(self.client.get(self.document.url).status_code, 404)

    def test_recordings_and_their_posters_pass_the_same_gate(self):
        media = Media.objects.create(
            title="A",
            type="audio",
            file=ContentFile(b"ID3" + b"\0" * 90, "a.mp3"),
            thumbnail=ContentFile(picture(), "poster.jpg"),
        )
        for url in (media.url, media.thumbnail.url):
            self.assertEqual(self.client.get(url).status_code, 404)
        self.use_on_page(media)
        for url in (media.url, media.thumbnail.url):
            self.assertEqual(self.client.get(url).status_code, 200)


class StaffTests(GateTestCase):
    def setUp(self):
        super().setUp()
        self.log_in()

    def test_staff_read_what_is_not_public_and_nobody_keeps_it(self):
        for url in (self.document.url, self.rendition.url, self.image.url):
            response = self.client.get(url)
            self.assertEqual(response.status_code, 200)
            self.assertEqual(response["Cache-Control"], "private, no-store")
            self.assertEqual(response["Cross-Origin-Resource-Policy"], "same-origin")

    def test_the_original_of_a_public_picture_is_kept_by_nobody(self):
        self.use_on_page(self.image)
        self.assertEqual(self.client.get(self.image.url)["Cache-Control"], "private, no-store")
        self.assertEqual(self.client.get(self.rendition.url)["Cache-Control"], "public, max-age=600")

    def test_the_permission_to_enter_the_admin_is_enough_and_needed(self):
        user = get_user_model().objects.create_user("writer", password="secret")
        self.client.force_login(user)
        self.assertEqual(self.client.get(self.document.url).status_code, 404)
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        self.assertEqual(self.client.get(self.document.url).status_code, 200)
        user.is_active = False
        user.save()
        self.assertEqual(self.client.get(self.document.url).status_code, 404)

    def test_what_does_not_exist_is_missing_for_staff_as_well(self):
        self.assertEqual(self.client.get(self.unknown).status_code, 404)


class UseRowsTests(GateTestCase):
    def test_recording_replaces_what_the_owner_used(self):
        page = self.use_on_page(self.document, self.image)
        record_uses(page, [self.image.public_id, self.image.public_id])
        self.assertEqual(assets_used_by(page), {self.image.public_id})
        self.assertEqual(AssetUse.objects.count(), 1)

    def test_a_page_and_its_specific_object_are_one_owner(self):
        page = self.use_on_page(self.document)
        forget_uses(Page.objects.get(pk=page.pk).specific)
        self.assertFalse(AssetUse.objects.exists())

    def test_sizes_are_made_once_the_transaction_stands(self):
        image = self.make_image()
        with self.captureOnCommitCallbacks() as callbacks:
            self.use_on_page(image)
            self.assertFalse(image.renditions.exists())
        for callback in callbacks:
            callback()
        self.assertTrue(image.renditions.exists())


class ResponseTests(GateTestCase):
    def setUp(self):
        super().setUp()
        self.use_on_page(self.document)
        with self.document.open_file() as file:
            self.content = file.read()
        self.etag = self.client.get(self.document.url)["ETag"]

    def get(self, **headers):
        return self.client.get(self.document.url, headers=headers)

    def test_head_says_what_get_would_say(self):
        get, head = self.get(), self.client.head(self.document.url)
        self.assertEqual(head.getvalue(), b"")
        for name in ("Content-Length", "Content-Type", "ETag", "Cache-Control", "Accept-Ranges"):
            self.assertEqual(head[name], get[name])

    def test_the_etag_is_drawn_anew_with_each_file_and_says_nothing_of_the_content(self):
        other = self.make_document(self.content, terms="free")
        self.assertNotEqual(other.etag, self.document.etag)
        self.document.file = ContentFile(self.content, "report.pdf")
        self.document.save()
        self.assertNotEqual(self.client.get(self.document.url)["ETag"], self.etag)

    def test_a_known_etag_is_answered_with_304(self):
        response = self.get(if_none_match=self.etag)
        self.assertEqual((response.status_code, response.content), (304, b""))
        self.assertEqual(response["ETag"], self.etag)
        self.assertEqual(response["Cache-Control"], "public, max-age=600")
        self.assertEqual(self.get(if_none_match='"other"').status_code, 200)

    def test_a_known_etag_opens_nothing(self):
        AssetUse.objects.all().delete()
        for headers in ({"if_none_match": self.etag}, {"if_match": '"other"'}, {"range": "bytes=0-1"}):
            self.assertEqual(self.get(**headers).status_code, 404)

    def test_ranges(self):
        size = len(self.content)
        for wanted, start, end in (
            ("bytes=0-0", 0, 0),
            ("bytes=5-9", 5, 9),
            (f"bytes={size - 1}-", size - 1, size - 1),
            ("bytes=10-", 10, size - 1),
            ("bytes=-7", size - 7, size - 1),
            ("bytes=0-999999999", 0, size - 1),
            ("bytes=-999999999", 0, size - 1),
        ):
            with self.subTest(wanted):
                response = self.get(range=wanted)
                self.assertEqual(response.status_code, 206)
                self.assertEqual(b"".join(response.streaming_content), self.content[start : end + 1])
                self.assertEqual(response["Content-Range"], f"bytes {start}-{end}/{size}")
                self.assertEqual(response["Content-Length"], str(end - start + 1))

    def test_a_range_behind_the_end_is_416(self):
        for wanted in (f"bytes={len(self.content)}-", "bytes=999999999-", "bytes=-0"):
            response = self.get(range=wanted)
            self.assertEqual(response.status_code, 416)
            self.assertEqual(response["Content-Range"], f"bytes */{len(self.content)}")

    def test_what_is_no_range_is_answered_with_the_whole(self):
        for wanted in ("bytes=9-5", "bytes=0-1,4-5", "lines=0-1", "bytes=-", "bytes=a-b", "bytes=" + "9" * 5000):
            response = self.get(range=wanted)
            self.assertEqual(response.status_code, 200)
            self.assertEqual(b"".join(response.streaming_content), self.content)

    def test_if_range_gives_the_part_only_of_the_same_file(self):
        self.assertEqual(self.get(range="bytes=0-1", if_range=self.etag).status_code, 206)
        self.assertEqual(self.get(range="bytes=0-1", if_range='"other"').status_code, 200)

    def test_documents_are_downloads_except_pdf(self):
        self.assertIn("inline", self.get()["Content-Disposition"])
        text = self.make_document(b"a;b\r\n", "table.csv", terms="free")
        self.use_on_page(text, title="Two", slug="two")
        response = self.client.get(text.url)
        self.assertEqual(response["Content-Disposition"], 'attachment; filename="table.csv"')
        self.assertIn("sandbox", response["Content-Security-Policy"])

    @override_settings(MEDIA_ACCEL_PREFIX="/protected/")
    def test_a_web_server_may_hand_out_the_bytes(self):
        response = self.get()
        self.assertEqual(response["X-Accel-Redirect"], f"/protected/{self.document.file.name}")
        self.assertEqual(response.content, b"")
        self.assertEqual(response["Content-Type"], "application/pdf")
        AssetUse.objects.all().delete()
        self.assertNotIn("X-Accel-Redirect", self.get())

    def test_random_addresses_never_break_the_view(self):
        self.assertEqual(self.client.get("/media/%00/%00.pdf").status_code, 404)
        noise = random.Random(3)
        for _ in range(100):
            raw = bytes(noise.randrange(1, 256) for _ in range(12)).hex()
            path = "".join(f"%{raw[i : i + 2]}" for i in range(0, len(raw), 2))
            self.assertIn(self.client.get(f"/media/{path}/{path}").status_code, (404,))


class AddressesTests(GateTestCase):
    def test_public_ids_are_128_random_bits(self):
        ids = {Image().public_id for _ in range(200)}
        self.assertEqual(len(ids), 200)
        self.assertTrue(all(len(public_id) == 32 and int(public_id, 16) >= 0 for public_id in ids))

    def test_files_lie_in_a_folder_of_that_name(self):
        self.assertEqual(self.document.file.name, f"documents/{self.document.public_id}/report.pdf")
        self.assertTrue(self.rendition.file.name.startswith(f"images/{self.image.public_id}/"))

    def test_deleting_an_asset_deletes_its_folder(self):
        with self.captureOnCommitCallbacks(execute=True):
            self.image.delete()
        self.assertFalse(self.image.file.storage.exists(f"images/{self.image.public_id}"))
