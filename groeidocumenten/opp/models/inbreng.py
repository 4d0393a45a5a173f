"""What people bring in on the working side: the destination that the school expects, factors, and what the pupil said. Every row stays.

Nobody changes what somebody else brought in; a row that was wrong is replaced by its own writer (`vervangt`) or withdrawn.
"""

from django.db import models
from django.utils import timezone

from groeidocumenten.dossiers.models import Groeidocument
from groeidocumenten.inhoud.models import Author, Bijlage, SealedText

from .opp import Moment, Opp


class Perspectief(Author):
    """The uitstroombestemming that the school expected on one day: the newest day counts, earlier ones are the history (dossier 6.3).

    Law: Besluit bekostiging WPO 34.7, Onderwijskundig besluit WEC 4 and 5, Uitvoeringsbesluit WVO 2020: bestemming and its onderbouwing.
    `inhoud` has `bestemming`, `laagste`, `hoogste` (the bandwidth), `op_dit_moment`, `basis` and `basis_op` (on which data, of which day),
    `onderbouwing`, and `nog_niet` (why it cannot be told yet).
    """

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="perspectieven")
    opp = models.ForeignKey(Opp, on_delete=models.CASCADE, related_name="perspectieven")
    peildatum = models.DateField(default=timezone.localdate)
    inhoud = SealedText()

    class Meta(Author.Meta):
        verbose_name = "perspectief"
        verbose_name_plural = "perspectieven"
        ordering = ["-peildatum", "-op"]


class Factor(Author):
    """Something that helps or hinders, picked from the bank or in own words, under the name of who brought it in.

    `inhoud` has `item` (as the bank had it then), `tekst`, `domein`, `toelichting`, `invloed` and `gevoelig`.
    """

    class Richting(models.TextChoices):
        BEVORDEREND = "bevorderend", "helpt"
        BELEMMEREND = "belemmerend", "maakt het moeilijker"

    class Bron(models.TextChoices):
        SCHOOL = "school", "school"
        OUDER = "ouder", "ouders"
        LEERLING = "leerling", "leerling"
        DESKUNDIGE = "deskundige", "deskundige"

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="oppfactoren")
    opp = models.ForeignKey(Opp, on_delete=models.CASCADE, related_name="factoren")
    richting = models.CharField(max_length=11, choices=Richting)
    # In whose place its writer stood.
    bron = models.CharField(max_length=10, choices=Bron)
    inhoud = SealedText()
    vervangt = models.OneToOneField("self", null=True, on_delete=models.CASCADE, related_name="vervangen_door")
    ingetrokken_op = models.DateTimeField(null=True, blank=True)

    class Meta(Author.Meta):
        verbose_name = "factor"
        verbose_name_plural = "factoren"
        ordering = ["op"]


class Hoormoment(Author):
    """The pupil was heard about the OPP, or was not and why: hoorrecht since 1-8-2025 (Wet versterking positie ouders en leerlingen in het
    passend onderwijs, kamerstuk 36443; WPO 40a, WEC 41a, WVO 2020 2.44; dossier 2.5).

    `inhoud` has `gesproken_door`, `inbreng` (the pupil's own words), and `reden` when the pupil would not or could not.
    """

    class Vorm(models.TextChoices):
        GESPREK = "gesprek", "gesprek"
        TEKENING = "tekening", "tekening of foto"
        FORMULIER = "formulier", "formulier of werkblad"
        ZELF = "zelf", "zelf opgeschreven"
        VIA_OUDER = "via_ouder", "via de ouders"
        OBSERVATIE = "observatie", "kijken hoe het gaat (observatie)"
        COMMUNICATIEHULP = "communicatiehulp", "met hulp bij het communiceren"

    class Uitkomst(models.TextChoices):
        GEHOORD = "gehoord", "de leerling is gehoord"
        WIL_NIET = "wil_niet", "de leerling wil niet"
        KAN_NIET = "kan_niet", "de leerling kan niet"

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="hoormomenten")
    opp = models.ForeignKey(Opp, on_delete=models.CASCADE, related_name="hoormomenten")
    ronde = models.PositiveIntegerField()
    moment = models.CharField(max_length=10, choices=Moment)
    datum = models.DateField()
    vorm = models.CharField(max_length=20, choices=Vorm)
    uitkomst = models.CharField(max_length=10, choices=Uitkomst)
    inhoud = SealedText()
    # A drawing or photograph.
    bijlage = models.OneToOneField(Bijlage, null=True, blank=True, on_delete=models.PROTECT, related_name="hoormoment")
    vervangt = models.OneToOneField("self", null=True, on_delete=models.CASCADE, related_name="vervangen_door")

    class Meta(Author.Meta):
        verbose_name = "hoormoment"
        verbose_name_plural = "hoormomenten"
        ordering = ["datum", "op"]


class Hooropvolging(Author):
    """What was done with what the pupil said; the newest counts. A school must be able to show that it took the opinion into account."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="hooropvolgingen")
    hoormoment = models.ForeignKey(Hoormoment, on_delete=models.CASCADE, related_name="opvolgingen")
    tekst = SealedText()

    class Meta(Author.Meta):
        verbose_name = "wat er met de inbreng is gedaan"
        verbose_name_plural = "wat er met de inbreng is gedaan"
        ordering = ["-op"]
