"""*Set for all* of more files than anybody waits for: a job, and a page that shows how far it has come."""

from datetime import timedelta
from unittest import mock

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import override_settings, tag
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks import default_task_backend
from wagtail.log_actions import registry
from wagtail.models import Collection, GroupCollectionPermission
from wagtail.users.models import UserProfile

from media_library import housekeeping
from media_library.desk import tasks
from media_library.models import BatchChange, Media
from publication.models.epoch import EpochQuerySet
from topics.models import Topic

from .test_desk_uploads import UploadCase, save_but

MANY = 200


class Killed(BaseException):
    pass


def colleague(name, *permissions):
    """Somebody with the admin, and these permissions on all collections."""
    user = get_user_model().objects.create_user(name, f"{name}@example.org", "secret")
    group = user.groups.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in permissions:
        permission = Permission.objects.get(codename=codename, content_type__app_label="media_library")
        root = Collection.get_first_root_node()
        GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)
    return user


@tag("once")
@override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": []}})
class BatchTests(UploadCase):
    def ask(self, recordings, **fields):
        """Sends the form. The job waits, and is done by `work`."""
        default_task_backend.clear()
        answer = self.set_for_all(Media, recordings, script=False, **fields)
        batch = BatchChange.objects.get()
        self.assertEqual(self.jobs(), [batch.pk])
        return batch, answer

    def jobs(self):
        return [job.args[0] for job in default_task_backend.results if job.task == tasks.set_for_all]

    def work(self, batch, times=None):
        """Until it is finished, or so many times."""
        while not batch.finished and times != 0:
            tasks.set_for_all.call(batch.pk)
            batch.refresh_from_db()
            times = times and times - 1

    def look(self, batch):
        return self.client.get(reverse("asset_batch", args=[batch.pk]))

    def test_more_than_fifty_are_set_by_a_job_and_the_editor_sees_how_far_it_is(self):
        water = Topic.objects.create(name="Water", slug="water")
        batch, answer = self.ask(self.many(MANY), credit="Karizan", expires_on="2020-01-01", topics=[water.pk])
        page = f"{reverse('asset_batch', args=[batch.pk])}?next=%2Fadmin%2Fimages%2F"
        self.assertRedirects(answer, page, fetch_redirect_response=False)
        self.assertEqual(batch.values, {"credit": "Karizan", "expires_on": "2020-01-01", "topics": [water.pk]})
        self.assertFalse(Media.objects.filter(credit="Karizan").exists())
        self.work(batch, times=1)
        shown = self.client.get(page)
        self.assertContains(shown, "50 of 200 done")
        self.assertContains(shown, '<progress class="nr-progress" value="50" max="200"')
        self.assertEqual(shown["Refresh"], "3")
        self.work(batch)
        shown = self.client.get(page)
        self.assertContains(shown, "All 200 are set.")
        self.assertContains(shown, 'href="/admin/images/"')
        self.assertNotIn("Refresh", shown)
        self.assertEqual(Media.objects.filter(credit="Karizan", expires_on="2020-01-01", topics=water).count(), MANY)

    def test_the_page_speaks_persian(self):
        UserProfile.objects.create(user=self.user, preferred_language="fa")
        batch, _answer = self.ask(self.many(60), credit="Karizan")
        self.work(batch, times=1)
        shown = self.look(batch)
        self.assertRegex(shown.content.decode(), r'<p id="how-far">.*۵۰.*۶۰.*</p>')
        self.assertContains(shown, 'value="50" max="60"')

    def test_fifty_at_a_time_and_what_follows_is_done_once_for_all_of_them(self):
        batch, _answer = self.ask(self.many(MANY), expires_on="2020-01-01")
        moves = mock.patch.object(EpochQuerySet, "move", autospec=True, side_effect=EpochQuerySet.move)
        for _chunk in range(4):
            with moves as moved, CaptureQueriesContext(connection) as some:
                tasks.set_for_all.call(batch.pk)
            self.assertEqual(moved.call_count, 1)
            self.assertLess(len(some), 50 * 37)  # PostgreSQL has some more, for its search
        self.assertFalse(Media.objects.filter(expires_on=None).exists())
        self.assertEqual(self.jobs(), [batch.pk] * 4)

    def test_asking_for_it_costs_the_same_for_any_number_and_for_whoever_asks(self):
        self.client.force_login(colleague("writer", "add_media", "change_media"))
        recordings, counts = self.many(MANY), []
        self.ask(recordings[:51], credit="Karizan")
        for some in (recordings[:60], recordings):
            BatchChange.objects.all().delete()
            with CaptureQueriesContext(connection) as asked:
                self.ask(some, credit="Karizan")
            counts.append(len(asked))
        self.assertEqual(*counts)

    def test_a_job_that_was_killed_goes_on_where_it_was(self):
        recordings = self.many(MANY)
        batch, _answer = self.ask(recordings, credit="Karizan")
        with mock.patch.object(Media, "save", autospec=True, side_effect=save_but(recordings[120], Killed)):
            self.assertRaises(Killed, self.work, batch)
        batch.refresh_from_db()
        self.assertEqual((batch.done, Media.objects.filter(credit="Karizan").count()), (100, 100))
        saved = mock.patch.object(Media, "save", autospec=True, side_effect=Media.save)
        with saved as save:
            self.work(batch)
            tasks.set_for_all.call(batch.pk)  # once more, which does nothing
        self.assertEqual((save.call_count, batch.done, batch.failed), (100, MANY, {}))
        self.assertEqual(Media.objects.filter(credit="Karizan").count(), MANY)

    def test_a_job_that_came_to_nothing_is_begun_anew_once_a_day(self):
        batch, _answer = self.ask(self.many(60), credit="Karizan")
        default_task_backend.clear()
        BatchChange.objects.create(user=self.user, kind="media", values={}, keys=[], finished=timezone.now())
        housekeeping.tick()
        housekeeping.tick()
        self.assertEqual(self.jobs(), [batch.pk])

    def test_what_could_not_be_set_is_named_with_why_and_the_others_are_set(self):
        recordings = self.many(60)
        batch, _answer = self.ask(recordings, credit="Karizan")
        recordings[0].delete()
        busy = mock.patch.object(Media, "save", autospec=True, side_effect=save_but(recordings[55], OSError))
        with busy, self.assertLogs("media_library.desk.tasks", "ERROR"):
            self.work(batch)
        self.assertEqual(Media.objects.filter(credit="Karizan").count(), 49)
        html = self.look(batch).content.decode()
        self.assertIn("49 of 60 are set.", html)
        self.assertIn("A file that is no longer there", html)
        self.assertIn("It was deleted meanwhile.", html)
        self.assertIn("Recording 59", html)
        self.assertIn(reverse("wagtailmedia:edit", args=[recordings[59].pk]), html)
        self.assertIn("It could not be changed. Please try again.", html)
        self.assertNotIn("Recording 49", html)

    def test_the_job_asks_again_what_its_user_may(self):
        writer = colleague("writer", "add_media", "change_media")
        self.client.force_login(writer)
        batch, _answer = self.ask(self.many(60), credit="Karizan")
        self.work(batch, times=1)
        GroupCollectionPermission.objects.all().delete()
        self.work(batch)
        self.assertEqual(Media.objects.filter(credit="Karizan").count(), 50)
        self.assertEqual(set(batch.failed.values()), {"not yours"})
        html = self.look(batch).content.decode()
        self.assertIn("It is not yours to change.", html)
        self.assertNotIn(reverse("wagtailmedia:edit", args=[batch.keys[-1]]), html)

    def test_a_topic_that_is_gone_when_its_turn_comes_is_told(self):
        water = Topic.objects.create(name="Water", slug="water")
        batch, _answer = self.ask(self.many(60), topics=[water.pk], credit="Karizan")
        water.delete()
        self.work(batch)
        self.assertFalse(Media.objects.filter(credit="Karizan").exists())
        self.assertContains(self.look(batch), "What was to be set is no longer possible.")

    def test_the_history_of_each_says_who_has_set_it(self):
        recordings = self.many(60)
        batch, _answer = self.ask(recordings, credit="Karizan")
        self.work(batch)
        for recording in (recordings[0], recordings[-1]):
            self.assertEqual([entry.user for entry in registry.get_logs_for_instance(recording)], [self.user])

    def test_it_opens_for_those_who_may_do_the_same_and_for_nobody_else(self):
        recordings = self.many(60)
        batch, _answer = self.ask(recordings, credit="Karizan")
        for name, permissions, status in (
            ("colleague", ["add_media", "change_media"], 200),
            ("writer", ["add_media"], 302),
            ("photographer", ["add_image", "change_image"], 302),
        ):
            with self.subTest(name):
                self.client.force_login(colleague(name, *permissions))
                self.assertEqual(self.look(batch).status_code, status)

    def test_fifty_are_set_at_once(self):
        answer = self.set_for_all(Media, self.many(50), script=False, credit="Karizan")
        self.assertRedirects(answer, "/admin/images/", fetch_redirect_response=False)
        self.assertFalse(BatchChange.objects.exists())
        self.assertEqual(Media.objects.filter(credit="Karizan").count(), 50)

    def test_after_thirty_days_it_is_forgotten(self):
        old, new = (
            BatchChange.objects.create(user=self.user, kind="media", values={}, keys=[], finished=timezone.now())
            for _row in range(2)
        )
        BatchChange.objects.filter(pk=old.pk).update(created=timezone.now() - timedelta(days=31))
        housekeeping.tick()
        self.assertEqual(list(BatchChange.objects.all()), [new])


@tag("once")
class WithTheJobTests(UploadCase):
    def test_the_page_of_uploads_is_told_where_to_look_and_keeps_what_is_typed(self):
        recordings = self.many(60)
        answer = self.set_for_all(Media, recordings, credit="Karizan").json()
        batch = BatchChange.objects.get()
        self.assertEqual(Media.objects.filter(credit="Karizan").count(), 60)
        self.assertEqual(answer["set"], [recording.pk for recording in recordings])
        self.assertEqual(answer["progress"], reverse("asset_batch", args=[batch.pk]))
        self.assertEqual(answer["messages"], ["They are being set, some at a time."])
