"""A message on its way out. What it says and to whom is sealed while it waits and gone once it was sent; nobody reads it here."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

# After this nobody is helped by it any more, and its words do not stay (gasten 5.3).
GIVE_UP_AFTER = timedelta(days=1)


class Soort(models.TextChoices):
    """How a message travels."""

    MAIL = "mail", "mail"
    SMS = "sms", "sms"


class ZendingQuerySet(models.QuerySet["Zending"]):
    """Questions about messages."""

    def waiting(self) -> "ZendingQuerySet":
        """Neither sent nor given up."""
        return self.filter(verzonden_op__isnull=True, mislukt_op__isnull=True)

    def due(self, now: datetime) -> "ZendingQuerySet":
        """Waiting, with its turn now, and not too old."""
        return self.waiting().filter(volgende_poging__lte=now, gemaakt_op__gt=now - GIVE_UP_AFTER)


class Zending(models.Model):
    """One mail or SMS. While it waits, `inhoud` holds address and words, sealed with the key ring; afterwards it is empty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    soort = models.CharField("soort", max_length=4, choices=Soort)
    # Which thing it is about (a link, an invitation), for whoever shows whether it arrived. Not a foreign key: post knows no room.
    over = models.UUIDField("over", null=True, db_index=True)
    inhoud = models.TextField("inhoud", blank=True)
    gemaakt_op = models.DateTimeField("gemaakt op", default=timezone.now)
    volgende_poging = models.DateTimeField("volgende poging", default=timezone.now)
    pogingen = models.PositiveSmallIntegerField("pogingen", default=0)
    geprobeerd_op = models.DateTimeField("laatst geprobeerd op", null=True)
    verzonden_op = models.DateTimeField("verzonden op", null=True)
    mislukt_op = models.DateTimeField("mislukt op", null=True)

    objects = ZendingQuerySet.as_manager()
    # Never in Wagtail's index of what points to what, which editors see.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "zending"
        verbose_name_plural = "zendingen"
        default_permissions = ()
        indexes = [
            models.Index(fields=["volgende_poging"], name="zending_waits", condition=Q(verzonden_op__isnull=True, mislukt_op__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(
                name="zending_is_empty_when_done",
                condition=Q(verzonden_op__isnull=True, mislukt_op__isnull=True) | Q(inhoud=""),
            ),
            models.CheckConstraint(name="zending_has_one_end", condition=Q(verzonden_op__isnull=True) | Q(mislukt_op__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"zending {str(self.pk)[:8]}"

    @property
    def status(self) -> str:
        """How far it is: "wacht", "verzonden" or "mislukt"."""
        if self.verzonden_op is not None:
            return "verzonden"
        return "wacht" if self.mislukt_op is None else "mislukt"
