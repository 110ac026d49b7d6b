"""Jobs at once. Where a thing is made in several steps, each of which asks for the same job, it is done once, after the
last: a worker that is a little late does no other."""

from contextlib import contextmanager

from asgiref.local import Local
from django_tasks.backends.immediate import ImmediateBackend

_here = Local()


class Backend(ImmediateBackend):
    def _execute_task(self, task_result):
        waiting = getattr(_here, "waiting", None)
        if waiting is None:
            super()._execute_task(task_result)
        else:
            job = (task_result.task.module_path, repr(task_result.args), repr(task_result.kwargs))
            # The last one counts: what it needs may come of another job.
            waiting.pop(job, None)
            waiting[job] = (self, task_result)


@contextmanager
def each_once():
    """Inside, jobs wait; at the end those that differ are done in their order."""
    if getattr(_here, "waiting", None) is not None:
        yield
        return
    waiting = _here.waiting = {}
    try:
        yield
    finally:
        _here.waiting = None
    for backend, task_result in waiting.values():
        backend._execute_task(task_result)
