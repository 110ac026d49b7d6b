"""The words of a prepared post: headline, what it is about, link, hashtags; cut to what the network takes."""

import re
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.db.models import prefetch_related_objects

from pages.bidi import strip_controls

from ..addresses import address_of

#: Letters that look the same and are another word to those who search: Arabic yeh and kaf.
_PERSIAN = str.maketrans({"ي": "ی", "ك": "ک", "ة": "ه"})
_HALF_SPACE = "\u200c"
_WORDS = re.compile(rf"[^\W_]+(?:[{_HALF_SPACE}'’][^\W_]+)*")
_BETWEEN = re.compile(rf"[\s_{_HALF_SPACE}-]+")


def proposal(page, network, tags):
    """Headline and standfirst, or what is written for sharing; as much as fits beside link and hashtags."""
    title = _clean(getattr(page, "share_title", "") or page.title)
    text = _clean(getattr(page, "share_text", "") or page.standfirst)
    whole = f"{title}\n\n{text}" if text and text != title else title

    def fits(words):
        long = network.proposed and network.length(words) > network.proposed
        return not long and network.fits(composed(words, tags, address_of(page), network))

    return cut(whole, fits)


def composed(words, tags, link, network):
    """What is posted."""
    return "\n\n".join(part for part in (words.strip(), network.has_link and link, tags.strip()) if part)


def cut(text, fits):
    """The text, or its first words with an ellipsis; "" where not even one fits."""
    if fits(text):
        return text
    ends = [found.start() for found in re.finditer(r"\s+", text)]
    low, high = 0, len(ends)
    while low < high:
        middle = (low + high + 1) // 2
        if fits(_with_dots(text[: ends[middle - 1]])):
            low = middle
        else:
            high = middle - 1
    return _with_dots(text[: ends[low - 1]]) if low else ""


def hashtags(page):
    """From its topics, in its language, in the editors' order; each network takes so many of them."""
    language = page.locale.language_code
    topics = [row.tag for row in page.item_topics.all()]
    prefetch_related_objects(topics, "wordings")
    names = [topic.word("name", language) or topic.name for topic in topics]
    return list(dict.fromkeys(filter(None, (hashtag(name) for name in names))))


def hashtag(name):
    """#WaterRights, #حقوق_آب. Spaces and half-spaces end a hashtag on one network or another, so where letters have no
    capitals an underscore joins the words; a number alone is none."""
    words = _WORDS.findall(_clean(name).translate(_PERSIAN))
    words = [part for word in words for part in _BETWEEN.split(re.sub("['’]", "", word)) if part]
    if not words or "".join(words).isdecimal():
        return ""
    has_capitals = any(word.upper() != word.lower() for word in words)
    return "#" + ("".join(word[0].upper() + word[1:] for word in words) if has_capitals else "_".join(words))


def link_of(page, network_name, *, counts_visits=False):
    address = address_of(page)
    if not counts_visits:
        return address
    parts = urlsplit(address)
    return urlunsplit(parts._replace(query=urlencode({"utm_source": network_name, "utm_medium": "social"})))


def _clean(text):
    return " ".join(strip_controls(str(text)).split()) if text else ""


def _with_dots(text):
    return text.rstrip(" ,;:.،؛\n") + "…"
