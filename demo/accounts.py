"""The demo's logins, one for each role, all with the same password."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from editorial.roles import Role

ROLES = {
    "owner": None,
    "publisher": Role.PUBLISHER,
    "approver": Role.APPROVER,
    "legal": Role.LEGAL,
    "editor": Role.EDITOR,
    "writer": Role.WRITER,
}


def password():
    """DEMO_PASSWORD if it is set; else a random one, kept beside the database so that a later start can print it."""
    if os.environ.get("DEMO_PASSWORD"):
        return os.environ["DEMO_PASSWORD"]
    kept = Path(settings.DATA_DIR) / "demo_password"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(12), encoding="utf-8")
    return kept.read_text(encoding="utf-8").strip()


def make(password):
    """The users by name. Their passwords are set anew, so that what is printed is true."""
    users = {}
    for name, role in ROLES.items():
        user, _is_new = get_user_model().objects.get_or_create(
            username=name,
            defaults={
                "email": f"{name}@karizan.example",
                "first_name": name.capitalize(),
                "last_name": "Karizan",
                "is_superuser": role is None,
                "is_staff": role is None,
            },
        )
        user.set_password(password)
        user.save()
        if role:
            user.groups.add(Group.objects.get(name=role.value))
        users[name] = user
    return users
