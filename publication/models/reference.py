from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReferenceQuerySet(models.QuerySet):
    def given_to(self, page):
        return self.filter(translation_key=page.translation_key).first()

    def give(self, page, series):
        """The item's reference, made now if it has none. Call it inside the publishing transaction.

        The number follows the highest of the series and year. Publishers take turns at the first row of the year;
        only while there is none can two collide on the unique constraint, and the later one counts again.
        """
        existing = self.given_to(page)
        if existing:
            return existing
        year = timezone.localtime(page.first_published_at).year
        numbers = self.filter(series=series, year=year)
        for _attempt in range(5):
            turnstile = numbers.select_for_update().order_by("number").first()
            # The other language may have been published meanwhile.
            existing = self.given_to(page) if turnstile else None
            if existing:
                return existing
            number = (numbers.aggregate(models.Max("number"))["number__max"] or 0) + 1
            try:
                with transaction.atomic():
                    return self.create(series=series, year=year, number=number, translation_key=page.translation_key)
            except IntegrityError:
                continue
        raise RuntimeError(f"No free reference in series {series}.")


class Reference(models.Model):
    """The permanent short name of an item, shared by its languages: NW-2026-041."""

    series = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    translation_key = models.UUIDField(unique=True, editable=False)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "number"], name="publication_reference_number")
        ]

    def __str__(self):
        return f"{self.series}-{self.year}-{self.number:03d}"
