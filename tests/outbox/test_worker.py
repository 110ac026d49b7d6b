import threading
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.test import TestCase, TransactionTestCase, override_settings
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from outbox import jobs
from outbox.management.commands.worker import keep_ticking
from outbox.models import Heartbeat
from tests.clean_slate import CleanSlate

DATABASE_TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


@task()
def note(text):
    return text


@override_settings(TASKS=DATABASE_TASKS)
class LostJobTest(CleanSlate, TransactionTestCase):
    def setUp(self):
        self.job = note.enqueue("a picture")
        DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now() - timedelta(minutes=16))

    def test_a_job_whose_worker_died_goes_back_to_the_queue(self):
        with self.assertLogs("outbox.jobs"):
            self.assertEqual(jobs.tick(), 1)
        self.assertEqual(DBTaskResult.objects.get().status, TaskResultStatus.READY)

    def test_a_job_that_runs_is_left_alone(self):
        DBTaskResult.objects.update(started_at=timezone.now() - timedelta(minutes=14))
        self.assertEqual(jobs.tick(), 0)

    def test_a_lost_job_is_then_carried_out(self):
        with self.assertLogs("outbox.jobs"):
            call_command("worker", once=True)
        # The clocks may have asked for jobs of their own.
        self.assertEqual(DBTaskResult.objects.get(pk=self.job.id).status, TaskResultStatus.SUCCESSFUL)

    def test_finished_jobs_are_forgotten_after_a_fortnight(self):
        finished = timezone.now() - timedelta(days=15)
        DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL, finished_at=finished)
        jobs.tick()
        self.assertFalse(DBTaskResult.objects.exists())


class HealthTest(TestCase):
    def beat(self, **columns):
        for name in settings.WORKER_TICKS:
            Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})

    def test_the_database_is_up_though_no_worker_runs(self):
        answer = self.client.get("/healthz")
        self.assertEqual((answer.status_code, answer.json()["worker"]), (200, "silent"))

    def test_the_worker_is_up_when_all_its_clocks_go_round(self):
        self.beat()
        self.assertEqual(self.client.get("/healthz").json(), {"database": "up", "worker": "up"})

    def test_one_clock_that_stands_still_is_named(self):
        self.beat()
        name = settings.WORKER_TICKS[0]
        Heartbeat.objects.filter(name=name).update(at=timezone.now() - timedelta(seconds=20))
        self.assertEqual(self.client.get("/healthz").json()["silent"], [name])

    def test_nobody_keeps_the_answer(self):
        self.assertEqual(self.client.get("/healthz")["Cache-Control"], "no-store")


rounds = []


def stumble():
    rounds.append(1)
    if len(rounds) == 1:
        raise ValueError("a fault in one row")
    stopping.set()


stopping = threading.Event()


class ClockTest(CleanSlate, TransactionTestCase):
    def test_a_clock_survives_whatever_its_tick_raises(self):
        with self.assertLogs("outbox.management.commands.worker"):
            clock = threading.Thread(target=keep_ticking, args=("tests.outbox.test_worker.stumble", stopping))
            clock.start()
            clock.join(timeout=10)
        self.assertEqual(len(rounds), 2)
