"""Who did what, when and from where."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import RequestFactory, SimpleTestCase, TestCase, override_settings, tag
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.log_actions import log
from wagtail.models import GroupPagePermission, ModelLogEntry, Page, PageLogEntry

from editorial.audit_trail import actions, record, retention
from editorial.audit_trail.exports import harmless
from publication.asker import client_address
from tests.factories import fact, newsroom, story
from tests.publication.desk import PASSWORD, Desk

REPORT = reverse("editorial_audit_trail")
FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', " =1", "\uff1d1"]


class TrailTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.page = story()

    def told(self, action, model=PageLogEntry):
        return list(model.objects.filter(action=action).order_by("pk"))


class FromWhere(TrailTestCase):
    def test_whatever_wagtail_logs_says_from_where(self):
        desk = Desk("Publisher")
        desk.client.defaults["REMOTE_ADDR"] = "192.0.2.7"
        desk.save(self.page)
        entry = PageLogEntry.objects.filter(page=self.page.pk, action="wagtail.edit").order_by("-pk").first()
        self.assertEqual((entry.user, entry.data["from"]), (desk.user, "192.0.2.7"))

    def test_what_the_clock_does_comes_from_nowhere(self):
        log(self.page, "wagtail.publish")
        self.assertNotIn("from", PageLogEntry.objects.order_by("-pk").first().data)

    def test_another_room_records_with_the_request_that_it_has(self):
        request = RequestFactory().get("/", REMOTE_ADDR="2001:db8::0:1")
        entry = record(actions.PREVIEWED, self.page, request=request, view="pass")
        self.assertEqual((entry.user, entry.data), (None, {"view": "pass", "from": "2001:db8::1"}))


class Addresses(SimpleTestCase):
    def address(self, forwarded="", connection="10.0.0.1"):
        return client_address(RequestFactory().get("/", REMOTE_ADDR=connection, HTTP_X_FORWARDED_FOR=forwarded))

    def test_without_proxies_nobody_is_believed(self):
        with override_settings(PROXIES_IN_FRONT=0):
            self.assertEqual(self.address("203.0.113.9"), "10.0.0.1")

    def test_behind_proxies_what_our_own_have_written_counts(self):
        with override_settings(PROXIES_IN_FRONT=1):
            self.assertEqual(self.address("6.6.6.6, 203.0.113.9"), "203.0.113.9")
            self.assertEqual(self.address(""), "10.0.0.1")
        with override_settings(PROXIES_IN_FRONT=2):
            self.assertEqual(self.address("6.6.6.6, 203.0.113.9, 10.0.0.2"), "203.0.113.9")

    def test_ports_are_left_out_and_nonsense_is_not_believed(self):
        with override_settings(PROXIES_IN_FRONT=1):
            for written, address in (
                ("192.0.2.1:4711", "192.0.2.1"),
                ("[2001:db8::1]:80", "2001:db8::1"),
                ("=1+1", "10.0.0.1"),
            ):
                self.assertEqual(self.address(written), address)


class Previews(TrailTestCase):
    def test_looking_at_a_draft_is_told_once_in_ten_minutes_and_counted(self):
        desk = Desk("Editor")
        draft = story("A draft", state="draft")
        for _turn in range(3):
            desk.client.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk]))
        entry = self.told(actions.PREVIEWED)[0]
        self.assertEqual((len(self.told(actions.PREVIEWED)), entry.user, entry.page_id), (1, desk.user, draft.pk))
        self.assertIn("3 times", entry.message)

    def test_the_next_look_after_ten_minutes_is_another(self):
        desk = Desk("Editor")
        address = reverse("wagtailadmin_pages:view_draft", args=[self.page.pk])
        desk.client.get(address)
        PageLogEntry.objects.update(timestamp=timezone.now() - timedelta(minutes=11))
        desk.client.get(address)
        self.assertEqual(len(self.told(actions.PREVIEWED)), 2)

    def test_old_revisions_comparisons_and_the_panel_of_the_editor_count_as_previews(self):
        desk, revision = Desk("Editor"), self.page.live_revision_id
        desk.client.get(reverse("wagtailadmin_pages:revisions_view", args=[self.page.pk, revision]))
        desk.save(self.page, title="Another headline")
        desk.client.get(reverse("wagtailadmin_pages:revisions_compare", args=[self.page.pk, "earliest", "latest"]))
        address = reverse("wagtailadmin_pages:preview_on_edit", args=[self.page.pk])
        desk.client.post(address, desk.form(self.page))
        desk.client.get(address)
        self.assertEqual(
            [entry.data["view"] for entry in self.told(actions.PREVIEWED)],
            ["revisions_view", "revisions_compare", "preview_on_edit"],
        )

    def test_so_is_a_fact(self):
        desk, row = Desk("Editor"), fact()
        name = type(row).snippet_viewset.get_url_name("revisions_view")
        desk.client.get(reverse(name, args=[row.pk, row.latest_revision_id]))
        entry = self.told(actions.PREVIEWED, ModelLogEntry)[0]
        self.assertEqual((entry.object_id, entry.label), (str(row.pk), str(row)))

    def test_readers_of_public_pages_are_not_told_of(self):
        desk = Desk("Editor")
        desk.client.get(self.page.url)
        self.assertEqual(self.told(actions.PREVIEWED), [])


class Refusals(TrailTestCase):
    def test_who_is_refused_is_told_of(self):
        desk = Desk("Writer")
        desk.client.get(reverse("wagtailadmin_pages:edit", args=[self.page.pk]))
        entry = self.told(actions.REFUSED)[0]
        self.assertEqual((entry.user, entry.page_id), (desk.user, self.page.pk))
        self.assertIn(f"/admin/pages/{self.page.pk}/edit/", entry.message)

    def test_also_where_a_script_asks(self):
        Desk("Writer").client.get(REPORT, headers={"X-Requested-With": "XMLHttpRequest"})
        self.assertEqual(len(self.told(actions.REFUSED, ModelLogEntry)), 1)

    def test_a_reader_with_a_login_who_tries_the_admin(self):
        reader = get_user_model().objects.create_user("reader", "reader@karizan.example", PASSWORD)
        self.client.force_login(reader)
        for page in (self.page.pk, 999_999):
            self.client.get(reverse("wagtailadmin_pages:view_draft", args=[page]))
        entry = self.told(actions.REFUSED, ModelLogEntry)[0]
        self.assertEqual((entry.user, entry.data["times"], self.told(actions.REFUSED)), (reader, 2, []))

    def test_nobody_can_flood_it(self):
        desk = Desk("Writer")
        parent = self.page.get_parent()
        pages = [story(f"Story {number}") for number in range(2)]
        for number in range(40):
            PageLogEntry.objects.create(
                page=parent, action=actions.REFUSED, user=desk.user, timestamp=timezone.now(), label=str(number)
            )
        for page in pages:
            desk.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        entries = self.told(actions.REFUSED, ModelLogEntry)
        self.assertEqual([entry.data["times"] for entry in entries], [2])

    def test_those_who_are_not_logged_in_are_sent_to_the_login_without_a_word(self):
        self.client.get(reverse("wagtailadmin_pages:edit", args=[self.page.pk]))
        self.assertEqual(self.told(actions.REFUSED) + self.told(actions.REFUSED, ModelLogEntry), [])


class Logins(TrailTestCase):
    def login(self, name, password):
        return self.client.post(reverse("wagtailadmin_login"), {"username": name, "password": password})

    def test_a_login_is_told(self):
        user = Desk("Editor").user
        ModelLogEntry.objects.all().delete()
        self.login("editor", PASSWORD)
        entry = self.told(actions.LOGGED_IN, ModelLogEntry)[0]
        self.assertEqual((entry.user, entry.object_id, entry.data["from"]), (user, str(user.pk), "127.0.0.1"))

    def test_failed_ones_are_counted_by_account(self):
        user = Desk("Editor").user
        for _turn in range(3):
            self.login("editor", "wrong")
        entry = self.told(actions.LOGIN_FAILED, ModelLogEntry)[0]
        self.assertEqual((entry.object_id, entry.data["times"]), (str(user.pk), 3))

    def test_what_was_typed_as_a_name_that_nobody_has_is_not_kept(self):
        self.login("my secret password", "x")
        entry = self.told(actions.LOGIN_FAILED, ModelLogEntry)[0]
        self.assertNotIn("secret", str(entry.data) + entry.label + entry.message)

    def test_names_that_no_database_takes_are_a_failed_login(self):
        self.assertEqual(self.login("a\0b", "x").status_code, 200)


class Rights(TrailTestCase):
    def changed(self, instance):
        entries = ModelLogEntry.objects.for_instance(instance).filter(action=actions.RIGHTS)
        return [entry.message for entry in entries.order_by("pk")]

    def test_the_house_sets_itself_up_without_a_word(self):
        self.assertEqual(self.told(actions.RIGHTS, ModelLogEntry), [])

    def test_groups_of_a_person_from_either_side(self):
        person = get_user_model().objects.create_user("mina")
        group = Group.objects.get(name="Editor")
        person.groups.add(group)
        group.user_set.remove(person)
        person.groups.add(group)
        person.groups.clear()
        self.assertEqual(
            self.changed(person), ["Groups. given: Editor", "Groups. given: Editor", "Groups. taken: everything"]
        )
        self.assertEqual(self.changed(group), ["Members. taken: mina"])

    def test_permissions_of_a_group_in_general_and_on_pages(self):
        group = Group.objects.get(name="Writer")
        permission = Permission.objects.get(codename="change_fact")
        group.permissions.add(permission)
        row = GroupPagePermission.objects.create(group=group, page=self.page, permission_type="change")
        row.delete()
        self.assertEqual(
            self.changed(group),
            [
                "Permissions. given: facts.change_fact",
                "Permissions on pages. given: change_page: A quieter grid",
                "Permissions on pages. taken: change_page: A quieter grid",
            ],
        )

    def test_what_an_account_may_do_at_all(self):
        person = get_user_model().objects.create_user("mina", password=PASSWORD)
        person.is_superuser = True
        person.save()
        person.is_active = False
        person.set_password("another one that is long")
        person.save()
        self.assertEqual(
            self.changed(person),
            ["Account. given: superuser", "Account. taken: active; changed: password"],
        )

    def test_a_password_that_a_login_only_hashes_anew_is_not_changed(self):
        person = get_user_model().objects.create_user("mina", password=PASSWORD)
        person.set_password(PASSWORD)
        person._password = None  # as Django does it
        person.save(update_fields=["password"])
        self.assertEqual(self.changed(person), [])

    def test_a_new_superuser_is_told_and_a_new_reader_is_not(self):
        users = get_user_model().objects
        self.assertEqual(self.changed(users.create_user("reader")), [])
        self.assertEqual(self.changed(users.create_superuser("chief")), ["Account. given: superuser"])

    def test_it_says_who_gave_them_in_the_admin(self):
        chief = Desk()
        Desk("Editor")
        group = Group.objects.get(name="Editor")
        address = reverse("wagtailusers_users:edit", args=[get_user_model().objects.get(username="editor").pk])
        form = {"username": "editor", "email": "e@karizan.example", "first_name": "E", "last_name": "D"}
        chief.client.post(address, form | {"is_active": "on", "is_superuser": "on", "groups": [group.pk]})
        entry = ModelLogEntry.objects.get(action=actions.RIGHTS, user=chief.user)
        self.assertEqual(entry.data["added"], ["is_superuser"])


@tag("once")
class Report(TrailTestCase):
    def entry(self, label="A quieter grid", **fields):
        fields = {"action": "wagtail.edit", "timestamp": timezone.now(), "page": self.page} | fields
        return PageLogEntry.objects.create(label=label, **fields)

    def rows(self, desk, **query):
        response = desk.client.get(REPORT, query)
        self.assertEqual(response.status_code, 200)
        page = BeautifulSoup(response.content, "html.parser")
        return [" ".join(row.get_text(" ").split()) for row in page.select("table.listing tbody tr")]

    def test_superusers_and_publishers_read_it_and_others_do_not(self):
        for role, status in ((None, 200), ("Publisher", 200), ("Editor", 302), ("Approver", 302), ("Writer", 302)):
            desk = Desk(role)
            for address in (REPORT, reverse("editorial_audit_trail_results"), f"{REPORT}?export=csv"):
                with self.subTest(role, address=address):
                    self.assertEqual(desk.client.get(address).status_code, status)
            menu = desk.client.get(reverse("wagtailadmin_home")).content.decode()
            self.assertEqual(REPORT in menu, status == 200)

    def test_a_publisher_sees_what_their_permissions_open(self):
        stranger = get_user_model().objects.create_user("stranger")
        record(actions.LOGGED_IN, stranger, user=stranger)
        self.entry("The gate at Gaz")
        rows = self.rows(Desk("Publisher"))
        self.assertTrue(any("The gate at Gaz" in row for row in rows))
        self.assertFalse(any("stranger" in row for row in rows))
        self.assertTrue(any("stranger" in row for row in self.rows(Desk())))

    def test_it_is_found_by_person_action_address_item_and_day(self):
        desk = Desk()
        self.entry("Old", timestamp=timezone.now() - timedelta(days=9), data={"from": "192.0.2.1"}, user=desk.user)
        self.entry("New", data={"from": "198.51.100.4"}, action="wagtail.lock")
        day = timezone.localdate() - timedelta(days=5)
        for query in (
            {"address": "192.0."}, {"timestamp_to": day.isoformat()}, {"label": "old"},
            {"user": desk.user.pk, "action": "wagtail.edit"},
        ):  # fmt: skip
            with self.subTest(query):
                rows = self.rows(desk, **query)
                self.assertEqual((len(rows), "Old" in rows[0]), (1, True))

    def test_titles_neither_break_out_nor_turn_the_row_round(self):
        self.entry("<script>alert(1)</script>\u202egnp.exe")
        page = Desk().client.get(REPORT).content.decode()
        self.assertNotIn("<script>alert(1)", page)
        self.assertNotIn("\u202e", page)
        self.assertIn("<bdi>&lt;script&gt;", page)

    def test_bad_filters_are_no_fault(self):
        desk = Desk()
        for query in ("address=%00", "user=99999999999999999999", "timestamp_from=x", "p=x", "action=y", "export=pdf"):
            with self.subTest(query):
                self.assertEqual(desk.client.get(f"{REPORT}?{query}").status_code, 200)

    def test_it_asks_as_much_for_many_entries_as_for_two(self):
        desk, asked = Desk("Publisher"), []
        PageLogEntry.objects.all().delete()
        ModelLogEntry.objects.all().delete()
        for count in (2, 30):
            for number in range(count):
                self.entry(f"Entry {number}", user=desk.user)
                record(actions.PREVIEWED, fact(f"Fact {number}"), user=desk.user)
            self.rows(desk)
            with CaptureQueriesContext(connection) as queries:
                self.rows(desk)
            asked.append(len(queries))
        self.assertEqual(*asked)

    def test_wagtails_history_stays_for_those_who_do_not_read_the_trail(self):
        history = reverse("wagtailadmin_reports:site_history")
        self.assertContains(Desk("Editor").client.get(reverse("wagtailadmin_home")), history)
        self.assertNotContains(Desk().client.get(reverse("wagtailadmin_home")), '"name": "site-history"')


class Exports(TrailTestCase):
    def setUp(self):
        self.desk = Desk()
        for formula in FORMULAS:
            PageLogEntry.objects.create(
                label=formula,
                action="wagtail.edit",
                timestamp=timezone.now(),
                page=self.page,
                data={"from": "192.0.2.1"},
            )

    def csv(self, address=REPORT):
        response = self.desk.client.get(f"{address}?export=csv")
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        return list(csv.reader(StringIO(text, newline="")))

    def cells(self):
        workbook = load_workbook(BytesIO(b"".join(self.desk.client.get(f"{REPORT}?export=xlsx").streaming_content)))
        return [cell for row in workbook.active.iter_rows() for cell in row]

    def assertHarmless(self, values):
        for value in filter(None, values):
            self.assertFalse(value.lstrip(" ").startswith(tuple("=+-@\t\r\uff1d")), repr(value))

    def test_no_cell_of_a_csv_file_is_a_formula(self):
        rows = self.csv()
        self.assertEqual(rows[0][:3], ["Time (UTC)", "Who", "Action"])
        self.assertGreater(len(rows), len(FORMULAS))
        self.assertHarmless(value for row in rows for value in row)
        self.assertIn("'=1+1", [value for row in rows for value in row])

    def test_nor_of_a_workbook(self):
        cells = self.cells()
        self.assertNotIn("f", {cell.data_type for cell in cells})
        self.assertHarmless(cell.value for cell in cells if isinstance(cell.value, str))

    def test_nor_of_wagtails_own_reports(self):
        self.assertHarmless(value for row in self.csv(reverse("wagtailadmin_reports:site_history")) for value in row)

    def test_who_exported_it_stands_in_it(self):
        self.csv()
        entry = ModelLogEntry.objects.get(action=actions.EXPORTED)
        self.assertEqual((entry.user, entry.data["format"]), (self.desk.user, "csv"))

    def test_characters_that_no_workbook_takes_are_left_out(self):
        PageLogEntry.objects.filter(label="=1+1").update(label="a\x08b")
        self.assertIn("ab", [cell.value for cell in self.cells()])

    def test_numbers_and_words_stay_as_they_are(self):
        self.assertEqual([harmless(value) for value in ("a = b", 5, "", None)], ["a = b", 5, "", None])


class Retention(TrailTestCase):
    def setUp(self):
        PageLogEntry.objects.all().delete()
        ModelLogEntry.objects.all().delete()
        for days in (1, 20, 40, 400):
            at = timezone.now() - timedelta(days=days)
            PageLogEntry.objects.create(label=str(days), action="wagtail.edit", timestamp=at, page=self.page)

    def kept(self):
        return sorted(int(label) for label in PageLogEntry.objects.values_list("label", flat=True))

    def test_everything_is_kept_unless_a_setting_says_how_long(self):
        self.assertEqual((retention.tick(), self.kept()), (0, [1, 20, 40, 400]))

    @override_settings(AUDIT_KEPT_DAYS=30)
    def test_what_is_over_is_deleted_and_that_is_told(self):
        self.assertEqual((retention.tick(), self.kept()), (2, [1, 20]))
        entry = ModelLogEntry.objects.get(action=actions.FORGOTTEN)
        self.assertEqual(entry.message, "2 entries were deleted: their time was over")
        self.assertEqual(retention.tick(), 0)
        self.assertEqual(ModelLogEntry.objects.filter(action=actions.FORGOTTEN).count(), 1)

    @override_settings(AUDIT_KEPT_DAYS=30)
    def test_the_oldest_go_first_and_no_more_than_a_batch_at_once(self):
        batch, retention.BATCH = retention.BATCH, 1
        self.addCleanup(setattr, retention, "BATCH", batch)
        retention.tick()
        self.assertEqual(self.kept(), [1, 20, 40])

    @override_settings(AUDIT_KEPT_DAYS=30)
    def test_the_page_itself_stays(self):
        retention.tick()
        self.assertTrue(Page.objects.filter(pk=self.page.pk).exists())
