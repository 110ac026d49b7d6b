"""The proof of a recall: the leak audit of the live site, about what was withdrawn alone."""

import re
import subprocess
import sys

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from publication.models import Recall

#: The last lines of the audit: how many answers it has read, and what it has found.
ANSWERS = re.compile(r"(\d+) answers in ")
FINDS = ("LEAK ", "BLIND ")
MOST_FINDS = 100


@task()
def prove(recall_key):
    """Runs the audit as a process of its own: it changes settings that this one's threads depend on."""
    recall = Recall.objects.filter(pk=recall_key).first()
    if recall is None:
        return
    _note(recall, proof=Recall.Proof.RUNNING, finds=[], answers=0, proved_at=None)
    pages = [f"--page={key}" for key in recall.withdrawals.order_by("page").values_list("page", flat=True)]
    if not pages:
        _note(recall, proof=Recall.Proof.CLEAN, proved_at=timezone.now())
        return
    command = [sys.executable, "manage.py", "audit_leaks", "--live-site", *pages]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen(command, cwd=settings.BASE_DIR, **pipes) as audit:  # noqa: S603 - ourselves
        finds, answers = _follow(recall, audit.stdout)
    proof = Recall.Proof.LEAKS if finds else Recall.Proof.CLEAN
    if answers is None:
        proof = Recall.Proof.FAILED
    _note(recall, proof=proof, finds=finds[:MOST_FINDS], answers=answers or 0, proved_at=timezone.now(), looked_at="")


def _follow(recall, lines):
    """Tells each step as it comes. Returns the finds, and the number of answers: None if it never came to its end."""
    finds, answers = [], None
    for line in lines:
        if line.startswith(FINDS):
            finds.append(line.strip())
        elif end := ANSWERS.match(line):
            answers = int(end[1])
        else:
            _note(recall, looked_at=line.strip()[:200])
    return finds, answers


def _note(recall, **fields):
    Recall.objects.filter(pk=recall.pk).update(**fields)
