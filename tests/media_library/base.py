"""What the tests of this room share: files, uploads as a browser sends them, pages, people."""

import tempfile

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.test import TestCase, override_settings
from wagtail.models import Locale, Page, Site

from media_library.models import Document, Image

from .hostile_files import pdf, picture

BOUNDARY = "a-boundary-that-no-file-contains"


def multipart(fields, file_field, name, content):
    """The body of a form as sent, with the file name exactly as given."""
    head = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in fields.items()
    )
    head += (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{file_field}"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


@override_settings(ROOT_URLCONF="tests.media_library.urls")
class MediaTestCase(TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="newsroom-media-")
        cls.addClassCleanup(folder.cleanup)
        cls.media_root = folder.name
        cls.enterClassContext(override_settings(MEDIA_ROOT=folder.name))
        super().setUpClass()

    @classmethod
    def setUpTestData(cls):
        Locale.objects.get_or_create(language_code="en")
        Locale.objects.get_or_create(language_code="fa")

    def log_in(self):
        user = get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
        self.client.force_login(user)
        return user

    def upload(self, url, fields, file_field, name, content, **extra):
        return self.client.post(
            url,
            multipart(fields, file_field, name, content),
            content_type=f"multipart/form-data; boundary={BOUNDARY}",
            **extra,
        )

    def make_image(self, content=None, name="press photo.jpg", **fields):
        fields.setdefault("title", "Press photo")
        return Image.objects.create(file=ContentFile(content or picture(), name), **fields)

    def make_document(self, content=None, name="report.pdf", **fields):
        fields.setdefault("title", "Report")
        return Document.objects.create(file=ContentFile(content or pdf(), name), **fields)

    def make_page(self, live=True, **fields):
        """A page below the root of the site."""
        site = Site.objects.filter(is_default_site=True).first()
        parent = site.root_page if site else Page.get_first_root_node()
        fields.setdefault("title", "Item")
        return parent.add_child(instance=Page(live=live, **fields))
