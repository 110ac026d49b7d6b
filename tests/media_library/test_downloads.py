"""What readers may take of a picture: which files there are, what they are called, and who gets them."""

from datetime import date, timedelta
from io import BytesIO

from django.core.files.storage import default_storage
from django.db import connection
from django.test import tag
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from PIL import Image as Pillow

from media_library.downloads import offers, prefetch_offers
from media_library.models import Crop, Download, Image
from media_library.renditions import CARD, enqueue_renditions, make_missing, rendition_for
from media_library.uses import record_uses
from wordings.models import locale_codes

from .base import MediaTestCase
from .hostile_files import picture

NAME = "northshore-tidal-station-turbine-2026"


@tag("once")
class DownloadsTestCase(MediaTestCase):
    size = (640, 400)

    def setUp(self):
        super().setUp()
        locale_codes()

    def make_turbine(self, content=None, name="IMG_4711.jpg", **fields):
        fields = {"terms": "free_with_credit", "taken_on": date(2026, 3, 14)} | fields
        image = self.make_image(content or picture(size=self.size), name, **fields)
        image.set_words("en", title="Northshore tidal station turbine", alt="A crane")
        image.set_words("fa", title="توربین ایستگاه جزر و مد", alt="جرثقیل")
        image.save()
        make_missing(image)
        return self.again(image)

    def again(self, image):
        return Image.objects.get(pk=image.pk)

    def offer(self, image, size, form="jpeg"):
        return next(offer for offer in offers(self.again(image)) if (offer.size, offer.form) == (size, form))

    def opened(self, offer):
        with default_storage.open(offer.path) as file:
            picture = Pillow.open(BytesIO(file.read()))
        picture.load()
        return picture

    def save(self, image, **fields):
        for name, value in fields.items():
            setattr(image, name, value)
        with self.captureOnCommitCallbacks(execute=True):
            image.save()


@tag("once")
class OffersTests(DownloadsTestCase):
    def test_each_offer_is_what_it_says(self):
        image = self.make_turbine()
        self.assertEqual({offer.size for offer in offers(image)}, {"web", "social", "square", "story"})
        for offer in offers(image):
            with self.subTest(offer.file_name):
                made = self.opened(offer)
                self.assertEqual((made.format, made.size), (offer.form.upper(), (offer.width, offer.height)))
                self.assertEqual(default_storage.size(offer.path), offer.weight)
                extension = "jpg" if offer.form == "jpeg" else offer.form
                self.assertEqual(offer.file_name, f"{NAME}-{offer.size}.{extension}")
                self.assertEqual(offer.url, f"/media/{image.public_id}/{offer.size}/{offer.file_name}")

    def test_sizes_have_their_names_and_are_never_blown_up(self):
        image = self.make_turbine(picture("PNG", size=(3700, 1000)), "a.png", genre="map", original_offered=True)
        pixels = {offer.size: (offer.width, offer.height) for offer in offers(image)}
        self.assertEqual(
            pixels,
            {"original": (3700, 1000), "print": (3508, 948), "web": (2000, 540), "social": (1200, 630),
             "square": (1000, 1000), "story": (562, 1000)},
        )  # fmt: skip
        self.assertEqual(next(iter(pixels)), "original")
        # A drawing is offered as PNG in every size.
        self.assertEqual({offer.size for offer in offers(image) if offer.form == "png"}, set(pixels))

    def test_a_photograph_has_one_png_and_no_print_size_that_it_has_no_pixels_for(self):
        image = self.make_turbine()
        self.assertEqual([offer.size for offer in offers(image) if offer.form == "png"], ["web"])
        self.assertNotIn("print", {offer.size for offer in offers(image)})

    def test_the_editor_s_own_crop_decides_what_a_size_shows_and_the_link_preview_too(self):
        content = picture(size=(640, 400))
        image = self.make_turbine(content)
        whole = Pillow.open(BytesIO(content))
        before = self.opened(self.offer(image, "square"))
        with self.captureOnCommitCallbacks(execute=True):
            Crop.objects.create(image=image, shape="square", x=0, y=0, width=200, height=200)
            Crop.objects.create(image=image, shape="social", x=400, y=250, width=240, height=126)
        for size, box in (("square", (0, 0, 200, 200)), ("social", (400, 250, 640, 376))):
            self.assertLess(difference(self.opened(self.offer(image, size)), whole.crop(box)), 6)
        self.assertGreater(difference(before, whole.crop((0, 0, 200, 200))), 20)
        with rendition_for(self.again(image), CARD).file.open() as file:
            self.assertLess(difference(Pillow.open(file), whole.crop((400, 250, 640, 376))), 8)

    def test_without_a_crop_the_focal_point_stays_in_the_picture(self):
        content = BytesIO()
        marked = Pillow.new("RGB", (640, 400), "white")
        marked.paste("red", (600, 180, 640, 220))
        marked.save(content, "PNG")
        image = self.make_turbine(content.getvalue(), "a.png")
        self.assertFalse(red(self.opened(self.offer(image, "story"))))
        self.save(image, focal_point_x=620, focal_point_y=200, focal_point_width=40, focal_point_height=40)
        self.assertTrue(red(self.opened(self.offer(image, "story"))))

    def test_a_box_beyond_the_picture_is_brought_back_into_it(self):
        image = self.make_turbine()
        with self.captureOnCommitCallbacks(execute=True):
            Crop.objects.create(image=image, shape="story", x=630, y=390, width=5000, height=5000)
        made = self.opened(self.offer(image, "story"))
        self.assertAlmostEqual(made.height / made.width, 16 / 9, delta=0.3)

    def test_nothing_is_offered_of_what_has_to_be_asked_for_or_whose_rights_have_ended(self):
        image = self.make_turbine()
        paths = [offer.path for offer in offers(image)]
        self.save(image, terms="ask")
        self.assertEqual(offers(self.again(image)), [])
        self.save(image, terms="free")
        self.assertEqual(len(offers(self.again(image))), len(paths))
        self.save(image, expires_on=timezone.localdate() - timedelta(days=1))
        self.assertEqual(offers(self.again(image)), [])
        self.assertFalse(Download.objects.exists())
        self.assertFalse([path for path in paths if default_storage.exists(path)])

    def test_the_original_is_offered_only_where_an_editor_says_so(self):
        image = self.make_turbine()
        self.assertNotIn("original", {offer.size for offer in offers(image)})
        self.save(image, original_offered=True)
        offer = self.offer(image, "original")
        with image.open_file() as file:
            self.assertEqual(self.opened(offer).tobytes(), Pillow.open(file).tobytes())
        self.save(image, original_offered=False)
        self.assertNotIn("original", {offer.size for offer in offers(self.again(image))})

    def test_an_asset_that_is_no_picture_is_offered_as_it_is(self):
        (offer,) = offers(self.make_document(terms="free"))
        self.assertEqual((offer.size, offer.form, offer.width), ("original", "pdf", None))
        self.assertEqual(offers(self.make_document(terms="ask")), [])

    def test_a_list_of_offers_costs_one_query(self):
        for number in range(3):
            self.make_turbine(picture(size=(60, 40)), f"{number}.jpg")
        images = list(Image.objects.all())
        with self.assertNumQueries(1):
            images = prefetch_offers([*images, None])
            urls = [(offer.url, offer.weight, offer.file_name) for image in images for offer in offers(image)]
        self.assertGreater(len(urls), 30)

    def test_sizes_are_called_in_the_reader_s_language(self):
        offer = self.offer(self.make_turbine(picture(size=(60, 40))), "web", "webp")
        self.assertEqual((str(offer.label), offer.form_label), ("web", "WebP"))
        with translation.override("fa"):
            self.assertTrue(str(offer.label))

    def test_another_file_in_the_place_of_the_old_one_is_what_readers_get(self):
        image = self.make_turbine(picture(size=(64, 40)))
        with self.captureOnCommitCallbacks(execute=True):
            image.file.save("b.png", _file(picture("PNG", size=(80, 80))))
            image.renditions.all().delete()
            enqueue_renditions([image.pk])
        self.assertEqual((self.offer(image, "web").width, self.offer(image, "web").height), (80, 80))

    def test_rows_and_files_go_with_the_picture(self):
        image = self.make_turbine(picture(size=(60, 40)))
        paths = [offer.path for offer in offers(image)]
        with self.captureOnCommitCallbacks(execute=True):
            image.delete()
        self.assertFalse([path for path in paths if default_storage.exists(path)])


@tag("once")
class GateOfDownloadsTests(DownloadsTestCase):
    size = (64, 40)

    def use(self, image):
        record_uses(self.make_page(), [image.public_id])

    def status(self, url):
        return self.client.get(url).status_code

    def test_readers_get_them_while_a_public_page_uses_the_picture(self):
        image = self.make_turbine(original_offered=True)
        found = offers(image)
        self.assertEqual({self.status(offer.url) for offer in found}, {404})
        self.use(image)
        for offer in found:
            with self.assertNumQueries(3):
                answer = self.client.get(offer.url)
            self.assertEqual(answer.status_code, 200)
            self.assertEqual(answer["Cache-Control"], "public, max-age=600")
            self.assertEqual(int(answer["Content-Length"]), offer.weight)
            self.assertEqual(answer["Content-Disposition"], f'inline; filename="{offer.file_name}"')

    def test_download_stores_it_under_a_name_that_a_person_can_read(self):
        image = self.make_turbine()
        self.use(image)
        offer = self.offer(image, "web")
        answer = self.client.get(offer.download_url)
        name = f"{NAME}-web.jpg"
        self.assertEqual(answer["Content-Disposition"], f"attachment; filename=\"{name}\"; filename*=UTF-8''{name}")
        persian = self.client.get(f"{offer.url}?download=fa")["Content-Disposition"]
        self.assertIn(f'filename="{name}"', persian)
        self.assertTrue(persian.endswith("-2026-web.jpg"), persian)
        self.assertIn("filename*=UTF-8''%D8%AA%D9%88", persian)

    def test_terms_that_change_close_them_at_once_although_the_job_has_not_come(self):
        image = self.make_turbine(original_offered=True)
        self.use(image)
        found = offers(image)
        for fields in ({"terms": "ask"}, {"expires_on": timezone.localdate() - timedelta(days=1)}):
            Image.objects.filter(pk=image.pk).update(**fields)
            self.assertEqual({self.status(offer.url) for offer in found}, {404})
            Image.objects.filter(pk=image.pk).update(terms="free", expires_on=None)
        Image.objects.filter(pk=image.pk).update(original_offered=False)
        self.assertEqual({offer.size for offer in found if self.status(offer.url) == 404}, {"original"})

    def test_what_has_to_be_asked_for_has_its_files_ready_for_those_who_get_them(self):
        image = self.make_turbine(terms="ask")
        rows = Download.objects.filter(image=image)
        self.assertLessEqual({"original", "web"}, {row.size for row in rows})
        self.use(image)
        self.assertEqual({self.status(row.url) for row in rows}, {404})

    def test_their_original_says_whose_it_is_and_goes_when_nobody_has_to_ask_any_more(self):
        image = self.make_turbine(terms="ask", credit="Omid Karimi")
        original = Download.objects.get(image=image, size="original")
        with default_storage.open(original.file.name) as file:
            self.assertIn(b"Omid Karimi", file.read())
        self.save(image, terms="free")
        make_missing(self.again(image))
        self.assertFalse(Download.objects.filter(image=image, size="original").exists())
        self.assertFalse(default_storage.exists(original.file.name))

    def test_staff_read_them_all_the_same_and_nobody_keeps_a_copy(self):
        image = self.make_turbine()
        (url, *_others) = [offer.url for offer in offers(image)]
        Image.objects.filter(pk=image.pk).update(terms="ask")
        self.log_in()
        self.assertEqual(self.client.get(url)["Cache-Control"], "private, no-store")

    def test_an_address_keeps_leading_to_the_file_when_its_name_has_changed(self):
        image = self.make_turbine()
        self.use(image)
        before = self.offer(image, "web").url
        image.set_words("en", title="A turbine of another name")
        self.save(image)
        after = self.offer(image, "web")
        self.assertEqual(after.file_name, "a-turbine-of-another-name-2026-web.jpg")
        self.assertEqual((self.status(before), self.status(after.url)), (200, 200))

    def test_what_does_not_exist_costs_as_many_queries_as_what_may_not_be_read(self):
        image = self.make_turbine()
        known = self.offer(image, "web").url
        addresses = (known, known + "x", f"/media/{image.public_id}/huge/a.jpg", f"/media/{'0' * 32}/web/a.jpg")
        self.assertEqual(len({self.queries_of_a_refusal(url) for url in addresses}), 1)

    def queries_of_a_refusal(self, url):
        with CaptureQueriesContext(connection) as queries:
            self.assertEqual(self.status(url), 404)
        return len(queries)

    def test_a_file_stored_under_the_path_of_the_storage_has_no_address_of_its_own(self):
        image = self.make_turbine()
        self.use(image)
        stored = self.offer(image, "web").path.rpartition("/")[2]
        self.assertEqual(self.status(f"/media/{image.public_id}/{stored}"), 404)

    def test_a_title_in_persian_alone_gives_a_name_in_ascii(self):
        image = self.make_image(picture(size=(60, 40)), terms="free")
        image.set_words("fa", title="نیزار در مه")
        image.save()
        make_missing(image)
        name = self.offer(image, "web").file_name
        self.assertRegex(name, r"\A[a-z-]+-web\.jpg\Z")

    def test_what_the_desk_calls_a_picture_is_in_no_name(self):
        for words, expected in (
            ({"alt": "A gate"}, "a-gate-web.jpg"),
            ({"alt": "A gate", "caption": "The gate at dawn"}, "the-gate-at-dawn-web.jpg"),
            ({}, None),
        ):
            image = self.make_image(picture(size=(60, 40)), terms="free", title="Layoffs on Tuesday, not to publish")
            image.set_words("en", **words)
            image.save()
            make_missing(image)
            self.assertEqual(self.offer(image, "web").file_name, expected or f"{image.public_id[:8]}-web.jpg")

    def test_a_title_without_letters_or_of_any_length_gives_a_name_too(self):
        for title, expected in (
            ("…", r"file-web\.jpg"),
            ("word " * 50, r"word(-word){10,14}-web\.jpg"),
            ('a"b\r\nc/../d', r"a-b-c-d-web\.jpg"),
        ):
            image = self.make_image(picture(size=(60, 40)), terms="free")
            image.set_words("en", title=title)
            image.save()
            make_missing(image)
            self.assertRegex(self.offer(image, "web").file_name, rf"\A{expected}\Z")


def difference(one, other):
    """The mean difference of a channel, of 255."""
    from PIL import ImageChops, ImageStat

    other = other.convert("RGB").resize(one.size)
    return sum(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other)).mean) / 3


def red(picture):
    return any(r > 200 and g < 90 and b < 90 for _count, (r, g, b) in picture.convert("RGB").getcolors(10_000_000))


def _file(content):
    from django.core.files.base import ContentFile

    return ContentFile(content)
