"""Whom to call."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..rows import altered
from ..specimen import Proof, Section, State, alone

SECTION = Section("people", _("Whom to call"))


@SECTION.specimen(
    "desk", pgettext_lazy("style guide", "Desk"), "partials/desk.html",
    _("On every page on which somebody may be on deadline: the press line, and the way to everything else."),
)  # fmt: skip
def desk(examples):
    return [
        alone(label=_("With everything")),
        Proof(
            (State("", around={"press_urgent_phone": "", "press_email": ""}),),
            label=_("Telephone alone"),
        ),
    ]


@SECTION.specimen(
    "contacts", _("Press contacts"), "partials/contacts.html",
    _("Beside a release, above everything else on a phone: the people who answer for this text."),
)  # fmt: skip
def contacts(examples):
    people = examples.rows.people
    one, two = [people["kaveh-nazari"]], [people["kaveh-nazari"], people["mina-tavakoli"]]
    return [
        alone({"contacts": one}, label=pgettext_lazy("style guide", "One")),
        alone({"contacts": two}, label=pgettext_lazy("style guide", "Several")),
    ]


@SECTION.specimen(
    "contact-card", _("Contact card"), "partials/contact.html",
    _("One person: name, role, and only the lines that they have given."),
)  # fmt: skip
def contact_card(examples):
    people = examples.rows.people
    bare = altered(people["hamid-yazdani"], phone="", mobile="", reply_minutes=None, is_public=False)
    return Proof(
        (
            State(
                _("Every line"),
                {"person": altered(people["kaveh-nazari"], mobile="+98 912 555 0143")},
            ),
            State(_("Few lines, without a page"), {"person": bare}),
        )
    )
