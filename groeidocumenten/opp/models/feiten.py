"""What happened to an OPP, each fact with its day and its recorder. No row is ever changed; the state of an OPP is derived from them."""

from django.db import models
from django.db.models import Q

from groeidocumenten.dossiers.models import Groeidocument
from groeidocumenten.gesprekken.models import Gesprek
from groeidocumenten.inhoud.models import Author, SealedText

from .opp import Opp
from .versie import OppVersie


class Toezending(Author):
    """A frozen concept was sent to parents and pupil, with the agenda of the talk about it: the beginning of op overeenstemming gericht overleg.

    `inhoud` has `aan` (names), `agenda` and `bericht`. A version is sent once; it stays readable for who may read the file.
    """

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="opptoezendingen")
    versie = models.OneToOneField(OppVersie, on_delete=models.PROTECT, related_name="toezending")
    # The day of the talk, if it was planned when the concept went out.
    gesprek_op = models.DateField(null=True, blank=True)
    inhoud = SealedText()

    class Meta(Author.Meta):
        verbose_name = "toezending van een concept"
        verbose_name_plural = "toezendingen van een concept"
        ordering = ["-op"]


class Bespreking(Author):
    """A sent concept was discussed: op overeenstemming gericht overleg with the parents, or with the pupil of 18 (WPO 40a lid 2 and 4).

    `inhoud` has `aanwezigen`, `verslag` and `vorm`; a talk of the room gesprekken can stand beside it.
    """

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="oppbesprekingen")
    opp = models.ForeignKey(Opp, on_delete=models.CASCADE, related_name="besprekingen")
    versie = models.ForeignKey(OppVersie, on_delete=models.PROTECT, related_name="besprekingen")
    ronde = models.PositiveIntegerField()
    gehouden_op = models.DateField()
    gesprek = models.ForeignKey(Gesprek, null=True, blank=True, on_delete=models.SET_NULL, related_name="oppbesprekingen")
    inhoud = SealedText()

    class Meta(Author.Meta):
        verbose_name = "bespreking van een OPP"
        verbose_name_plural = "besprekingen van een OPP"
        ordering = ["gehouden_op", "op"]


class Opmerking(Author):
    """What a parent, the pupil or a guest says of a section of a frozen version. The school answers it and cannot change it.

    `plek` is the key of a section, one of the room's own parts ("perspectief", "factoren", "hoormomenten", "doelen", "afspraken"), or "" for
    the whole.
    """

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="oppopmerkingen")
    versie = models.ForeignKey(OppVersie, on_delete=models.PROTECT, related_name="opmerkingen")
    plek = models.CharField(max_length=64, blank=True)
    tekst = SealedText()

    class Meta(Author.Meta):
        verbose_name = "opmerking bij een OPP"
        verbose_name_plural = "opmerkingen bij een OPP"
        ordering = ["op"]


class Opmerkingantwoord(Author):
    """The school's answer to one remark, once. What the geschillencommissie looks at: was what parents said seriously dealt with (dossier 2.7)."""

    class Uitkomst(models.TextChoices):
        OVERGENOMEN = "overgenomen", "overgenomen"
        DEELS = "deels", "voor een deel overgenomen"
        NIET = "niet", "niet overgenomen"

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="oppopmerkingantwoorden")
    opmerking = models.OneToOneField(Opmerking, on_delete=models.PROTECT, related_name="antwoord")
    uitkomst = models.CharField(max_length=12, choices=Uitkomst)
    tekst = SealedText()

    class Meta(Author.Meta):
        verbose_name = "antwoord op een opmerking"
        verbose_name_plural = "antwoorden op opmerkingen"


class CvbAdvies(Author):
    """The dated advice of the Commissie voor de Begeleiding on a frozen version, before the OPP is adopted or adjusted (WEC 41a).

    `inhoud` has `leden` (of the commission) and `tekst`.
    """

    class Strekking(models.TextChoices):
        INSTEMMEND = "instemmend", "zo vaststellen"
        MET_PUNTEN = "met_punten", "vaststellen na aanpassing"
        AFWIJZEND = "afwijzend", "niet vaststellen"

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="oppadviezen")
    opp = models.ForeignKey(Opp, on_delete=models.CASCADE, related_name="adviezen")
    versie = models.ForeignKey(OppVersie, on_delete=models.PROTECT, related_name="adviezen")
    ronde = models.PositiveIntegerField()
    datum = models.DateField()
    strekking = models.CharField(max_length=10, choices=Strekking)
    inhoud = SealedText()

    class Meta(Author.Meta):
        verbose_name = "advies van de commissie"
        verbose_name_plural = "adviezen van de commissie"
        ordering = ["datum", "op"]


class OppVaststelling(Author):
    """The bevoegd gezag adopted this very version (WPO 40a lid 1; WEC 41a; WVO 2020 2.44). The first one is where the OPP begins.

    `redenen` has what was said about reasons against it that can be lifted, {code of the reason: text}.
    """

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="oppvaststellingen")
    opp = models.ForeignKey(Opp, on_delete=models.CASCADE, related_name="oppvaststellingen")
    versie = models.OneToOneField(OppVersie, on_delete=models.PROTECT, related_name="vaststelling")
    ronde = models.PositiveIntegerField()
    datum = models.DateField()
    # True: adopted elsewhere before it was taken in here; then the day lies in the past by nature.
    elders = models.BooleanField(default=False)
    redenen = SealedText(blank=True)

    class Meta(Author.Meta):
        verbose_name = "vaststelling van een OPP"
        verbose_name_plural = "vaststellingen van een OPP"
        ordering = ["datum", "op"]
        constraints = [models.UniqueConstraint(fields=["opp", "ronde"], name="one_adoption_per_round")]


class Evaluatieronde(Author):
    """The OPP was evaluated with the parents: at least once per schooljaar, 1 August to 31 July (WPO 40a lid 3 with art. 1; dossier 2.4).

    `inhoud` has `aanwezigen`, `verslag`, `ouders` (what they said), and `doelen`: each goal as it stood, with its outcome.
    """

    class Perspectiefconclusie(models.TextChoices):
        GEHANDHAAFD = "gehandhaafd", "blijft zoals het is"
        NAAR_BOVEN = "naar_boven", "naar boven bijgesteld"
        NAAR_BENEDEN = "naar_beneden", "naar beneden bijgesteld"

    class Ondersteuningsconclusie(models.TextChoices):
        VOORTZETTEN = "voortzetten", "voortzetten"
        AFBOUWEN = "afbouwen", "afbouwen"
        OPSCHALEN = "opschalen", "opschalen"
        STOPPEN = "stoppen", "stoppen"

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="oppevaluaties")
    opp = models.ForeignKey(Opp, on_delete=models.CASCADE, related_name="evaluatierondes")
    # The adopted version that was evaluated.
    versie = models.ForeignKey(OppVersie, on_delete=models.PROTECT, related_name="evaluatierondes")
    ronde = models.PositiveIntegerField()
    gehouden_op = models.DateField()
    # The year in which the schooljaar begins: 2026 is 2026-2027.
    schooljaar = models.PositiveSmallIntegerField()
    perspectief = models.CharField(max_length=12, choices=Perspectiefconclusie)
    ondersteuning = models.CharField(max_length=12, choices=Ondersteuningsconclusie)
    inhoud = SealedText()

    class Meta(Author.Meta):
        verbose_name = "evaluatie van een OPP"
        verbose_name_plural = "evaluaties van een OPP"
        ordering = ["gehouden_op", "op"]
        indexes = [models.Index(fields=["opp", "schooljaar"])]


class OppEinde(Author):
    """The OPP ended: its last day and why. The end date goes into ROD (dossier 2.8)."""

    class Reden(models.TextChoices):
        DOELEN_BEHAALD = "doelen_behaald", "extra ondersteuning is niet meer nodig"
        ANDERE_SCHOOL = "andere_school", "de leerling gaat naar een andere school"
        NIEUW_OPP = "nieuw_opp", "er komt een nieuw OPP"
        ANDERS = "anders", "een andere reden"

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="oppeindes")
    opp = models.OneToOneField(Opp, on_delete=models.CASCADE, related_name="einde")
    datum = models.DateField()
    reden = models.CharField(max_length=15, choices=Reden)
    toelichting = SealedText(blank=True)

    class Meta(Author.Meta):
        verbose_name = "einde van een OPP"
        verbose_name_plural = "eindes van OPP's"
        constraints = [
            models.CheckConstraint(name="other_end_has_a_reason", condition=~Q(reden="anders") | ~Q(toelichting="")),
        ]
