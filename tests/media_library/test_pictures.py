from html.parser import HTMLParser
from io import BytesIO
from unittest import mock

from django.template import Context, Template
from django.test import RequestFactory, tag
from django.utils import translation
from PIL import Image as Pillow

from media_library.models import Image, Rendition
from media_library.named_sizes import pieces_of
from media_library.renditions import (
    CARD,
    card_url,
    enqueue_renditions,
    make_missing,
    prefetch_pictures,
    rendition_for,
    specs_of,
    widths_of,
)
from media_library.uses import record_uses
from wordings.models import locale_codes

from .base import MediaTestCase
from .hostile_files import picture


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def all(self, tag):
        return [attrs for name, attrs in self.found if name == tag]


@tag("once")
class PictureTestCase(MediaTestCase):
    def setUp(self):
        super().setUp()
        locale_codes()
        self.image = self.make_image(picture(size=(900, 600)))
        self.image.set_words("en", alt="A dam")
        self.image.set_words("fa", alt="یک سد")
        self.image.save()

    def render(self, arguments="", image=None, **request):
        context = Context({"image": image or self.image})
        context["request"] = RequestFactory().get("/")
        for name, value in request.items():
            setattr(context["request"], name, value)
        html = Template("{% load media_tags %}{% picture image " + arguments + " %}").render(context)
        return Tags(html)


@tag("once")
class SizesTests(PictureTestCase):
    def test_no_size_is_larger_than_the_original(self):
        self.assertEqual(widths_of(self.image), [480, 800, 900])
        self.assertEqual(widths_of(Image(width=4000)), [480, 800, 1200, 1600, 2400])
        self.assertEqual(widths_of(Image(width=1200)), [480, 800, 1200])
        make_missing(self.image)
        self.assertLessEqual(max(self.image.renditions.values_list("width", flat=True)), 900)

    def test_all_sizes_are_made_once(self):
        self.assertEqual(make_missing(self.image), len(specs_of(self.image)) + len(pieces_of(self.image)))
        with mock.patch.object(Image, "create_rendition") as create:
            self.assertEqual(make_missing(Image.objects.get()), 0)
        create.assert_not_called()

    def test_a_new_focal_point_makes_new_cuts_and_leaves_widths_alone(self):
        make_missing(self.image)
        self.image.focal_point_x = self.image.focal_point_y = 100
        self.image.focal_point_width = self.image.focal_point_height = 80
        self.image.save()
        self.assertEqual(make_missing(Image.objects.get()), 6 + 9)  # of pages, and of what readers take

    def test_the_card_has_its_shape_and_stays_below_its_limit(self):
        noise = Pillow.effect_noise((2000, 1400), 120).convert("RGB")
        buffer = BytesIO()
        noise.save(buffer, "JPEG", quality=95)
        image = self.make_image(buffer.getvalue())
        image.get_rendition(CARD)
        card = rendition_for(image, CARD)
        self.assertEqual((card.width, card.height), (1200, 630))
        self.assertLessEqual(card.file.size, 300 * 1024)
        self.assertEqual(card_url(image), card.url)

    def test_one_size_that_fails_does_not_take_the_others(self):
        def fails_for_avif(image, filter):
            if "avif" in filter.spec:
                raise OSError("encoder")
            return original(image, filter)

        original = Image.create_rendition
        with (
            mock.patch.object(Image, "create_rendition", fails_for_avif),
            self.assertLogs("media_library", level="ERROR"),
        ):
            make_missing(self.image)
        self.assertFalse(self.image.renditions.filter(filter_spec__contains="avif").exists())
        self.assertTrue(rendition_for(self.image, "width-480|format-jpeg"))

    def test_only_pictures_that_lack_sizes_are_queued(self):
        make_missing(self.image)
        other = self.make_image()
        with mock.patch("media_library.tasks.make_renditions") as task:
            enqueue_renditions([self.image.pk, other.pk])
        task.enqueue.assert_called_once_with(other.pk)

    def test_asking_for_what_does_not_exist_makes_nothing(self):
        self.assertIsNone(rendition_for(self.image, CARD))
        self.assertEqual(card_url(self.image), "")
        self.assertFalse(Rendition.objects.exists())


@tag("once")
class PictureTagTests(PictureTestCase):
    def test_it_offers_avif_webp_and_jpeg_of_all_widths(self):
        make_missing(self.image)
        tags = self.render('sizes="50vw" class="lead"')
        self.assertEqual([source["type"] for source in tags.all("source")], ["image/avif", "image/webp"])
        (img,) = tags.all("img")
        for shown in [*tags.all("source"), img]:
            self.assertEqual([part.split()[1] for part in shown["srcset"].split(", ")], ["480w", "800w", "900w"])
            self.assertEqual(shown["sizes"], "50vw")
        self.assertEqual((img["width"], img["height"]), ("900", "600"))
        self.assertEqual((img["alt"], img["class"], img["loading"]), ("A dam", "lead", "lazy"))
        self.assertNotIn("fetchpriority", img)

    def test_the_one_leading_picture_is_fetched_first(self):
        make_missing(self.image)
        (img,) = self.render('loading="eager"').all("img")
        self.assertEqual((img["loading"], img["fetchpriority"]), ("eager", "high"))

    def test_the_square_profile(self):
        make_missing(self.image)
        (img,) = self.render('profile="square"').all("img")
        self.assertEqual((img["width"], img["height"]), ("480", "480"))

    def test_alternative_text_follows_the_language(self):
        make_missing(self.image)
        with translation.override("fa"):
            self.assertEqual(self.render().all("img")[0]["alt"], "یک سد")

    def test_text_in_another_language_says_so(self):
        self.image.set_words("fa", alt="")
        self.image.save()
        with translation.override("fa"):
            (img,) = self.render().all("img")
        self.assertEqual((img["alt"], img["lang"]), ("A dam", "en"))

    def test_decorative_pictures_and_own_texts(self):
        self.assertEqual(self.render("decorative=True").all("img")[0]["alt"], "")
        self.assertEqual(self.render('alt="Own"').all("img")[0]["alt"], "Own")
        self.image.contextual_alt_text = "In context"
        self.assertEqual(self.render().all("img")[0]["alt"], "In context")
        self.image.decorative = True
        self.assertEqual(self.render().all("img")[0]["alt"], "")

    def test_texts_are_escaped(self):
        (img,) = self.render('alt="<script>\'"').all("img")
        self.assertEqual(img["alt"], "<script>'")

    def test_a_reader_gets_a_placeholder_and_never_makes_a_size(self):
        tags = self.render()
        (img,) = tags.all("img")
        self.assertIn("media_library/pending", img["src"])
        self.assertEqual((img["width"], img["height"], img["alt"]), ("900", "600", "A dam"))
        self.assertFalse(Rendition.objects.exists())

    def test_a_preview_makes_the_one_size_that_it_shows(self):
        (img,) = self.render(is_preview=True).all("img")
        self.assertIn("/media/", img["src"])
        self.assertEqual(Rendition.objects.count(), 1)

    def test_no_picture_is_no_markup(self):
        self.assertEqual(Template("{% load media_tags %}{% picture image %}").render(Context({"image": None})), "")

    def test_prefetched_pictures_cost_two_queries_for_all(self):
        for image in (self.image, self.make_image(), self.make_image()):
            make_missing(image)
        with self.assertNumQueries(3):
            images = prefetch_pictures([*Image.objects.all(), None])
            html = [self.render(image=image) for image in images]
        self.assertEqual(len(html), 3)

    def test_publishing_makes_what_the_reader_gets(self):
        with self.captureOnCommitCallbacks(execute=True):
            record_uses(self.make_page(), [self.image.public_id])
        image = Image.objects.get(pk=self.image.pk)
        source = self.render(image=image).all("source")[0]["srcset"].split()[0]
        self.assertEqual(self.client.get(source)["Content-Type"], "image/avif")
