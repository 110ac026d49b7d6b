"""The forty fields of an asset's form, in groups."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from . import crops

FILE = ("title", "file", "genre", "duration", "width", "height", "thumbnail", "collection", "tags")
SUBJECT = ("topics", "people_shown", "taken_on")
RIGHTS = (
    "creator", "credit", "copyright_notice", "source", "terms", "original_offered", "expires_on", "ai_origin",
    "marked_public",
)  # fmt: skip


@dataclass
class Group:
    """`language` is the code of the language that its words are in, "" for a group of no language."""

    key: str
    heading: Promise | str
    language: str = ""
    fields: list = field(default_factory=list)

    @property
    def has_errors(self):
        return any(bound.errors for bound in self.fields)


def groups_of(form):
    """Those that have fields, the file first; a field that nobody has placed stands with the file."""
    groups = {
        "file": Group("file", _("The file")),
        **{code: Group(code, _local_name(code), code) for code, _word, _field in form.word_fields.values()},
        "subject": Group("subject", _("What and whom it shows")),
        "rights": Group("rights", _("Rights")),
    }
    cut = set(crops.field_names())
    for bound in sorted(form.visible_fields(), key=_rank):
        if bound.name not in cut:
            groups[_group_of(form, bound.name)].fields.append(bound)
    return [group for group in groups.values() if group.fields]


def _group_of(form, name):
    language = name.rpartition("_")[2]
    if language in {code for code, _word, _field in form.word_fields.values()}:
        return language
    if name in SUBJECT:
        return "subject"
    return "rights" if name in RIGHTS else "file"


def _rank(bound):
    order = (*FILE, *SUBJECT, *RIGHTS)
    return order.index(bound.name) if bound.name in order else len(order)


def _local_name(code):
    return get_language_info(code)["name_local"].capitalize()
