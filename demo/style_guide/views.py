"""Addresses of the guide, inside the admin: whoever may open that may open these."""

from contextlib import contextmanager
from functools import cache

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language_info
from django.views.decorators.http import require_safe

from pages.models import BrandSettings

from .examples import Examples
from .specimen import render as proof_of
from .specimens import SECTIONS, SPECIMENS

LANGUAGES = [code for code, _name in settings.LANGUAGES]
Mode = BrandSettings.Mode


@require_safe
def index(request):
    """In the admin: every proof in each language, beside one another."""
    mode = _mode(request)
    languages = [(get_language_info(code), _address(mode, code)) for code in LANGUAGES]
    context = {"sections": _contents(mode, LANGUAGES), "languages": languages}
    return render(request, "wagtailadmin/demo/style_guide.html", context | _modes(mode))


@require_safe
def guide(request, language):
    """As a page of the site in one language: every proof over the whole width."""
    mode = _mode(request)
    with _as_for_readers(language):
        examples = Examples(language, mode)
        page = examples.request()
        page._frame = examples.around()
        others = [(get_language_info(code), _address(mode, code)) for code in LANGUAGES if code != language]
        context = {"sections": _contents(mode, [language]), "languages": others} | _modes(mode, language)
        return _answer(loader.get_template("demo/style_guide/guide.html").render(context, page), language)


@require_safe
def proof(request, language, slug, number=1):
    """One proof as a page of its own."""
    specimen = SPECIMENS.get(slug)
    if specimen is None:
        raise Http404
    with _as_for_readers(language):
        examples = Examples(language, _mode(request))
        proofs = specimen.proofs(examples)
        if not 1 <= number <= len(proofs):
            raise Http404
        return _answer(proof_of(specimen, proofs[number - 1], examples), language)


@contextmanager
def _as_for_readers(language):
    """In the language of the address and the zone of the site; the admin's are those that its user has chosen."""
    if language not in LANGUAGES:
        raise Http404
    with translation.override(language), timezone.override(timezone.get_default_timezone()):
        yield


def _answer(page, language):
    return HttpResponse(page, headers={"Content-Language": language})


def _mode(request):
    asked = request.GET.get("mode", "")
    return asked if asked in Mode.values else Mode.DEVICE.value


def _modes(mode, *place):
    return {"mode": mode, "modes": [(value, label, _address(value, *place)) for value, label in Mode.choices]}


def _contents(mode, languages):
    """Sections with their specimens, and with each specimen its proofs and where they stand in these languages."""
    languages = [(code, get_language_info(code)) for code in languages]
    return [
        (section, [(specimen, _placed(specimen, mode, languages)) for specimen in section.specimens])
        for section in SECTIONS
    ]


def _placed(specimen, mode, languages):
    placed = []
    for number, proof in enumerate(_outlines(specimen.slug)):
        place = (specimen.slug, number + 1) if number else (specimen.slug,)
        placed.append((proof, [(language, _address(mode, code, *place)) for code, language in languages]))
    return placed


@cache
def _outlines(slug):
    """Label and height of a specimen's proofs: the same in every language, because labels are translated late."""
    proofs = SPECIMENS[slug].proofs(Examples(LANGUAGES[0]))
    return [{"label": proof.label, "tall": proof.tall} for proof in proofs]


def _address(mode, *place):
    """Of the index, of the guide in a language, of a specimen's first proof, of another."""
    name = ("style_guide", "style_guide_in", "style_guide_proof", "style_guide_more")[len(place)]
    address = reverse(name, args=place)
    return address if mode == Mode.DEVICE else f"{address}?mode={mode}"
