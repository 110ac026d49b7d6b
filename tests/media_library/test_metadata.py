import zipfile
from io import BytesIO

from django.core.files.base import ContentFile
from django.test import tag
from PIL import Image as Pillow
from PIL import ImageCms, PngImagePlugin

from media_library.models import Image, Media
from media_library.renditions import make_missing

from .base import MediaTestCase
from .hostile_files import jpeg_segment, office, pdf, picture, with_segment

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 photoshop:Credit="عکاس / آژانس" photoshop:Source="Agency desk"
 Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia">
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© Agency</rdf:li></rdf:Alt></dc:rights>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">A dam at dawn</rdf:li><rdf:li xml:lang="en-GB">A dam at
dawn</rdf:li><rdf:li xml:lang="fa">سدی در سپیده‌دم</rdf:li></rdf:Alt></dc:description>
<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="en">Water behind a wall</rdf:li></rdf:Alt>
</Iptc4xmpCore:AltTextAccessibility></rdf:Description></rdf:RDF></x:xmpmeta>"""


def exif(orientation=1, **texts):
    """EXIF with position, serial number, maker note and the given texts."""
    data = Pillow.Exif()
    data[0x0112] = orientation
    for number, value in {0x013B: texts.get("artist"), 0x8298: texts.get("copyright")}.items():
        if value:
            data[number] = value
    data[0x010E] = texts.get("description", "SECRETDESCRIPTION")
    data[0x9C9C] = "SECRETCOMMENT".encode("utf-16le")
    data.get_ifd(0x8769)[0xA431] = "SECRETSERIAL"
    data.get_ifd(0x8769)[0x927C] = b"SECRETMAKERNOTE"
    data.get_ifd(0x8825)[1] = "N"
    data.get_ifd(0x8825)[2] = (35.0, 41.0, 21.0)
    return data.tobytes()


def iim(**texts):
    datasets = {"byline": 80, "credit": 110, "source": 115, "copyright": 116, "caption": 120}
    body = b"\x1c\x01\x5a\0\x03\x1b%G"
    for name, text in texts.items():
        value = text.encode()
        body += bytes([0x1C, 2, datasets[name]]) + len(value).to_bytes(2, "big") + value
    block = b"8BIM\x04\x04\0\0" + len(body).to_bytes(4, "big") + body + b"\0" * (len(body) % 2)
    return jpeg_segment(0xED, b"Photoshop 3.0\0" + block)


@tag("once")
class ControlSignsTests(MediaTestCase):
    def test_the_photographers_notice_and_the_editors_come_in_together(self):
        notes = exif(copyright="(c) Omid Karimi\0(c) Karizan", artist="Omid\0")
        image = self.make_image(picture(exif=notes))
        self.assertEqual((image.copyright_notice, image.creator), ("(c) Omid Karimi, (c) Karizan", "Omid"))

    def test_signs_that_no_database_takes_stay_outside(self):
        content = picture()
        content = content[:2] + iim(byline="Omid\0Karimi", caption="A\x01 dam\0 at dawn") + content[2:]
        image = self.make_image(content)
        self.assertEqual((image.creator, image.word("caption", "en")), ("OmidKarimi", "A dam at dawn"))


@tag("once")
class PrivateMetadataTests(MediaTestCase):
    def content(self, asset):
        with asset.open_file() as file:
            return file.read()

    def test_position_serial_number_and_notes_leave_every_format(self):
        for kind, extension in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "avif"), ("HEIF", "heic")):
            with self.subTest(kind):
                content = picture(kind, exif=exif(), xmp=XMP.encode()) if kind != "PNG" else self.png()
                self.assertIn(b"SECRET", content)
                kept = self.content(self.make_image(content, f"a.{extension}"))
                for private in (b"SECRET", b"S\0E\0C\0R", b"Exif\0", b"eXIf", b"xmpmeta", b"Agency desk"):
                    self.assertNotIn(private, kept)
                self.assertFalse(Pillow.open(BytesIO(kept)).getexif())

    def png(self):
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Author", "SECRETAUTHOR")
        notes.add_itxt("XML:com.adobe.xmp", XMP)
        return picture("PNG", exif=exif(), pnginfo=notes)

    def test_comments_leave_gif_and_jpeg(self):
        for kind, extension in (("JPEG", "jpg"), ("GIF", "gif")):
            content = picture(kind, comment=b"SECRETCOMMENT")
            self.assertIn(b"SECRET", content)
            self.assertNotIn(b"SECRET", self.content(self.make_image(content, f"a.{extension}")))

    def test_upright_pictures_keep_their_very_pixels(self):
        for kind, extension in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("GIF", "gif")):
            content = picture(kind)
            kept = self.content(self.make_image(content, f"a.{extension}"))
            self.assertEqual(Pillow.open(BytesIO(content)).tobytes(), Pillow.open(BytesIO(kept)).tobytes())

    def test_pictures_on_their_side_are_turned(self):
        for kind, extension in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")):
            image = self.make_image(picture(kind, (320, 200), exif=exif(orientation=6)), f"a.{extension}")
            self.assertEqual((image.width, image.height), (200, 320))
            self.assertEqual(Pillow.open(BytesIO(self.content(image))).size, (200, 320))

    def test_the_colour_profile_stays_in_the_original_and_renditions_are_srgb(self):
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
        image = self.make_image(picture(icc_profile=profile))
        self.assertEqual(Pillow.open(BytesIO(self.content(image))).info["icc_profile"], profile)
        for form in ("jpeg", "webp", "avif", "png"):
            rendition = image.get_rendition(f"width-200|format-{form}")
            named = BytesIO(Pillow.open(rendition.file).info["icc_profile"])
            self.assertIn("sRGB", ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(named)))

    def test_renditions_hold_no_metadata_even_of_a_file_that_came_past_the_intake(self):
        for kind, extension in (("JPEG", "jpg"), ("PNG", "png")):
            image = self.make_image(picture(kind), f"a.{extension}")
            with open(image.file.path, "wb") as file:
                file.write(picture(kind, exif=exif()))
            image = Image.objects.get(pk=image.pk)
            make_missing(image)
            for rendition in [*image.renditions.all(), image.get_rendition("max-165x165")]:
                with rendition.file.open() as file:
                    content = file.read()
                self.assertNotIn(b"SECRET", content)
                self.assertFalse(Pillow.open(BytesIO(content)).getexif())

    def test_cmyk_becomes_what_browsers_show(self):
        rendition = self.make_image(picture(mode="CMYK")).get_rendition("width-200|format-jpeg")
        self.assertEqual(Pillow.open(rendition.file).mode, "RGB")

    def test_pdf_files_lose_author_dates_and_software(self):
        document = self.make_document(pdf(Author="SECRETAUTHOR", Producer="SECRETTOOL", Title="SECRETTITLE"))
        kept = self.content(document)
        self.assertTrue(kept.startswith(b"%PDF-"))
        self.assertNotIn(b"SECRET", kept)
        self.assertNotIn(b"pypdf", kept)

    def test_office_files_lose_author_and_thumbnail(self):
        content = office(**{"docProps/core.xml": b"<a>SECRETAUTHOR</a>", "docProps/thumbnail.jpeg": b"SECRET"})
        kept = zipfile.ZipFile(BytesIO(self.content(self.make_document(content, "a.docx"))))
        self.assertNotIn(b"SECRET", b"".join(kept.read(name) for name in kept.namelist()))
        self.assertEqual(kept.read("word/document.xml"), b"<document>text</document>")

    def test_mp4_files_lose_the_place_where_they_were_taken(self):
        def box(kind, body):
            return (len(body) + 8).to_bytes(4, "big") + kind + body

        place = box(b"udta", b"\xa9xyz+35.69+051.42/")
        content = box(b"ftyp", b"mp42\0\0\0\0") + box(b"moov", box(b"trak", place) + place) + box(b"mdat", b"film")
        media = Media.objects.create(title="A", type="video", file=ContentFile(content, "a.mp4"))
        with media.file.open() as file:
            kept = file.read()
        self.assertEqual(len(kept), len(content))
        self.assertNotIn(b"+35.69", kept)
        self.assertTrue(kept.endswith(b"film"))


@tag("once")
class WordsOfTheFileTests(MediaTestCase):
    def test_xmp_fills_the_empty_fields_in_both_languages(self):
        image = self.make_image(picture(xmp=XMP.encode()))
        image.refresh_from_db()
        self.assertEqual(image.credit, "عکاس / آژانس")
        self.assertEqual(image.copyright_notice, "© Agency")
        self.assertEqual(image.source, "Agency desk")
        self.assertEqual(image.ai_origin, "generated")
        self.assertEqual(image.word("caption", "fa"), "سدی در سپیده‌دم")
        self.assertIn("A dam at", image.word("caption", "en"))
        self.assertEqual(image.word("alt", "en"), "Water behind a wall")

    def test_iptc_is_read_where_xmp_says_nothing(self):
        content = picture()
        content = content[:2] + iim(credit="Omid / Karizan", copyright="© Karizan", caption="نیزار") + content[2:]
        image = self.make_image(content)
        self.assertEqual((image.credit, image.copyright_notice), ("Omid / Karizan", "© Karizan"))
        self.assertEqual(image.word("caption", "fa"), "نیزار")

    def test_exif_is_read_last(self):
        image = self.make_image(picture(exif=exif(artist="Omid", copyright="(c) O", description="Reeds")))
        self.assertEqual((image.credit, image.copyright_notice), ("Omid", "(c) O"))
        self.assertEqual(image.word("caption", "en"), "Reeds")

    def test_what_an_editor_has_written_stays(self):
        image = Image(title="A", credit="Desk", file=ContentFile(picture(xmp=XMP.encode()), "a.jpg"))
        image.set_words("fa", caption="شرح میز")
        image.save()
        self.assertEqual(image.credit, "Desk")
        self.assertEqual(image.word("caption", "fa"), "شرح میز")

    def test_damaged_metadata_is_passed_over(self):
        image = self.make_image(with_segment(picture(), 0xE1, b"http://ns.adobe.com/xap/1.0/\0<not><xml"))
        self.assertEqual(image.credit, "")
