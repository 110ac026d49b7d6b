from dataclasses import dataclass

from django.db import transaction
from django.test import TestCase
from django.utils import timezone
from wagtail.models import Page

from stories.models import Story, StoryIndexPage
from tests.factories import newsroom, person, section, story
from tests.publication.desk import Desk

ROLES = ["Writer", "Editor", "Approver", "Publisher"]

#: What each role can do by a direct request to the admin, whatever its buttons show. The one table of expectations.
#:                       Writer Editor Approver Publisher
TABLE = {
    "create":             "yes    yes    no       yes",
    "edit own":           "yes    yes    yes      yes",
    "edit another's":     "no     yes    yes      yes",
    "submit own":         "yes    yes    yes      yes",
    "publish own":        "no     no     no       yes",
    "publish another's":  "no     no     no       yes",
    "schedule own":       "no     no     no       yes",
    "unpublish":          "no     no     no       yes",
    "delete own draft":   "yes    yes    yes      yes",
    "delete another's":   "no     yes    yes      yes",
    "delete what is live": "no    no     no       yes",
    "lock":               "no     yes    no       yes",
    "unlock another's":   "no     no     no       yes",
    "approve first step": "no     yes    yes      no",
}  # fmt: skip


@dataclass
class Case:
    desk: Desk
    own: Story
    others: Story
    live: Story


def fresh(page):
    return Page.objects.get(pk=page.pk)


def create(case):
    case.desk.create(Story, section(StoryIndexPage), title="New", slug="new", standfirst="What happened.")
    return Story.objects.filter(slug="new").exists()


def edit(page_of):
    def act(case):
        page = page_of(case)
        case.desk.save(page, title="Changed")
        return fresh(page).draft_title == "Changed"

    return act


def submit(case):
    case.desk.submit(case.own)
    return fresh(case.own).workflow_in_progress


def publish(page_of):
    def act(case):
        page = page_of(case)
        case.desk.publish(page)
        return fresh(page).live

    return act


def schedule(case):
    case.desk.publish(case.own, go_live_at="2090-01-01 10:00")
    return fresh(case.own).live or fresh(case.own).approved_schedule


def unpublish(case):
    case.desk.unpublish(case.live)
    return not fresh(case.live).live


def delete(page_of):
    def act(case):
        case.desk.delete(page_of(case))
        return not Page.objects.filter(pk=page_of(case).pk).exists()

    return act


def lock(case):
    case.desk.lock(case.others)
    return fresh(case.others).locked


def unlock(case):
    Page.objects.filter(pk=case.others.pk).update(locked=True, locked_by=case.others.owner, locked_at=timezone.now())
    case.desk.unlock(case.others)
    return not fresh(case.others).locked


def approve(case):
    fresh(case.others).get_workflow().start(fresh(case.others).specific, case.others.owner)
    first = fresh(case.others).current_workflow_task_state
    case.desk.approve(case.others)
    first.refresh_from_db()
    return first.status == "approved"


ACTIONS = {
    "create": create,
    "edit own": edit(lambda case: case.own),
    "edit another's": edit(lambda case: case.others),
    "submit own": submit,
    "publish own": publish(lambda case: case.own),
    "publish another's": publish(lambda case: case.others),
    "schedule own": schedule,
    "unpublish": unpublish,
    "delete own draft": delete(lambda case: case.own),
    "delete another's": delete(lambda case: case.others),
    "delete what is live": delete(lambda case: case.live),
    "lock": lock,
    "unlock another's": unlock,
    "approve first step": approve,
}


class RoleTableTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.author = person()
        cls.colleague = Desk("Writer", name="colleague")
        cls.others = cls.page_of(cls.colleague, "Another's")
        cls.live = story("Live", people=[cls.author])
        Page.objects.filter(pk=cls.live.pk).update(owner=cls.colleague.user)
        cls.desks = {role: Desk(role) for role in ROLES}
        cls.own = {role: cls.page_of(desk, f"Own of {role}") for role, desk in cls.desks.items()}

    @classmethod
    def page_of(cls, desk, title):
        page = story(title, people=[cls.author], state="draft")
        Page.objects.filter(pk=page.pk).update(owner=desk.user)
        return Story.objects.get(pk=page.pk)

    def check(self, action):
        for role, expected in zip(ROLES, TABLE[action].split(), strict=True):
            with self.subTest(role):
                desk = self.desks[role]
                case = Case(desk, self.own[role], self.others, self.live)
                self.assertEqual("yes" if self.rolled_back(ACTIONS[action], case) else "no", expected)

    def rolled_back(self, act, case):
        with transaction.atomic():
            result = act(case)
            transaction.set_rollback(True)
        return result


def _test(action):
    return lambda self: self.check(action)


for _action in TABLE:
    _name = "test_who_may_" + _action.replace("'", "").replace(" ", "_")
    setattr(RoleTableTest, _name, _test(_action))
