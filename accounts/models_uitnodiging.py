"""An invitation to somebody without an account, and an account that waits for its address to be confirmed. What it opens, others know."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

MAX_FOUTEN = 5


class UitnodigingQuerySet(models.QuerySet["Uitnodiging"]):
    """Questions about invitations."""

    def open(self, at: datetime | None = None) -> "UitnodigingQuerySet":
        """Those that can be used at this moment: in their period, not used, not withdrawn, not locked. The end is exclusive."""
        moment = at or timezone.now()
        return self.filter(
            gebruikt_op__isnull=True,
            ingetrokken_op__isnull=True,
            geldig_van__lte=moment,
            geldig_tot__gt=moment,
            fouten__lt=MAX_FOUTEN,
        )


class Uitnodiging(models.Model):
    """A kenmerk and a one-time code that let one person make or connect an account. Only hashes are kept; five wrong codes lock it."""

    class Wijze(models.TextChoices):
        """How it reaches the person."""

        BRIEF = "brief", "een brief met de code"
        MAIL = "mail", "een mail, en de code op een andere manier"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wijze = models.CharField("wijze", max_length=5, choices=Wijze)
    kenmerk_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=200)
    geldig_van = models.DateTimeField(default=timezone.now)
    geldig_tot = models.DateTimeField()
    fouten = models.PositiveSmallIntegerField(default=0)
    gemaakt_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    gemaakt_op = models.DateTimeField(default=timezone.now)
    ingetrokken_op = models.DateTimeField(null=True)
    gebruikt_op = models.DateTimeField(null=True)
    gebruikt_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = UitnodigingQuerySet.as_manager()

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="invitation_ends_after_it_begins", condition=Q(geldig_tot__gt=F("geldig_van"))),
            models.CheckConstraint(name="invitation_has_a_code", condition=~Q(code_hash="") & ~Q(kenmerk_hash="")),
            models.CheckConstraint(name="invitation_errors_are_counted", condition=Q(fouten__lte=MAX_FOUTEN)),
            models.CheckConstraint(name="invitation_has_one_end", condition=Q(gebruikt_op__isnull=True) | Q(ingetrokken_op__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"uitnodiging {str(self.pk)[:8]}"

    @property
    def stand(self) -> str:
        """One word, out of the facts: gebruikt, ingetrokken, verlopen, op slot or open."""
        if self.gebruikt_op:
            return "gebruikt"
        if self.ingetrokken_op:
            return "ingetrokken"
        if timezone.now() >= self.geldig_tot:
            return "verlopen"
        return "op slot" if self.fouten >= MAX_FOUTEN else "open"


class Aanmelding(models.Model):
    """An account that somebody asked for with a code, until its address is confirmed by signing in from the mail that was sent there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    uitnodiging = models.ForeignKey(Uitnodiging, on_delete=models.CASCADE, related_name="aanmeldingen")
    token_hash = models.CharField(max_length=64, unique=True)
    voornaam = models.CharField("voornaam", max_length=60)
    achternaam = models.CharField("achternaam", max_length=80)
    email = models.EmailField("e-mailadres")
    # A hash, as Django keeps of every password.
    wachtwoord = models.CharField(max_length=128)
    geldig_tot = models.DateTimeField()
    fouten = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "aanmelding"
        verbose_name_plural = "aanmeldingen"
        default_permissions = ()
        constraints = [models.CheckConstraint(name="registration_errors_are_counted", condition=Q(fouten__lte=MAX_FOUTEN))]

    def __str__(self) -> str:
        return f"aanmelding {str(self.pk)[:8]}"
