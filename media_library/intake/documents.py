import codecs
import logging
import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader, PdfWriter

from .. import tables
from ..names import clean_file_name
from .metadata import Found
from .refusal import CleanFile, Refused, broken, passed, unsupported, wrong_kind

logger = logging.getLogger(__name__)

MOST_MEMBERS = 10_000
LARGEST_TABLE = 24 * 1024**2  # letters
MOST_UNPACKED = 2 * 1024**3
HIGHEST_RATIO = 200

CORE = b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
APP = b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
CUSTOM = b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
ODF_META = (
    b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2">'
    b"<office:meta/></office:document-meta>"
)
#: Parts of an office file that say who wrote it, when and with what, and what stands there afterwards.
BLANKED = {
    "docProps/core.xml": CORE,
    "docProps/app.xml": APP,
    "docProps/custom.xml": CUSTOM,
    "meta.xml": ODF_META,
}
SLIDE = re.compile(r"ppt/slides/slide\d+\.xml")
#: The member without which an office file is not what its ending says.
MAIN_PART = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
    "odt": "content.xml",
}


def take_in_document(file, name=None):
    """The document if it is what its name says; PDF and office files without author, dates and software."""
    if getattr(file, "taken_in", False):
        return file
    name = clean_file_name(name or file.name)
    extension = name.rpartition(".")[2] if "." in name else ""
    if extension not in settings.WAGTAILDOCS_EXTENSIONS:
        raise unsupported(settings.WAGTAILDOCS_EXTENSIONS)
    _check_size(file)
    try:
        return _examined(file, name, extension)
    except Refused:
        raise
    except Exception as error:
        logger.info("Refused a document: %r", error)
        raise broken() from error


def _check_size(file):
    limit = getattr(settings, "WAGTAILDOCS_MAX_UPLOAD_SIZE", None)
    if not file.size:
        raise Refused(_("The file is empty."), code="empty")
    if limit and file.size > limit:
        raise Refused(
            _("This file is too big (%(size)s). Possible are %(limit)s."),
            code="too_big",
            params={"size": filesizeformat(file.size), "limit": filesizeformat(limit)},
        )


def _examined(file, name, extension):
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    if extension == "pdf":
        if not head.startswith(b"%PDF-"):
            raise wrong_kind(extension)
        content, pages = _clean_pdf(file)
        return CleanFile(content, name, Found(measured={"page_count": pages}))
    if extension in MAIN_PART:
        _check_archive(file, head, extension)
        content, slides = _clean_office_file(file, extension)
        return CleanFile(content, name, Found(measured={"page_count": slides}))
    if extension == "zip":
        _check_archive(file, head, extension)
    else:
        _check_text(file, extension)
    if extension == "csv" and (table := _neutral_table(file)):
        return CleanFile(table, name)
    return passed(file, name)


def _clean_pdf(file):
    """The file and the number of its pages. Copied object by object: earlier versions of an incrementally saved file
    stay behind as well."""
    reader = PdfReader(file)
    if reader.is_encrypted:
        raise Refused(
            _("This PDF is protected by a password, so it cannot be checked. Save it without protection."),
            code="encrypted",
        )
    if not len(reader.pages):
        raise broken()
    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    root = writer.root_object
    for key in ("/Metadata", "/PieceInfo", "/OpenAction", "/AA"):
        root.pop(key, None)
    names = root.get("/Names")
    if names is not None:
        for key in ("/JavaScript", "/EmbeddedFiles"):
            names.get_object().pop(key, None)
    for page in writer.pages:
        for key in ("/Metadata", "/PieceInfo", "/Thumb", "/AA"):
            page.pop(key, None)
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue(), len(writer.pages)


def _neutral_table(file):
    """The table with its formulas as words, or None where it has none and can stay as it is."""
    text = tables.decoded(file.read())
    file.seek(0)
    if not tables.SUSPECT.search(text):
        return None
    if len(text) > LARGEST_TABLE:
        raise Refused(
            _("This table holds formulas and is too large to be freed of them. Split it, or save its values only."),
            code="formulas",
        )
    return tables.written(tables.rows_of(text), tables.delimiter_of(text)).encode()


def _check_archive(file, head, extension):
    if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise wrong_kind(extension)
    with ZipFile(file) as archive:
        members = archive.infolist()
        packed = sum(member.compress_size for member in members) or 1
        unpacked = sum(member.file_size for member in members)
        too_much = unpacked > MOST_UNPACKED or (unpacked > 50 * 1024**2 and unpacked / packed > HIGHEST_RATIO)
        if len(members) > MOST_MEMBERS or too_much:
            raise Refused(_("This archive unpacks to far more than it should."), code="archive_bomb")
        if any(_leads_outside(member.filename) for member in members):
            raise Refused(_("This archive holds names that lead out of its folder."), code="archive_names")
    file.seek(0)


def _leads_outside(member):
    path = member.replace("\\", "/")
    return path.startswith("/") or ".." in path.split("/") or ":" in path.split("/")[0]


def _clean_office_file(file, extension):
    buffer = BytesIO()
    with ZipFile(file) as archive, ZipFile(buffer, "w", ZIP_DEFLATED) as clean:
        names = set(archive.namelist())
        if MAIN_PART[extension] not in names:
            raise wrong_kind(extension)
        if any(member.lower().endswith("vbaproject.bin") for member in names):
            raise Refused(_("This file holds macros. Save it without them."), code="macros")
        for member in archive.infolist():
            content = archive.read(member)
            if member.filename.lower().startswith(("docprops/thumbnail", "thumbnails/")):
                content = b""
            # The date 1980-01-01 is the archive format's zero; a `mimetype` member must not be compressed.
            clean.writestr(
                _plain_member(member), BLANKED.get(member.filename, content), compress_type=member.compress_type
            )
    return buffer.getvalue(), sum(bool(SLIDE.fullmatch(member)) for member in names)


def _plain_member(member):
    plain = type(member)(member.filename)
    plain.compress_type = member.compress_type
    plain.external_attr = member.external_attr
    return plain


def _check_text(file, extension):
    """Text in UTF-8 or UTF-16, or in an older encoding; no control bytes, which no text has."""
    data = file.read()
    file.seek(0)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data.decode("utf-16")
    elif b"\0" in data or data.startswith((b"%PDF-", b"PK\x03\x04", b"MZ", b"\x7fELF", b"\x89PNG", b"GIF8")):
        raise wrong_kind(extension)
