"""How the newsroom answers on the web. Read by gunicorn from the folder that it is started in."""

import gc
import os
from pathlib import Path

wsgi_app = "newsroom.wsgi:application"

# Loopback, because a proxy stands in front; a container is reached from outside itself and sets HOST=0.0.0.0.
bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"

# Threads, because a request mostly waits: for the database, or for a reader who takes a picture slowly.
worker_class = "gthread"
# One process for each core of a small server. With SQLite stay at 4 or below: 4 processes of 4 threads
# carried 24 writers beside 8 readers without a locked database; more would only queue for its one write lock.
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
# Python runs one of them at a time. Four cover the waiting; each further one holds one more connection to
# the database.
threads = int(os.environ.get("WEB_THREADS") or 4)

# Seconds without a sign of life before a process is replaced. Threads do not count, only the loop above them,
# so this ends a process that hangs, never a long download. Three times the 20 s that a write may wait for
# SQLite's lock.
timeout = 60
# Seconds that running requests get when the newsroom stops: the longest wait for SQLite's lock. bin/serve
# waits a little longer before it ends what is left, so give a container 30 s.
graceful_timeout = 20
# Seconds that a silent connection stays open: enough for a browser to fetch style, script and pictures of
# a page over it, and short enough not to hold the slots of readers who left.
keepalive = 5

# A process is replaced after this many requests, so that memory which pictures leave behind is given back.
max_requests = 2000
# Up to a tenth more, by chance: all processes must not be replaced in the same moment.
max_requests_jitter = 200

# The control socket would lie in the home directory, where two newsrooms of one user meet and a container
# cannot write.
control_socket_disable = True
# Signs of life are written to a file: in memory, because a busy disk would look like a process that hangs.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a file of its own

# Whose word about the reader's address and https counts: the proxy's, by its address, or "*" where nothing
# but the proxy can connect.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS") or "127.0.0.1,::1"

# No header of a request says under which path the newsroom lies: through a proxy that passes unknown headers on, any
# reader could move it, and the answer would be cached for all.
forwarder_headers = ""

# No record of who reads what, unless asked for: ACCESS_LOG=- writes to the console, anything else is a file.
accesslog = os.environ.get("ACCESS_LOG") or None
errorlog = "-"
loglevel = os.environ.get("GUNICORN_LOG_LEVEL") or "info"

# Behind the worker, which shares the machine: a release is due to the second, a page may take a little longer. Where
# cores are free it makes no difference.
NICENESS = 5


def post_fork(server, worker):
    os.nice(NICENESS)


def post_worker_init(worker):
    """What is loaded by now stays for good: a full collection that looks through all of it each time holds up whoever
    is being answered, measured at an eighth of a second."""
    gc.collect()
    gc.freeze()


def when_ready(server):
    """Connections are taken from here on: time to say where (bin/trial has the words)."""
    greeting = os.environ.get("GREETING")
    if greeting:
        os.write(1, f"{greeting}\n".encode())
