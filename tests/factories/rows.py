from django.utils.text import slugify
from wagtail.models import Locale

from people.models import Person, PersonWording
from tests.jobs import each_once
from topics.models import Topic, TopicWording


def words(model, owner, texts):
    """Wordings of a row, unsaved: `texts` is language code -> fields. `owner` is the field that names the row."""
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    return [model(locale=locales[code], **owner, **fields) for code, fields in texts.items()]


@each_once()
def person(
    name="Leila Rahmani", name_fa="لیلا رحمانی", *, role="Editor", role_fa="دبیر", subjects=(), texts=None, **fields
):
    """A person with wordings in both languages; `name_fa=None` leaves the Persian one out.

    `texts` adds to the wordings: `{"en": {"hours": "…"}}`.
    """
    fields.setdefault("slug", _free_slug(Person, name))
    made = Person(label=name, **fields)
    wordings = {"en": {"name": name, "role": role}, "fa": {"name": name_fa, "role": role_fa}}
    for code, more in (texts or {}).items():
        wordings[code] |= more
    made.wordings = words(PersonWording, {}, {code: text for code, text in wordings.items() if text["name"]})
    made.subjects = list(subjects)
    made.save()
    return made


@each_once()
def topic(slug="water", name=None, name_fa="آب", *, introduction="", introduction_fa="", **fields):
    """A topic with wordings in both languages; `name_fa=None` leaves the Persian one out."""
    name = name or slug.replace("-", " ").capitalize()
    made = Topic(name=name, slug=slug, **fields)
    wordings = {
        "en": {"name": name, "introduction": introduction},
        "fa": {"name": name_fa, "introduction": introduction_fa},
    }
    made.wordings = words(TopicWording, {}, {code: text for code, text in wordings.items() if text["name"]})
    made.save()
    return made


def _free_slug(model, name):
    base = slugify(name) or "person"
    slug, number = base, 2
    while model.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug
