"""Talks about a pupil: when, with whom, what for, the report and what was agreed. Texts are sealed; dates and states stay readable columns.

What state a talk is in follows from dated facts: planned or not, held or not, report agreed or not. Nothing that was saved is overwritten.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone

from groeidocumenten.dossiers.models import Groeidocument
from groeidocumenten.inhoud.models import Author, SealedText
from groeidocumenten.inhoud.states import Counted, State


class Gesprek(Counted):
    """A talk. Its goal, place and participants are in its newest Gespreksversie."""

    class Soort(models.TextChoices):
        ONDERSTEUNINGSTEAM = "ondersteuningsteam", "ondersteuningsteam of MDO"
        OUDER_KIND_LEERKRACHT = "ouder_kind_leerkracht", "ouder-kind-leerkrachtgesprek"
        KINDGESPREK = "kindgesprek", "kindgesprek"
        ANDERS = "anders", "ander gesprek"

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="gesprekken")
    soort = models.CharField(max_length=25, choices=Soort)
    gemaakt_op = models.DateTimeField(default=timezone.now)
    # The account that made it: until a kindgesprek is shared, its report is for this person only (dossier 8.43).
    gemaakt_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    wanneer = models.DateTimeField(null=True, blank=True)
    afgezegd_op = models.DateTimeField(null=True, blank=True)
    # From when people outside the school can see it. A kindgesprek is shared on purpose, any other talk at once.
    gedeeld_op = models.DateTimeField(null=True, blank=True)
    leerling_leest = models.BooleanField(default=False)
    # The report: how many states it has, and when it was agreed. After that only additions come.
    verslag_versie = models.PositiveIntegerField(default=0)
    vastgesteld_op = models.DateTimeField(null=True, blank=True)

    class Meta(Counted.Meta):
        verbose_name = "gesprek"
        verbose_name_plural = "gesprekken"
        ordering = ["-gemaakt_op"]
        indexes = [models.Index(fields=["groeidocument", "gemaakt_op"])]

    @property
    def voorbij(self) -> bool:
        """Whether its moment is there or past: then no point or time is added any more."""
        return self.wanneer is not None and self.wanneer <= timezone.now()

    @property
    def stand(self) -> str:
        """One word for the state, out of the dates: afgezegd, vastgesteld, concept, voorbij, gepland or plannen."""
        if self.afgezegd_op:
            return "afgezegd"
        if self.vastgesteld_op:
            return "vastgesteld"
        if self.verslag_versie:
            return "concept"
        if self.wanneer is None:
            return "plannen"
        return "voorbij" if self.voorbij else "gepland"


class Gespreksversie(State):
    """One saved state of what a talk is about and who takes part."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="gespreksversies")
    gesprek = models.ForeignKey(Gesprek, on_delete=models.CASCADE, related_name="versies")

    class Meta(State.Meta):
        verbose_name = "gespreksversie"
        verbose_name_plural = "gespreksversies"
        constraints = [models.UniqueConstraint(fields=["gesprek", "versie"], name="one_state_per_talk_version")]


class Agendapunt(Author):
    """A point for the agenda, under the name of who brought it in."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="agendapunten")
    gesprek = models.ForeignKey(Gesprek, on_delete=models.CASCADE, related_name="agendapunten")
    tekst = SealedText()

    class Meta(Author.Meta):
        verbose_name = "agendapunt"
        verbose_name_plural = "agendapunten"
        ordering = ["op"]


class Tijdvoorstel(Author):
    """A moment that somebody proposes for the talk."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="tijdvoorstellen")
    gesprek = models.ForeignKey(Gesprek, on_delete=models.CASCADE, related_name="tijdvoorstellen")
    tijdstip = models.DateTimeField()

    class Meta(Author.Meta):
        verbose_name = "tijdvoorstel"
        verbose_name_plural = "tijdvoorstellen"
        ordering = ["tijdstip", "op"]


class Verslagversie(State):
    """One saved state of a report."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="verslagversies")
    gesprek = models.ForeignKey(Gesprek, on_delete=models.CASCADE, related_name="verslagversies")

    class Meta(State.Meta):
        verbose_name = "verslagversie"
        verbose_name_plural = "verslagversies"
        constraints = [models.UniqueConstraint(fields=["gesprek", "versie"], name="one_state_per_report_version")]


class Vaststelling(Author):
    """The report was agreed: which state of it, by whom it was recorded, and with whom it was agreed."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="vaststellingen")
    gesprek = models.OneToOneField(Gesprek, on_delete=models.CASCADE, related_name="vaststelling")
    versie = models.PositiveIntegerField()
    met_wie = SealedText()

    class Meta(Author.Meta):
        verbose_name = "vaststelling"
        verbose_name_plural = "vaststellingen"


class Verslagreactie(Author):
    """What somebody says of a report under the own name: a reaction on the concept, or an addition after it was agreed."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="verslagreacties")
    gesprek = models.ForeignKey(Gesprek, on_delete=models.CASCADE, related_name="reacties")
    tekst = SealedText()

    class Meta(Author.Meta):
        verbose_name = "reactie op een verslag"
        verbose_name_plural = "reacties op verslagen"
        ordering = ["op"]


class Afspraak(Counted):
    """Something that was agreed: whose it is, before when, and whether it was done. What and who are in its newest Afspraakversie."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="afspraken")
    gesprek = models.ForeignKey(Gesprek, on_delete=models.CASCADE, related_name="afspraken")
    gemaakt_op = models.DateTimeField(default=timezone.now)
    # The account of whose it is, if that person has one: who is asked and reminded. The name is in the state, sealed.
    van_wie = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    uiterlijk = models.DateField(null=True, blank=True)
    gedaan_op = models.DateTimeField(null=True, blank=True)
    gedaan_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    herinnerd_op = models.DateTimeField(null=True, blank=True)

    class Meta(Counted.Meta):
        verbose_name = "afspraak"
        verbose_name_plural = "afspraken"
        ordering = ["gemaakt_op"]
        # The reminders look over all files for what is open and due.
        indexes = [models.Index(fields=["uiterlijk"], condition=models.Q(gedaan_op__isnull=True), name="afspraken_open_per_day")]


class Afspraakversie(State):
    """One saved state of an agreement."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="afspraakversies")
    afspraak = models.ForeignKey(Afspraak, on_delete=models.CASCADE, related_name="versies")

    class Meta(State.Meta):
        verbose_name = "afspraakversie"
        verbose_name_plural = "afspraakversies"
        constraints = [models.UniqueConstraint(fields=["afspraak", "versie"], name="one_state_per_agreement_version")]
