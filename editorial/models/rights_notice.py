from django.db import models
from django.utils.translation import gettext_lazy as _


class RightsNotice(models.Model):
    """That editors were told so many days in advance that the rights to a file end on a day. Another day, and they are
    told again."""

    public_id = models.CharField(max_length=32)
    ends_on = models.DateField()
    days = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("notice about rights")
        verbose_name_plural = _("notices about rights")
        constraints = [
            models.UniqueConstraint(fields=["public_id", "ends_on", "days"], name="editorial_told_of_rights_once")
        ]

    def __str__(self):
        return f"{self.public_id} {self.ends_on} -{self.days}"
