"""The media library in the leak audit: assets with a token in every word of theirs, and every way to their files."""

import wave
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image as Pillow
from wagtail.models import Locale

from publication.audit.visits import Visit
from publication.registries import ANYBODY, CanaryMaker, Surface, canaries, surfaces

from .making import decoded, says, take_out
from .models import Document, Download, Image, Media, Rendition, Terms, Tour, TourWording
from .named_sizes import pieces_of
from .renditions import PREVIEW, specs_of

SIZE = (64, 48)
DESCRIPTION = 0x010E


def picture(canary, name="picture"):
    """A picture of the canary's own; with the sizes that the admin makes of it for its lists and previews, and one
    of those that readers may take."""
    exif = Pillow.Exif()
    exif[DESCRIPTION] = canary.word(f"{name}: EXIF description", always_secret=True)
    file = BytesIO()
    Pillow.new("RGB", SIZE, "teal").save(file, "JPEG", exif=exif)
    stored = ContentFile(file.getvalue(), f"{canary.word('file name')}.jpg")
    made = Image(title=canary.word(f"{name}: title"), file=stored, **_rights(canary, name))
    for code in _locales():
        made.set_words(
            code, alt=canary.word(f"{name}: alternative text", shown=True), caption=canary.word(f"{name}: caption")
        )
    made.save()
    canary.adopt(made)
    made.get_rendition(PREVIEW)
    with says(made), decoded(made):
        take_out(made, pieces_of(made)[0])
    return made


def document(canary, name="document", asked=False):
    """With `asked` everybody may see that there is one, and nobody may take it."""
    content = f"well;level\r\n{canary.word(f'{name}: content', always_secret=asked)};42\r\n"
    stored = ContentFile(content.encode(), f"{canary.word('file name')}.csv")
    made = Document(title=canary.word(f"{name}: desk title"), file=stored, **_rights(canary, name))
    made.terms = Terms.ASK if asked else made.terms
    for code in _locales():
        made.set_words(
            code, title=canary.word(f"{name}: title", shown=True), description=canary.word(f"{name}: description")
        )
    made.save()
    canary.adopt(made)
    return made


def recording(canary, name="recording"):
    file = BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * 800)
    stored = ContentFile(file.getvalue(), f"{canary.word('file name')}.wav")
    poster = BytesIO()
    Pillow.new("RGB", SIZE, "navy").save(poster, "JPEG")
    made = Media(
        title=canary.word(f"{name}: desk title"), type="audio", duration=0.1, file=stored,
        thumbnail=ContentFile(poster.getvalue(), f"{canary.word('poster: file name')}.jpg"), **_rights(canary, name),
    )  # fmt: skip
    for code in _locales():
        made.set_words(
            code,
            title=canary.word(f"{name}: title"),
            caption=canary.word(f"{name}: caption"),
            transcript=canary.word(f"{name}: transcript"),
        )
    made.save()
    for code in _locales():
        text = f"WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n{canary.word(f'{name}: captions')}\n"
        made.keep_captions(code, text)
    canary.adopt(made)
    return made


def tour(canary, name="tour"):
    """Two rooms of the canary's own."""
    made = Tour(label=canary.word(f"{name}: name at the desk"), rooms=[("room", _room(canary, name))])
    made.wordings = [
        TourWording(
            locale=locale, title=canary.word(f"{name}: title", shown=True),
            introduction=canary.word(f"{name}: introduction", shown=True),
        )
        for locale in Locale.objects.all()
    ]  # fmt: skip
    made.save()
    canary.saves["tour"] = made.save
    canary.tours = [*getattr(canary, "tours", ()), canary.public_id(f"{name}: address", made.public_id)]
    return made


def _room(canary, name):
    def in_each(word):
        return dict.fromkeys(_locales(), word)

    point = {
        "x": 40, "y": 60, "title": in_each(canary.word(f"{name}: point", shown=True)),
        "text": in_each(canary.word(f"{name}: text of a point", shown=True)),
    }  # fmt: skip
    return {
        "name": canary.word(f"{name}: name of a room"), "image": picture(canary, "panorama"), "start_x": 50,
        "start_y": 50, "title": in_each(canary.word(f"{name}: room", shown=True)),
        "text": in_each(canary.word(f"{name}: text of a room", shown=True)),
        "points": [("text", point), ("picture", point | {"image": picture(canary, "picture in a tour")})],
    }  # fmt: skip


def _rights(canary, name):
    return {
        "credit": canary.word(f"{name}: credit"),
        "copyright_notice": canary.word(f"{name}: copyright notice"),
        "source": canary.word(f"{name}: source", always_secret=True),
        "terms": "free",
    }


def _locales():
    return Locale.objects.values_list("language_code", flat=True)


def files(site, of=None):
    """Each asset's own addresses."""
    for canary in site.telling if of is None else of:
        for asset in canary.assets:
            yield from _addresses(asset, sizes=None if site.thorough else 2)


def guesses(site):
    """Addresses that somebody might guess, and the conditions and ranges of a client's cache."""
    for canary in site.few:
        for asset in canary.assets:
            yield from _conditional(asset)
            yield from _guesses(asset)


def _addresses(asset, sizes=None):
    yield asset.url
    if isinstance(asset, Media):
        yield from ([asset.thumbnail.url] if asset.thumbnail else [])
        yield from (track.url for track in asset.tracks.all())
    if isinstance(asset, Document) and asset.preview:
        yield asset.preview_url
    if isinstance(asset, Image):
        for rendition in Rendition.objects.filter(image_id=asset.pk).order_by("pk")[:sizes]:
            yield rendition.url
        for download in Download.objects.filter(image_id=asset.pk).order_by("pk")[:sizes]:
            yield download.url


def _conditional(asset):
    url = Rendition.objects.filter(image_id=asset.pk).first().url if isinstance(asset, Image) else asset.url
    etag = f'"{asset.etag}"'
    for name, value in (
        ("If-None-Match", etag),
        ("If-None-Match", "*"),
        ("If-Match", "*"),
        ("If-Modified-Since", "Wed, 21 Oct 2099 07:28:00 GMT"),
        ("Range", "bytes=0-9"),
        ("Range", "bytes=999999999-"),
    ):
        yield Visit(url, headers=((name, value),))
    for method in ("HEAD", "OPTIONS", "POST"):
        yield Visit(url, method=method)


def _guesses(asset):
    """Where stock Wagtail keeps files, and names that sizes of the picture would have."""
    name = asset.file.name.rpartition("/")[2]
    yield from (f"/media/{folder}/{name}" for folder in ("original_images", "images", "documents", "media"))
    yield from (
        f"/media/{asset.file.name}",
        f"/media/{name}",
        f"/media/{asset.public_id}/",
        f"/media/wagtail_uploads/{name}",
    )
    if isinstance(asset, Image):
        stem = name.rpartition(".")[0]
        yield from (f"/media/{asset.public_id}/{size}/{stem}.jpg" for size in ("original", "print", "web", "social"))
        yield from (f"/media/{asset.public_id}/web/x.{form}" for form in ("jpg", "webp", "avif", "png", "exe"))
        yield f"/media/images/{stem}.width-400.jpg"
        yield from (f"/media/{asset.public_id}/{stem}.{spec.replace('|', '.')}.jpg" for spec in specs_of(asset)[:2])


def nothing(site):
    """Assets are planted with the items that use them."""


def not_public(site):
    """On a site in use: every asset that nobody may read now."""
    for model in (Image, Document, Media):
        for asset in model.objects.select_related("collection").iterator(chunk_size=200):
            if not asset.is_public:
                canary = site.canary(model._meta.model_name, "not public now")
                canary.adopt(asset)
                canary.addresses += _addresses(asset)


canaries.register(CanaryMaker("asset", nothing, secrets=not_public))
surfaces.register(Surface("media", files, roles=("anonymous",), shows=("document: content",)))
# People who work in the admin may read every asset: they choose among them.
surfaces.register(Surface("media, with a session", lambda site: files(site, site.few), roles=ANYBODY[1:]))
surfaces.register(Surface("media, guessed and conditional", guesses, roles=("anonymous",), changes=False))
