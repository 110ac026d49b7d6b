"""Files that break decoders, lie about themselves or want too much, made anew for each run.

Each family is a tuple of `Case(label, name, content, stored)`: `stored` is True where the file is to be accepted and
cleaned, False where it is to be refused, None where either is right as long as nothing breaks.
"""

import random
import struct
import zipfile
import zlib
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from PIL import Image as Pillow
from pillow_heif import HeifImagePlugin  # noqa: F401 - teaches Pillow to write HEIC
from pypdf import PdfWriter

HTML = b"<!doctype html><html><script>alert(document.domain)</script></html>"
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\0" * 200


@dataclass(frozen=True)
class Case:
    label: str
    name: str
    content: bytes
    stored: bool | None = False


def picture(kind="JPEG", size=(320, 200), mode="RGB", frames=1, **options):
    """Bytes of a picture with a pattern, so that it does not compress to nothing."""
    pattern = random.Random(7)
    small = Pillow.frombytes("RGB", (16, 10), bytes(pattern.randrange(256) for _ in range(480)))
    image = small.resize(size, Pillow.Resampling.BILINEAR).convert(mode)
    if frames > 1:
        more = [Pillow.new("RGB", size, (n % 256, n * 53 % 256, n * 7 % 256)) for n in range(1, frames)]
        options |= {"save_all": True, "append_images": more, "duration": 40}
        image = Pillow.new("RGB", size, "white")
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def chunk(kind, body, crc=None):
    crc = zlib.crc32(kind + body) if crc is None else crc
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc)


def png(*chunks):
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def ihdr(width, height, depth=8, colour=2):
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))


def bomb(side, depth=1, colour=0):
    """A square of one colour: a hundred million pixels in a few kilobytes."""
    row = b"\0" + b"\0" * (side * depth // 8 + 1)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    return png(ihdr(side, side, depth, colour), chunk(b"IDAT", packed), chunk(b"IEND", b""))


def jpeg_segment(marker, body):
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def with_segment(jpeg, marker, body):
    return jpeg[:2] + jpeg_segment(marker, body) + jpeg[2:]


@cache
def pictures():
    return (*_jpegs(), *_pngs(), *_gifs(), *_others(), *_wrong_kinds(), *_mutations())


def _jpegs():
    good = picture()
    yield Case("zero bytes", "a.jpg", b"")
    yield Case("JPEG cut at a tenth", "a.jpg", good[: len(good) // 10])
    yield Case("JPEG cut in the middle", "a.jpg", good[: len(good) // 2])
    yield Case("JPEG without its last bytes", "a.jpg", good[:-40])
    yield Case("JPEG without end marker", "a.jpg", good[:-2])
    yield Case("JPEG of its first two bytes", "a.jpg", good[:2])
    yield Case("JPEG start and random bytes", "a.jpg", b"\xff\xd8\xff\xe0" + random.Random(1).randbytes(5000))
    yield Case("JPEG start and endless FF", "a.jpg", b"\xff\xd8" + b"\xff" * 5000)
    yield Case("JPEG with a segment of length 0", "a.jpg", good[:2] + b"\xff\xe1\0\0" + good[2:])
    yield Case("JPEG without quantisation", "a.jpg", good.replace(b"\xff\xdb", b"\xff\xea"))
    yield Case("JPEG without Huffman tables", "a.jpg", good.replace(b"\xff\xc4", b"\xff\xea"), None)
    start = good.index(b"\xff\xc0") + 5
    huge = good[:start] + struct.pack(">HH", 60000, 60000) + good[start + 4 :]
    yield Case("JPEG that claims 60,000 square", "a.jpg", huge)
    flat = good[:start] + struct.pack(">HH", 0, 320) + good[start + 4 :]
    yield Case("JPEG of height 0", "a.jpg", flat)
    tall = good[:start] + struct.pack(">HH", 6000, 320) + good[start + 4 :]
    yield Case("JPEG that claims to be taller", "a.jpg", tall, None)
    progressive = picture(progressive=True)
    scan = progressive.index(b"\xff\xda")
    end = progressive.index(b"\xff\xc4", scan) if b"\xff\xc4" in progressive[scan:] else -2
    many = progressive[:scan] + progressive[scan:end] * 300 + b"\xff\xd9"
    yield Case("JPEG of 300 scans", "a.jpg", many)
    yield Case("EXIF that points at itself", "a.jpg", with_segment(good, 0xE1, LOOPING_EXIF), True)
    yield Case("EXIF of noise", "a.jpg", with_segment(good, 0xE1, b"Exif\0\0" + b"\xde\xad" * 90), True)
    bad_icc = b"ICC_PROFILE\0\x01\x01" + b"\xff" * 300
    yield Case("damaged colour profile", "a.jpg", with_segment(good, 0xE2, bad_icc), True)
    yield Case("empty colour profile", "a.jpg", with_segment(good, 0xE2, b"ICC_PROFILE\0\x01\x01"), True)
    yield Case("script in the comment", "a.jpg", with_segment(good, 0xFE, HTML), True)
    yield Case("XMP bomb of entities", "a.jpg", with_segment(good, 0xE1, XMP + LAUGHS), True)
    yield Case("damaged IPTC", "a.jpg", with_segment(good, 0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\xff"), True)
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("evil.html", HTML)
    yield Case("JPEG and ZIP in one", "a.jpg", good + archive.getvalue(), True)
    yield Case("CMYK JPEG", "a.jpg", picture(mode="CMYK"), True)


LOOPING_EXIF = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\x08\0\0\0"
XMP = b"http://ns.adobe.com/xap/1.0/\0"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>'
)


def _pngs():
    good = picture("PNG")
    pixels = zlib.compress(b"\0" + b"\x40" * 30)
    end = chunk(b"IEND", b"")
    yield Case("bomb of 88 megapixels", "a.png", bomb(9400))
    yield Case("bomb of 169 megapixels", "a.png", bomb(13000))
    yield Case("bomb of 900 megapixels", "a.png", bomb(30000))
    yield Case("PNG cut in the middle", "a.png", good[: len(good) // 2])
    yield Case("PNG without end", "a.png", good[:-12])
    yield Case("PNG without pixels", "a.png", png(ihdr(10, 1), end))
    yield Case("PNG of width 0", "a.png", png(ihdr(0, 10), chunk(b"IDAT", pixels), end))
    yield Case("PNG that claims more pixels", "a.png", png(ihdr(4000, 4000), chunk(b"IDAT", pixels), end))
    yield Case("PNG with broken header sum", "a.png", png(chunk(b"IHDR", b"\0" * 13, 1), end))
    yield Case("PNG with broken pixel sum", "a.png", png(ihdr(10, 1), chunk(b"IDAT", pixels, 1), end))
    yield Case("PNG with broken compression", "a.png", png(ihdr(10, 1), chunk(b"IDAT", b"x" * 40), end))
    yield Case(
        "PNG with an unknown critical chunk",
        "a.png",
        png(ihdr(10, 1), chunk(b"EVIL", b""), chunk(b"IDAT", pixels), end),
    )
    yield Case("PNG with a bad colour type", "a.png", png(ihdr(10, 1, colour=5), chunk(b"IDAT", pixels), end))
    body = png(ihdr(10, 1), chunk(b"iCCP", b"x\0\0" + b"noise"), chunk(b"IDAT", pixels), end)
    yield Case("PNG with a damaged profile", "a.png", body, None)
    text = chunk(b"zTXt", b"bomb\0\0" + zlib.compress(b"\0" * 200_000_000))
    yield Case("PNG with a text bomb", "a.png", png(ihdr(10, 1), text, chunk(b"IDAT", pixels), end), None)
    yield Case("PNG followed by a page", "a.png", good + HTML, True)
    yield Case("PNG of 16 bits grey", "a.png", picture("PNG", mode="I;16"), True)
    yield Case("PNG of one bit", "a.png", picture("PNG", mode="1"), True)
    yield Case("PNG with palette", "a.png", picture("PNG", mode="P"), True)
    yield Case("PNG grey with alpha", "a.png", picture("PNG", mode="LA"), True)


def _gifs():
    good = picture("GIF")
    yield Case("GIF cut in the middle", "a.gif", good[: len(good) // 2])
    yield Case("GIF without end", "a.gif", good[:-1])
    yield Case("GIF that is a script", "a.gif", b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)//;")
    yield Case("GIF of 201 frames", "a.gif", picture("GIF", (8, 8), frames=201))
    yield Case("GIF of 600 frames", "a.gif", picture("GIF", (8, 8), frames=600))
    yield Case("GIF of 60 megapixels in all", "a.gif", picture("GIF", (1000, 1000), frames=60))
    yield Case("GIF of 20 frames", "a.gif", picture("GIF", (40, 40), frames=20), True)
    start = good.index(b",") + 10
    yield Case("GIF with noise for pixels", "a.gif", good[:start] + b"\x07" + b"\xff" * 400 + b"\0;", None)


def _others():
    for kind, name in (("WEBP", "a.webp"), ("AVIF", "a.avif"), ("HEIF", "a.heic")):
        good = picture(kind)
        yield Case(f"{kind} cut in the middle", name, good[: len(good) // 2])
        yield Case(f"{kind} of its first bytes", name, good[:24])
        yield Case(f"{kind} with noise behind its head", name, good[:40] + b"\xee" * 2000)
        yield Case(f"good {kind}", name, good, True)
    yield Case("WebP of 210 frames", "a.webp", picture("WEBP", (8, 8), frames=210, minimize_size=False))
    webp = picture("WEBP")
    yield Case("WebP that claims to be longer", "a.webp", webp[:4] + struct.pack("<I", 9_999_999) + webp[8:])


def _wrong_kinds():
    yield Case("text as JPEG", "a.jpg", b"only words\n" * 40)
    yield Case("page as JPEG", "a.jpg", HTML)
    yield Case("page as PNG", "a.png", HTML)
    yield Case("PNG as JPEG", "a.jpg", picture("PNG"))
    yield Case("JPEG as PNG", "a.png", picture())
    yield Case("JPEG as HEIC", "a.heic", picture())
    yield Case("TIFF as JPEG", "a.jpg", picture("TIFF"))
    yield Case("TIFF", "a.tiff", picture("TIFF"))
    yield Case("BMP as PNG", "a.png", picture("BMP"))
    yield Case("Photoshop as PNG", "a.png", b"8BPS\0\x01" + b"\0" * 100)
    yield Case("PDF as JPEG", "a.jpg", pdf())
    yield Case("program as JPEG", "a.jpg", EXE)
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    yield Case("SVG", "a.svg", svg)
    yield Case("SVG as PNG", "a.png", svg)
    xxe = b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>'
    yield Case("SVG that reads a file", "a.svg", xxe)
    yield Case("no ending", "picture", picture())
    yield Case("ending of a program", "a.jpg.php", picture())


def _mutations(rounds=4):
    """Good files with some bytes changed at random: stored or refused, but never an exception."""
    kinds = (("JPEG", "a.jpg"), ("PNG", "a.png"), ("GIF", "a.gif"), ("WEBP", "a.webp"), ("AVIF", "a.avif"))
    for seed in range(rounds):
        for kind, name in kinds:
            noise = random.Random(seed)
            content = bytearray(picture(kind, (64, 40)))
            for _ in range(1 + seed * 4):
                content[noise.randrange(len(content))] = noise.randrange(256)
            yield Case(f"{kind} with bytes changed, round {seed}", name, bytes(content), None)


NAMES = {
    "../../../etc/passwd.jpg": True,
    "..\\..\\boot.jpg": True,
    "photo\u202egpj.exe.jpg": True,
    "photo\x00.jpg": True,
    "photo\r\nSet-Cookie: a=b.jpg": None,
    "x" * 300 + ".jpg": True,
    "." + "x" * 300 + ".jpg": True,
    ".htaccess.jpg": True,
    "....jpg": None,
    "=cmd|' !A0.jpg": True,
    "<script>alert(1)</script>.jpg": True,
    "CON.jpg": True,
    "عکس نشست خبری.jpg": True,
    "😀.jpg": True,
    "a.php.jpg": True,
    "A.JPG": True,
}


def pdf(**metadata):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if metadata:
        writer.add_metadata({f"/{name}": value for name, value in metadata.items()})
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def office(extension="docx", **members):
    main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml"}[extension]
    return archive({"[Content_Types].xml": b"<Types/>", main: b"<document>text</document>", **members})


def archive(members, method=zipfile.ZIP_DEFLATED):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return buffer.getvalue()


@cache
def documents():
    return tuple(_documents())


def _documents():
    good = pdf()
    yield Case("empty PDF", "a.pdf", b"")
    yield Case("page as PDF", "a.pdf", HTML)
    yield Case("page in front of a PDF", "a.pdf", HTML + good)
    yield Case("PDF of its first line", "a.pdf", good[:9])
    yield Case("PDF start and noise", "a.pdf", b"%PDF-1.7\n" + random.Random(2).randbytes(4000))
    yield Case("PDF without pages", "a.pdf", _pdf_without_pages())
    yield Case("PDF with a password", "a.pdf", _encrypted())
    yield Case("PDF whose pages hold themselves", "a.pdf", LOOPING_PDF)
    yield Case("picture as PDF", "a.pdf", picture("PNG"))
    yield Case("program as PDF", "a.pdf", EXE)
    yield Case("PDF and archive in one", "a.pdf", good + archive({"evil.html": HTML}), True)
    yield Case("program as text", "a.txt", EXE)
    yield Case("text with NUL", "a.csv", b"a,b\0,c\n")
    yield Case("page as Word file", "a.docx", HTML)
    yield Case("archive as Word file", "a.docx", archive({"a.txt": b"text"}))
    yield Case("Word file with macros", "a.docx", office(**{"word/vbaProject.bin": b"\0"}))
    yield Case("Word file cut short", "a.docx", office()[:90])
    yield Case("archive bomb", "a.zip", archive({"a": b"\0" * 90_000_000}))
    yield Case("archive bomb as Word file", "a.docx", office(**{"word/media/a": b"\0" * 90_000_000}))
    yield Case("archive that leads outside", "a.zip", archive({"../../evil.txt": b"text"}))
    yield Case("archive with a root path", "a.zip", archive({"/etc/passwd": b"text"}))
    yield Case("archive of 10,001 members", "a.zip", archive({str(n): b"" for n in range(10_001)}, 0))
    yield Case("archive cut short", "a.zip", archive({"a.txt": b"text" * 90})[:60])
    yield Case("page", "a.html", HTML)
    yield Case("program", "a.exe", EXE)
    yield Case("Word file for macros", "a.docm", office())
    yield Case("SVG as document", "a.svg", b"<svg/>")
    yield Case("no ending", "README", b"text")


def recordings():
    box = struct.pack(">I", 24) + b"ftypmp42\0\0\0\0mp42isom"
    yield Case("empty recording", "a.mp3", b"")
    yield Case("page as MP3", "a.mp3", HTML)
    yield Case("program as MP3", "a.mp3", EXE)
    yield Case("MP4 as MP3", "a.mp3", box)
    yield Case("WAV of noise", "a.wav", b"RIFF" + b"\xee" * 90)
    yield Case("M4A with a box out of bounds", "a.m4a", box + struct.pack(">I", 2**31) + b"moov")
    yield Case("M4A with a box of size 3", "a.m4a", box + struct.pack(">I", 3) + b"moov")
    yield Case("recording that is a page", "a.html", HTML)


def _pdf_without_pages():
    buffer = BytesIO()
    PdfWriter().write(buffer)
    return buffer.getvalue()


def _encrypted():
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


LOOPING_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF"
)
