"""The OPP itself, and the answers to its format that are being written. Both are the school's work until a concept is sent."""

from datetime import date

from django.db import models
from django.db.models import F, Max, Q

from accounts.models import Onderwijstype
from formats.models import FormatVersie
from groeidocumenten.dossiers.models import Groeidocument, PrivateModel
from groeidocumenten.inhoud.models import Author, SealedText


class Moment(models.TextChoices):
    """What is being done with an OPP when the pupil is heard or a version is made (WPO 40a, WEC 41a, WVO 2020 2.44)."""

    OPSTELLEN = "opstellen", "opstellen"
    BIJSTELLEN = "bijstellen", "bijstellen"
    EVALUEREN = "evalueren", "evalueren"


class OppQuerySet(models.QuerySet["Opp"]):
    """Questions about OPP's that need no key."""

    def running(self) -> "OppQuerySet":
        """OPP's without an end."""
        return self.filter(beeindigd_op__isnull=True)

    def overlapping(self, begin: date, eind: date | None) -> "OppQuerySet":
        """OPP's whose period shares a day with this one. One without an end goes on; the last day counts (ROD, dossier 2.8)."""
        rows = self.filter(Q(beeindigd_op__isnull=True) | Q(beeindigd_op__gte=begin))
        return rows if eind is None else rows.filter(Q(begin__isnull=True) | Q(begin__lte=eind))

    def with_facts(self) -> "OppQuerySet":
        """With the newest dates of many at once, for lists: `laatste_vaststelling` and `laatste_evaluatie`."""
        return self.annotate(
            laatste_vaststelling=Max("oppvaststellingen__datum"),
            laatste_evaluatie=Max("evaluatierondes__gehouden_op"),
        )


class Opp(Author):
    """One OPP: the plan for one unbroken period of extra support. Who began it and when is in the columns of the author."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="opps")
    # The format that is being filled in. Empty: this OPP was made elsewhere and taken in as a file.
    format_versie = models.ForeignKey(FormatVersie, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    variant = models.CharField(max_length=64, blank=True)
    # The kind of education when it began: it says which law counts.
    onderwijstype = models.CharField(max_length=3, choices=Onderwijstype)
    # The period: the day it was adopted first, and its last day. Both follow from facts of their own; lists and ROD look here.
    begin = models.DateField(null=True, blank=True)
    beeindigd_op = models.DateField(null=True, blank=True)
    # The OPP of the same pupil that this one goes on from.
    vorige = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="volgende")

    unguarded = OppQuerySet.as_manager()

    class Meta(Author.Meta):
        verbose_name = "OPP"
        verbose_name_plural = "OPP's"
        ordering = ["-op"]
        indexes = [models.Index(fields=["groeidocument", "-op"])]
        constraints = [
            models.UniqueConstraint(fields=["groeidocument"], condition=Q(beeindigd_op__isnull=True), name="one_running_opp_per_file"),
            models.CheckConstraint(
                name="opp_ends_after_it_begins",
                condition=Q(begin__isnull=True) | Q(beeindigd_op__isnull=True) | Q(beeindigd_op__gte=F("begin")),
            ),
        ]

    @property
    def van_elders(self) -> bool:
        """Whether it was made elsewhere and taken in as a file: then nobody fills in a format here."""
        return self.format_versie_id is None


class Oppantwoord(Author):
    """One saved state of a section of the format. The newest counts; earlier ones are the history and are never changed.

    `sectie` is a section of the format, or `KEUZE`: which agreements of the file belong to the plan.
    """

    KEUZE = "_keuze"

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="oppantwoorden")
    opp = models.ForeignKey(Opp, on_delete=models.CASCADE, related_name="antwoorden")
    sectie = models.CharField(max_length=64)
    versie = models.PositiveIntegerField()
    antwoorden = SealedText()

    class Meta(PrivateModel.Meta):
        verbose_name = "antwoord in een OPP"
        verbose_name_plural = "antwoorden in een OPP"
        ordering = ["sectie", "-versie"]
        constraints = [models.UniqueConstraint(fields=["opp", "sectie", "versie"], name="one_opp_state_per_version")]
