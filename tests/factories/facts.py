from datetime import date
from decimal import Decimal

from facts.models import Fact, FactWording
from tests.jobs import each_once

from .rows import words

AS_OF = date(2026, 3, 1)
TEXTS = {
    "en": {"statement": "Wells read", "counted": "wells", "source": "Register of wells"},
    "fa": {"statement": "چاه‌های خوانده‌شده", "counted": "چاه", "source": "دفتر چاه‌ها"},
}


@each_once()
def fact(label="Wells read", *, amount=61, unit="", as_of=AS_OF, state="live", texts=None, **fields):
    """A fact worded in both languages; `texts` adds to the wordings, `{"en": {"note": "…"}}`, and `{"fa": None}`
    leaves one out. `amount=None` is a fact in words. `state` is live, draft, scheduled (give `go_live_at`) or
    withdrawn."""
    made = Fact(label=label, amount=_number(amount), unit=unit, as_of=as_of, **fields)
    texts = {language: _worded(language, (texts or {}).get(language, {}), amount, unit) for language in TEXTS}
    made.wordings = words(FactWording, {}, {language: text for language, text in texts.items() if text})
    made.save()
    # A draft may be half-finished.
    revision = made.save_revision(clean=state != "draft")
    if state != "draft":
        revision.publish()
    if state == "withdrawn":
        Fact.objects.get(pk=made.pk).unpublish()
    return Fact.objects.get(pk=made.pk)


@each_once()
def republish(fact, **fields):
    """Publishes the fact with these fields changed, as an editor would, from its newest revision."""
    edited = revise(fact, **fields)
    edited.publish()
    return Fact.objects.get(pk=fact.pk)


def revise(fact, texts=None, **fields):
    """A draft of the fact with these fields changed. Returns the revision."""
    edited = Fact.objects.get(pk=fact.pk).get_latest_revision_as_object()
    wordings = list(edited.wordings.all())
    for wording in wordings:
        for name, value in (texts or {}).get(wording.language_code, {}).items():
            setattr(wording, name, value)
    edited.wordings = wordings
    if "amount" in fields:
        fields["amount"] = _number(fields["amount"])
    for name, value in fields.items():
        setattr(edited, name, value)
    return edited.save_revision()


def placed(fact, form="value"):
    """The fact as it is stored inside a text."""
    return f'<embed embedtype="fact" id="{fact.pk}" form="{form}"/>'


def _worded(language, more, amount, unit):
    if more is None:
        return None
    text = TEXTS[language] | more
    if unit or amount is None:
        text["counted"] = more.get("counted", "")
    return text


def _number(amount):
    return None if amount is None else Decimal(str(amount))
