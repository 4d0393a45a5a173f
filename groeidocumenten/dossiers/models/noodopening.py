"""The emergency opening: a colleague without a grant reads one file for half an hour, after a second person of the school agreed (besluiten-vooraf 3).

Here, because the door judges it. Asking, confirming and reviewing are done in the room `toezicht`.
"""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import School

from .groeidocument import Groeidocument
from .private import PrivateModel


class NoodopeningQuerySet(models.QuerySet["Noodopening"]):
    """Questions about emergency openings."""

    def valid(self, at: datetime | None = None) -> "NoodopeningQuerySet":
        """Openings that let somebody read at this moment: confirmed, not over, not withdrawn. At `geldig_tot` itself it is over."""
        moment = at or timezone.now()
        return self.filter(bevestigd_op__lte=moment, geldig_tot__gt=moment, ingetrokken_op__isnull=True)

    def pending(self, at: datetime | None = None) -> "NoodopeningQuerySet":
        """Requests that the second person can still confirm."""
        moment = at or timezone.now()
        return self.filter(groeidocument__isnull=False, bevestigd_op__isnull=True, geweigerd_op__isnull=True, vervalt_op__gt=moment)

    def to_review(self) -> "NoodopeningQuerySet":
        """Openings that were given and of which nobody wrote down yet whether that was right."""
        return self.filter(bevestigd_op__isnull=False, beoordeeld_op__isnull=True)


class Noodopening(PrivateModel):
    """Somebody asked to read one file at once. What state it is in follows from its dates.

    A request that fits no pupil is kept without a file: it counts for the limit on asking, and looks the same to whoever asked.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="noodopeningen")
    groeidocument = models.ForeignKey(Groeidocument, null=True, on_delete=models.CASCADE, related_name="noodopeningen")
    aanvrager = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    # The colleague who was asked to confirm.
    bevestiger = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    # Sealed with the file's key; empty without a file.
    reden = models.TextField(blank=True, default="")
    gevraagd_op = models.DateTimeField(default=timezone.now)
    vervalt_op = models.DateTimeField()
    bevestigd_op = models.DateTimeField(null=True, blank=True)
    geldig_tot = models.DateTimeField(null=True, blank=True)
    geweigerd_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    beoordeeld_op = models.DateTimeField(null=True, blank=True)
    beoordeeld_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    # What the reviewer wrote; sealed.
    oordeel = models.TextField(blank=True, default="")

    unguarded = NoodopeningQuerySet.as_manager()

    class Meta(PrivateModel.Meta):
        verbose_name = "noodopening"
        verbose_name_plural = "noodopeningen"
        ordering = ["-gevraagd_op"]
        indexes = [models.Index(fields=["aanvrager", "-gevraagd_op"]), models.Index(fields=["school", "-gevraagd_op"])]
        constraints = [
            models.CheckConstraint(name="nood_has_two_people", condition=~Q(aanvrager=F("bevestiger"))),
            models.CheckConstraint(
                name="nood_is_confirmed_as_a_whole",
                condition=Q(bevestigd_op__isnull=True, geldig_tot__isnull=True)
                | Q(groeidocument__isnull=False, bevestigd_op__isnull=False, geldig_tot__gt=F("bevestigd_op")),
            ),
            models.CheckConstraint(name="nood_is_not_both", condition=Q(bevestigd_op__isnull=True) | Q(geweigerd_op__isnull=True)),
        ]

    def state(self, at: datetime | None = None) -> str:
        """One word: ingetrokken, loopt, voorbij, geweigerd, wacht or vervallen."""
        moment = at or timezone.now()
        if self.geldig_tot is not None:
            if self.ingetrokken_op is not None:
                return "ingetrokken"
            return "loopt" if moment < self.geldig_tot else "voorbij"
        if self.geweigerd_op is not None:
            return "geweigerd"
        return "wacht" if moment < self.vervalt_op else "vervallen"

    def state_for_asker(self, at: datetime | None = None) -> str:
        """The same in the eyes of who asked: a refusal, and a request that fits no pupil, look like one that nobody answered."""
        moment = at or timezone.now()
        if self.geldig_tot is not None:
            return self.state(moment)
        return "wacht" if moment < self.vervalt_op else "vervallen"
