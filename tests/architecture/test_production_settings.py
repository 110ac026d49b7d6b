import os
import subprocess
import sys

from django.conf import settings
from django.test import SimpleTestCase, tag

GOOD = {"SECRET_KEY": "of-this-test-only" * 4, "SITE_URL": "https://news.example.org"}


def start(**given):
    """Reads the production settings in a process whose environment holds nothing else of ours."""
    env = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "newsroom.settings.production", **given}
    command = [sys.executable, "-c", "from django.conf import settings; settings.DEBUG"]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False)


@tag("once")
class ProductionSettingsTest(SimpleTestCase):
    def test_they_start_with_a_key_and_an_address(self):
        self.assertEqual(start(**GOOD).returncode, 0)

    def test_they_refuse_to_start_without_either_and_name_what_is_missing(self):
        for name in GOOD:
            with self.subTest(name):
                done = start(**{key: value for key, value in GOOD.items() if key != name})
                self.assertNotEqual(done.returncode, 0)
                self.assertIn(name, done.stderr.splitlines()[-1])

    def test_a_trial_over_plain_http_is_for_this_machine_only(self):
        done = start(**GOOD, LOCAL_TRIAL="1")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("LOCAL_TRIAL", done.stderr.splitlines()[-1])
