"""The press office's list of journalists: kept by editors and publishers, seen by nobody else."""

from django.test import TestCase
from django.urls import reverse

from people.models import Journalist
from tests.factories import brand, newsroom
from tests.publication.desk import Desk

NAME = {action: f"wagtailsnippets_people_journalist:{action}" for action in ("list", "add", "edit", "delete")}
GIVEN = {"name": "Nina Berg", "outlet": "Dagsavisen", "email": "nina@press.example", "language": "en", "notes": ""}


class JournalistListTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()
        cls.desks = {role: Desk(role) for role in ("Writer", "Editor", "Approver", "Publisher")}
        cls.known = Journalist.objects.create(name="Tom Reed", email="tom@press.example", language="en", notes="Rude.")

    def ask(self, role, action, *args, data=None):
        client, address = self.desks[role].client, reverse(NAME[action], args=args)
        return client.get(address) if data is None else client.post(address, data)

    def test_editors_and_publishers_keep_the_list(self):
        for role in ("Editor", "Publisher"):
            self.assertContains(self.ask(role, "list"), "Tom Reed")
            email = f"{role.lower()}@press.example"
            self.ask(role, "add", data=GIVEN | {"email": email, "is_active": "on"})
            self.assertTrue(Journalist.objects.active().filter(email=email).exists())

    def test_writers_and_approvers_do_not_see_it(self):
        for role in ("Writer", "Approver"):
            for action, args in (("list", []), ("add", []), ("edit", [self.known.pk])):
                self.assertEqual(self.ask(role, action, *args).status_code, 302)
            self.assertNotContains(self.desks[role].client.get("/admin/"), reverse(NAME["list"]))

    def test_only_publishers_delete(self):
        self.ask("Editor", "delete", self.known.pk, data={})
        self.assertTrue(Journalist.objects.filter(pk=self.known.pk).exists())
        self.ask("Publisher", "delete", self.known.pk, data={})
        self.assertFalse(Journalist.objects.filter(pk=self.known.pk).exists())

    def test_an_address_stands_in_the_list_once(self):
        answer = self.ask("Editor", "add", data=GIVEN | {"email": "tom@press.example"})
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(Journalist.objects.count(), 1)

    def test_what_is_no_address_is_refused(self):
        for email in ("nobody", "a@b\nBcc: c@d.example", "\0@press.example"):
            self.assertEqual(self.ask("Editor", "add", data=GIVEN | {"email": email}).status_code, 200)

    def test_it_is_searched_by_name_and_outlet(self):
        Journalist.objects.create(**GIVEN)
        client = self.desks["Editor"].client
        self.assertNotContains(client.get(reverse(NAME["list"]), {"q": "Dagsavisen"}), "Tom Reed")

    def test_the_list_costs_the_same_however_long(self):
        self.ask("Editor", "list")
        with self.assertNumQueries(QUERIES):
            self.ask("Editor", "list")
        for number in range(5):
            Journalist.objects.create(**GIVEN | {"email": f"{number}@press.example"})
        with self.assertNumQueries(QUERIES):
            self.ask("Editor", "list")


#: Of the list in the admin, whatever its length.
QUERIES = 12
