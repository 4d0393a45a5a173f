"""What is counted and remembered about signing in. The secrets themselves are rows of `allauth.mfa`, sealed (`sluiten`)."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

# Django finds the models of an app in this module.
from .models_collega import Collega  # noqa: F401

# After so many wrong codes in a row somebody waits; after as many again twice as long, at most a day.
TRIES = 5
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=15), timedelta(days=1)


class TweedeStap(models.Model):
    """How far somebody's codes are used up. In the database, so that every process and every browser counts along."""

    gebruiker = models.OneToOneField(settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="tweede_stap")
    # The half minute of the last code that was accepted: that one and all before it are used.
    teller = models.BigIntegerField(default=0)
    fouten = models.PositiveIntegerField(default=0)
    laatste_fout = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "tweede stap"
        verbose_name_plural = "tweede stappen"
        permissions = [("herstel", "De tweede stap van iemand anders uitzetten")]

    def __str__(self) -> str:
        return f"tweede stap {str(self.pk)[:8]}"

    def waits_until(self) -> datetime | None:
        """Until when no code is looked at, after too many wrong ones."""
        rounds = self.fouten // TRIES
        if not rounds or self.fouten % TRIES or self.laatste_fout is None:
            return None
        return self.laatste_fout + min(FIRST_WAIT * 2 ** min(rounds - 1, 10), LONGEST_WAIT)


class Zitting(models.Model):
    """One session of somebody who signed in, so that they can see and end it. Which browser, roughly; no address of the network."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="zittingen")
    sleutel = models.CharField(max_length=40, unique=True)
    toestel = models.CharField(max_length=60)
    begonnen = models.DateTimeField(default=timezone.now)
    gezien = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "zitting"
        verbose_name_plural = "zittingen"
        ordering = ["-gezien"]

    def __str__(self) -> str:
        return f"zitting {str(self.pk)[:8]}"


class Wat(models.TextChoices):
    """What happened to somebody's second step or password."""

    INGESTELD = "ingesteld", "tweede stap ingesteld"
    VERNIEUWD = "vernieuwd", "tweede stap op een andere telefoon gezet"
    UITGEZET = "uitgezet", "tweede stap uitgezet"
    HERSTELD = "hersteld", "tweede stap uitgezet door beheer"
    CODES = "codes", "nieuwe herstelcodes gemaakt"
    HERSTELCODE = "herstelcode", "ingelogd met een herstelcode"
    FOUT = "fout", "verkeerde code"
    WACHT = "wacht", "te veel verkeerde codes"
    PASSKEY_ERBIJ = "passkey", "passkey toegevoegd"
    PASSKEY_WEG = "passkey_weg", "passkey weggehaald"
    KOPIE = "kopie", "passkey geweigerd: misschien is hij gekopieerd"
    WACHTWOORD = "wachtwoord", "wachtwoord gewijzigd"
    GEVRAAGD = "gevraagd", "link gemaild om een nieuw wachtwoord te kiezen"
    UITGENODIGD = "uitgenodigd", "uitnodiging van een school aangenomen"
    GEKOPPELD = "gekoppeld", "account gekoppeld aan de federatie"
    ONTKOPPELD = "ontkoppeld", "koppeling met de federatie weggehaald"
    ANDERE_SCHOOL = "school", "inloggen via de federatie geweigerd: een andere school"
    VERGETEN = "vergeten", "nieuw wachtwoord gekozen met een link uit de mail"


class Inlogregel(models.Model):
    """One line of what happened to somebody's second step or password: what, when, by whom. No code, no secret, no address."""

    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="inlogregels")
    wat = models.CharField(max_length=12, choices=Wat)
    op = models.DateTimeField(auto_now_add=True)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = "regel over inloggen"
        verbose_name_plural = "regels over inloggen"
        ordering = ["-op", "-pk"]
        indexes = [models.Index(fields=["gebruiker", "-op"])]

    def __str__(self) -> str:
        return f"{self.get_wat_display()} {self.pk}"
