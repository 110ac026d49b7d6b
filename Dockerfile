# The newsroom in a container: one image that serves, works and keeps its data under /data.
#
#   docker build -t newsroom .
#   docker run -p 8000:8000 -v newsroom:/data -e MIGRATE=1 -e SECRET_KEY=… -e SITE_URL=https://news.example.org newsroom
#
# MIGRATE=1 suits a single container; with several, run `python manage.py migrate` once before they start.

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /build
COPY requirements.txt .
# Built wheels only: nothing here needs a compiler, and a package that begins to need one should be noticed.
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --require-hashes --only-binary :all: -r requirements.txt \
    && /opt/venv/bin/python -m compileall -q /opt/venv/lib

FROM python:3.13-slim
# Pillow sets right-to-left text on share cards with FriBidi, WeasyPrint whole pages with Pango. Debian keeps one version
# of each in a release, so none is named.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libfribidi0 libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 newsroom \
    && useradd --system --uid 10001 --gid newsroom --home-dir /nonexistent --shell /usr/sbin/nologin newsroom \
    && install -d -o newsroom -g newsroom -m 750 /data

COPY --from=build /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=newsroom.settings.production \
    HOST=0.0.0.0 PORT=8000 DATA_DIR=/data STATIC_ROOT=/srv/newsroom/collected

WORKDIR /srv/newsroom
COPY . .
# The code and the static files, compressed here once, belong to root: the newsroom writes to /data and nowhere else.
# The key is for this one command; production gets its own from the environment.
RUN python -m compileall -q . \
    && SECRET_KEY=for-collecting-only SITE_URL=https://news.example.org DATA_DIR=/tmp/none \
       python manage.py collectstatic --noinput --verbosity 0

# By number, so that a cluster can see that it is not root.
USER 10001:10001
VOLUME /data
EXPOSE 8000
# The worker and the web server get 20 s to finish what they are at: docker stop --time 30.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["python", "bin/healthy"]
CMD ["bin/serve"]
