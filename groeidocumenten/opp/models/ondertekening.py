"""Signatures on a frozen version, what was said with them, and what is done when there is no agreement. No row is ever changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from groeidocumenten.documenten.models import Document
from groeidocumenten.dossiers.models import Gezagsrelatie, Groeidocument
from groeidocumenten.inhoud.models import Author, SealedText

from .opp import Opp
from .versie import OppVersie


class Handtekening(Author):
    """One signature on the version that was shown: "voor gezien" for the whole, or what somebody says of the handelingsdeel alone.

    There is no meaning that agrees with the expected destination (dossier 2.6). Who recorded it is in the columns of the author: for a
    digital signature the signer, for one on paper whoever took the scan in. `inhoud` has `ondertekenaar` (the name as it was),
    `hoedanigheid`, `opmerking`, with "niet akkoord" `bezwaar`, and `langs` ("link") when the signer came with a link and a code.
    Law of the digital one: the law asks agreement, a signature is the evidence; re-authentication, or a link and a code, says who gave it.
    """

    class Over(models.TextChoices):
        GEHEEL = "geheel", "het hele OPP"
        HANDELINGSDEEL = "handelingsdeel", "het handelingsdeel"

    class Betekenis(models.TextChoices):
        GEZIEN = "gezien", "voor gezien"
        AKKOORD = "akkoord", "akkoord met het handelingsdeel"
        NIET_AKKOORD = "niet_akkoord", "niet akkoord met het handelingsdeel"

    class Rol(models.TextChoices):
        GEZAG = "gezag", "ouder of voogd met gezag"
        LEERLING = "leerling", "leerling"
        VERTEGENWOORDIGER = "vertegenwoordiger", "vertegenwoordiger van de leerling"
        LEERKRACHT = "leerkracht", "leerkracht of mentor"
        IB = "ib", "intern begeleider"
        DIRECTEUR = "directeur", "directeur"

    class Wijze(models.TextChoices):
        DIGITAAL = "digitaal", "digitaal"
        PAPIER = "papier", "op papier"

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.PROTECT, related_name="opphandtekeningen")
    versie = models.ForeignKey(OppVersie, on_delete=models.PROTECT, related_name="handtekeningen")
    # The digest of the version that the request carried: the same as the version's own, or the signature was refused.
    sha256 = models.CharField(max_length=64)
    over = models.CharField(max_length=14, choices=Over)
    betekenis = models.CharField(max_length=12, choices=Betekenis)
    rol = models.CharField(max_length=17, choices=Rol)
    # Who signed, as a key without a name: "gezag:<id>", "gebruiker:<id>", "leerling" or "vertegenwoordiger:<id>".
    wie = models.CharField(max_length=60)
    # The account of the signer, if there is one: nobody signs in two capacities.
    persoon = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    gezag = models.ForeignKey(Gezagsrelatie, null=True, on_delete=models.SET_NULL, related_name="+")
    wijze = models.CharField(max_length=8, choices=Wijze)
    getekend_op = models.DateField()
    document = models.ForeignKey(Document, null=True, on_delete=models.SET_NULL, related_name="opphandtekeningen")
    # Who decided on that day, and whether all had to agree (`instemming.Kring`): {"beslissers": […], "allen": bool, "ook": […]}; keys only.
    kring = models.JSONField()
    inhoud = SealedText()
    # Somebody who came back on what was said of the same version.
    vervangt = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="vervangen_door")
    # What the receipt's code is looked up by; the code itself is nowhere.
    bewijs = models.CharField(max_length=64, unique=True)

    class Meta(Author.Meta):
        verbose_name = "handtekening onder een OPP"
        verbose_name_plural = "handtekeningen onder een OPP"
        ordering = ["op"]
        constraints = [
            models.UniqueConstraint(fields=["versie", "over", "wie"], condition=Q(vervangt__isnull=True), name="nobody_signs_twice"),
            models.UniqueConstraint(
                fields=["versie", "over", "persoon"],
                condition=Q(vervangt__isnull=True, persoon__isnull=False),
                name="nobody_signs_in_two_capacities",
            ),
            models.CheckConstraint(
                name="agreement_is_on_the_handelingsdeel_only",
                condition=Q(over="geheel", betekenis="gezien") | Q(over="handelingsdeel", betekenis__in=("akkoord", "niet_akkoord")),
            ),
        ]


class Papiercontrole(Author):
    """A second person looked at the scan of a signature on paper; only then it counts. Never who took the scan in."""

    class Uitkomst(models.TextChoices):
        KLOPT = "klopt", "de handtekening klopt"
        KLOPT_NIET = "klopt_niet", "de handtekening klopt niet"

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.PROTECT, related_name="opppapiercontroles")
    handtekening = models.OneToOneField(Handtekening, on_delete=models.PROTECT, related_name="controle")
    uitkomst = models.CharField(max_length=11, choices=Uitkomst)
    toelichting = SealedText(blank=True)

    class Meta(Author.Meta):
        verbose_name = "controle van een handtekening op papier"
        verbose_name_plural = "controles van handtekeningen op papier"


class Vertegenwoordiging(Author):
    """Who signs for a pupil of 18 or older: the pupil, or by a choice with a reason somebody else (mentor, bewindvoerder; dossier 8.14).

    The newest row counts. `inhoud` has `naam` and `hoedanigheid` (empty: the pupil) and `reden`.
    """

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.PROTECT, related_name="oppvertegenwoordigingen")
    leerling_zelf = models.BooleanField()
    inhoud = SealedText()

    class Meta(Author.Meta):
        verbose_name = "vertegenwoordiging"
        verbose_name_plural = "vertegenwoordigingen"
        ordering = ["-op"]


class Herstel(Author):
    """An obvious slip ("kennelijke fout") was corrected after signing: signatures on `was` go along to `werd`, and everybody sees what changed."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.PROTECT, related_name="oppherstellen")
    was = models.OneToOneField(OppVersie, on_delete=models.PROTECT, related_name="hersteld_door")
    werd = models.OneToOneField(OppVersie, on_delete=models.PROTECT, related_name="herstelt")
    reden = SealedText()

    class Meta(Author.Meta):
        verbose_name = "herstel van een kennelijke fout"
        verbose_name_plural = "herstellen van kennelijke fouten"


class GeenOvereenstemming(Author):
    """There is no agreement on the handelingsdeel of a version: a state of its own (dossier 2.7).

    The school's duty of care goes on (zorgplicht), so it says whether the handelingsdeel is carried out without agreement and why.
    `inhoud` has `redenen` (of those who do not agree), `omdat`, and `bewijsstuk`: version, signatures, remarks and answers as they were on
    this day, frozen while work goes on (dossier 8.61); `sha256` is its digest.
    """

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.PROTECT, related_name="oppgeschillen")
    opp = models.ForeignKey(Opp, on_delete=models.PROTECT, related_name="geschillen")
    versie = models.ForeignKey(OppVersie, on_delete=models.PROTECT, related_name="geschillen")
    vastgesteld_op = models.DateField()
    uitgevoerd = models.BooleanField()
    inhoud = SealedText()
    sha256 = models.CharField(max_length=64)

    class Meta(Author.Meta):
        verbose_name = "geen overeenstemming over een OPP"
        verbose_name_plural = "geen overeenstemming over een OPP"
        ordering = ["-op"]


class Vervolgstap(Author):
    """What is done to reach agreement after all, or where it is put before: each with its day."""

    class Stap(models.TextChoices):
        IB = "ib", "gesprek met de intern begeleider"
        DIRECTEUR = "directeur", "gesprek met de directeur"
        STEUNPUNT = "steunpunt", "ouder- en jeugdsteunpunt of onderwijsconsulent"
        BESTUUR = "bestuur", "klacht bij het schoolbestuur"
        GESCHILLENCOMMISSIE = "geschillencommissie", "Geschillencommissie passend onderwijs"
        ANDERS = "anders", "iets anders"

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.PROTECT, related_name="oppvervolgstappen")
    geschil = models.ForeignKey(GeenOvereenstemming, on_delete=models.PROTECT, related_name="vervolgstappen")
    stap = models.CharField(max_length=20, choices=Stap)
    datum = models.DateField()
    tekst = SealedText(blank=True)

    class Meta(Author.Meta):
        verbose_name = "vervolgstap"
        verbose_name_plural = "vervolgstappen"
        ordering = ["datum", "op"]


class Afgegeven(Author):
    """The digest of a PDF that the product gave out: with it, anybody who holds the PDF learns whether it is genuine, and nothing else."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.PROTECT, related_name="oppafgegeven")
    versie = models.ForeignKey(OppVersie, on_delete=models.PROTECT, related_name="afgegeven")
    sha256 = models.CharField(max_length=64, unique=True)

    class Meta(Author.Meta):
        verbose_name = "afgegeven PDF"
        verbose_name_plural = "afgegeven PDF's"
