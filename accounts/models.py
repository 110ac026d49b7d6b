from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Somebody who works in the admin. Language and time zone live in Wagtail's own profile."""

    def __str__(self):
        return self.get_full_name() or self.get_username()
