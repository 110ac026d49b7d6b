"""How long a text is, as each network counts."""

import re
import unicodedata

#: What networks take for a link.
LINK = re.compile(r"https?://\S+")
LINK_LENGTH = 23  # of X and Mastodon, whatever the address

_JOINER = "\u200d"
_REGIONAL = range(0x1F1E6, 0x1F200)
_SKIN = range(0x1F3FB, 0x1F400)
_EXTENDING = {"Mn", "Me", "Mc"}
#: Non-joiner, variation selectors and tags belong to the sign before them (Unicode, Grapheme_Extend).
_ALSO_EXTENDING = {0x200C, *range(0xFE00, 0xFE10), *range(0xE0020, 0xE0080), *range(0xE0100, 0xE01F0)}
#: X: these count one, all else two (twitter-text, configuration 3).
_LIGHT = (range(4352), range(8192, 8206), range(8208, 8224), range(8242, 8248))


def graphemes(text):
    """What people take for one sign: a family, a flag, a letter with its marks. Bluesky and Mastodon count so."""
    return sum(1 for _cluster in clusters(text))


def clusters(text):
    """Text cut where Unicode's UAX 29 cuts what newsrooms write; syllables of Hangul in single jamo stay apart."""
    cluster, flags = "", 0
    for sign in unicodedata.normalize("NFC", text):
        code = ord(sign)
        if not cluster or not _belongs(sign, code, cluster, flags):
            if cluster:
                yield cluster
            cluster, flags = "", 0
        cluster += sign
        flags += code in _REGIONAL
    if cluster:
        yield cluster


def _belongs(sign, code, cluster, flags):
    """To the cluster before it."""
    if cluster[-1] == "\r":
        return sign == "\n"
    if sign in "\r\n" or cluster[-1] == "\n":
        return False
    if sign == _JOINER or code in _SKIN or code in _ALSO_EXTENDING or unicodedata.category(sign) in _EXTENDING:
        return True
    if cluster[-1] == _JOINER and _is_picture(code) and _is_picture(ord(cluster[0])):
        return True
    return code in _REGIONAL and flags == 1


def _is_picture(code):
    return code >= 0x1F000 or 0x2190 <= code <= 0x2BFF or code in (0xA9, 0xAE, 0x203C, 0x2049, 0x3030, 0x303D)


def with_short_links(count):
    """The same count, each link being as long as the network says."""
    return lambda text: count(LINK.sub("", text)) + LINK_LENGTH * len(LINK.findall(text))


def weighted(text):
    """X: 280 of what is light; most of Asia's letters and every picture weigh two."""
    weight = 0
    for cluster in clusters(text):
        picture = _is_picture(ord(cluster[0])) or "\ufe0f" in cluster or ord(cluster[0]) in _REGIONAL
        weight += 2 if picture else sum(_weight(ord(sign)) for sign in cluster)
    return weight


def _weight(code):
    return 1 if any(code in light for light in _LIGHT) else 2


def utf16(text):
    """Telegram, and what runs in browsers."""
    return len(text.encode("utf-16-le")) // 2


def in_threads(text):
    """Signs; a picture counts the bytes that it takes."""
    return sum(len(sign.encode()) if ord(sign) > 0xFFFF else 1 for sign in text)
