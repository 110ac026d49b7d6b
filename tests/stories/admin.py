"""Logging in by role and posting what the editor posts, for the tests of the admin."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail.users.models import UserProfile

from pages.rich_text import DEFAULT_FEATURES


def user(role, language="en", **fields):
    """A user of this role (Writer, Editor, Approver, Publisher; Admin is a superuser) whose admin is in `language`."""
    name = fields.pop("username", role.lower())
    made = get_user_model().objects.create_user(
        username=name, password="open sesame", is_superuser=role == "Admin", **fields
    )
    if role != "Admin":
        made.groups.add(Group.objects.get(name=role))
    UserProfile.objects.create(user=made, preferred_language=language)
    return made


def story_form(*blocks, people=(), topics=(), related=(), **fields):
    """What the browser posts for a story: blocks are (type, value) pairs, people new rows of the byline."""
    rows = [{"person": person.pk, "role": "by", "ORDER": place} for place, person in enumerate(people, 1)]
    return nested_form_data(
        {
            "title": "A town without taps",
            "slug": "a-town-without-taps",
            "standfirst": "Water came by lorry for eleven years.",
            "lead_image": "",
            "form": "feature",
            "body": streamfield(list(blocks)),
            "item_people": inline_formset(rows),
            "related_items": inline_formset([{"target": item.pk} for item in related]),
            "supersedes": "",
            "updated_at": "",
            "update_note": "",
            "ai_use": "none",
            "ai_note": "",
            "seo_title": "",
            "search_description": "",
            "go_live_at": "",
            "expire_at": "",
            "comments": inline_formset([]),
            **fields,
        }
    ) | {"topics": [topic.pk for topic in topics]}


def paragraph(text="Water came by lorry."):
    return ("paragraph", rich_text(f"<p>{text}</p>", features=DEFAULT_FEATURES))
