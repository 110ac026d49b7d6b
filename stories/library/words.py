"""Words by which readers find an asset."""

import re

from django.db.models import Q

from media_library.models import Document, Image, Media
from pages.folding import fold, index_text

from ..models.asset_words import AssetWords

MODELS = (Image, Document, Media)
#: Words that are asked for at most; the others narrow nothing any more.
MOST_TERMS = 8
#: Of these the desk's title is what readers see where nobody has worded one.
TITLED_BY_THE_DESK = (Document, Media)


def index_asset(asset):
    """Writes down what an asset is found by now."""
    AssetWords.objects.update_or_create(public_id=asset.public_id, defaults={"words": words_of(asset)})


def words_of(asset):
    """Each word behind a space, so that a word is found by how it begins and not by what is inside it."""
    said = [asset.credit, asset.creator, asset.copyright_notice]
    if isinstance(asset, TITLED_BY_THE_DESK):
        said.append(asset.title)
    for wording in asset.wordings.all():
        said += [getattr(wording, name) for name in sorted(wording.word_fields())]
    plain = re.sub(r"[^\w\s\u200c]+", " ", "\n".join(filter(None, said)))
    return f" {index_text(plain)}"


def terms_of(query):
    """The words of a question, folded as those of the assets are."""
    return re.findall(r"\w+", fold(query))[:MOST_TERMS]


def found_by(terms):
    """Public id to the terms by which each asset is found; the asset may be anybody's. One query."""
    condition = Q()
    for term in terms:
        condition |= Q(words__contains=f" {term}")
    rows = AssetWords.objects.filter(condition).values_list("public_id", "words")
    return {public_id: {term for term in terms if f" {term}" in words} for public_id, words in rows}


# -- Kept up to date -----------------------------------------------------------------------------------------------


def index_saved_asset(instance, **kwargs):
    index_asset(instance)


def index_asset_of_words(instance, **kwargs):
    """Words are saved after the asset that they are of, and may be all that is saved."""
    # Not the asset in memory, which may know its words as they were; None where all of it is being deleted.
    asset = type(instance.asset).objects.filter(pk=instance.asset_id).first()
    if asset:
        index_asset(asset)


def forget_asset(instance, **kwargs):
    AssetWords.objects.filter(public_id=instance.public_id).delete()
