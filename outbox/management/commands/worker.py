import logging
import signal
import threading
import time
from contextlib import nullcontext

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections, connections
from django.utils.module_loading import import_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands.db_worker import Worker

from outbox import lanes
from outbox.models import Heartbeat

logger = logging.getLogger(__name__)

TICK_SECONDS = 1.0
#: Held while the first clock goes round, which is that of releases. Jobs share its process, and so its one interpreter:
#: none begins meanwhile, for a release is waited for at its second, and a job is not.
undisturbed = threading.Lock()


class Command(BaseCommand):
    help = "Carries out jobs, releases and deliveries. Any number may run; each thing is done by one of them."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="one tick and all waiting jobs, then stop")

    def handle(self, *, once, **options):
        if once:
            for path in settings.WORKER_TICKS:
                go_round(path)
            job_worker(batch=True).run()
            return
        stopping = threading.Event()
        clocks = [
            # One thread each: a mail server that does not answer must not hold up a release.
            threading.Thread(target=keep_ticking, args=(path, stopping), name=path, daemon=True)
            for path in settings.WORKER_TICKS
        ]
        lanes.open_all()
        for clock in clocks:
            clock.start()
        jobs = job_worker(batch=False)

        def stop(signum, frame):
            # Nothing that takes a lock: a second signal may come while this one is handled.
            jobs.running = False

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        jobs.run()
        stopping.set()
        for clock in clocks:
            clock.join(timeout=10)
        lanes.close_all(timeout=15)


class JobWorker(Worker):
    """The worker of django-tasks-db, in this process: releases must not wait for a picture, hence the threads."""

    def run_task(self, db_task_result):
        with undisturbed:
            pass
        super().run_task(db_task_result)


def job_worker(batch):
    return JobWorker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=TICK_SECONDS,
        batch=batch,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=f"worker-{time.time_ns():x}",
    )


def keep_ticking(path, stopping):
    while not stopping.is_set():
        started = time.monotonic()
        try:
            close_old_connections()
            with undisturbed if path == settings.WORKER_TICKS[0] else nullcontext():
                go_round(path)
        except Exception:
            # A fault in one row, or a database that is away: say so, and try again in a second. A clock that
            # stopped would be noticed by nobody but the readers.
            logger.exception("%s failed", path)
            connections.close_all()
        stopping.wait(max(0.05, TICK_SECONDS - (time.monotonic() - started)))
    connections.close_all()


def go_round(path):
    import_string(path)()
    Heartbeat.objects.beat(path)
