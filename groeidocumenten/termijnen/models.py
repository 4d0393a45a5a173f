"""What this room keeps: when the six weeks of an OPP began, as the school said it, and the secret address of somebody's calendar.

A start is never changed: a later row counts in its place, and the earlier one stays to be seen. Its day and ground are readable columns, because
lists count with them; what was said with it is sealed.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from groeidocumenten.dossiers.models import Groeidocument, PrivateModel
from groeidocumenten.inhoud.models import Author, SealedText
from groeidocumenten.opp.models import Opp

from .wet import Grond


class Termijnstart(Author):
    """The day on which the six weeks began (WPO 40a lid 2, WEC 41a, WVO 2020 2.44). The newest one of an OPP counts."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="termijnstarten")
    # Empty: written down before there was an OPP. Then it belongs to the first one that is begun after it (`feiten`).
    opp = models.ForeignKey(Opp, null=True, blank=True, on_delete=models.CASCADE, related_name="termijnstarten")
    dag = models.DateField()
    grond = models.CharField(max_length=12, choices=Grond)
    toelichting = SealedText(blank=True)

    class Meta(Author.Meta):
        verbose_name = "begin van een termijn"
        verbose_name_plural = "beginnen van termijnen"
        ordering = ["op"]
        indexes = [models.Index(fields=["groeidocument", "op"])]


class Agendafeed(PrivateModel):
    """The secret address at which somebody's calendar reads the terms of the own schools: days and numbers, no pupil. Kept as a keyed hash only.

    One works at a time; a new one ends the one before it. It opens only while its person guides or heads a school.
    """

    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    adres_hash = models.CharField(max_length=64, unique=True)
    gemaakt_op = models.DateTimeField(default=timezone.now)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    # The last day on which a calendar asked for it.
    opgehaald_op = models.DateField(null=True, blank=True)

    class Meta(PrivateModel.Meta):
        verbose_name = "agenda-adres"
        verbose_name_plural = "agenda-adressen"
        ordering = ["-gemaakt_op"]
        constraints = [
            models.UniqueConstraint(fields=["gebruiker"], condition=Q(ingetrokken_op__isnull=True), name="one_calendar_address_per_person")
        ]
