"""That the school asked for signatures on one frozen version of an OPP, and the link by which somebody without an account signs it.

Rows of this room say that something was asked; the signatures themselves are those of the room opp. Only who guides the school makes them,
and a link opens nothing but its one version (`Bereik.HANDTEKENING`; besluiten-vooraf 30, dossier 8.1, 8.2, 8.7, 8.14).
"""

from django.db import models

from groeidocumenten.dossiers.models import Groeidocument, PrivateModel, Toegangslink
from groeidocumenten.inhoud.models import Author
from groeidocumenten.opp.models import OppVersie


class Tekenverzoek(Author):
    """The school asked those who sign to sign this version; who has an account was told. Once per version, with its moment as evidence."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="tekenverzoeken")
    versie = models.OneToOneField(OppVersie, on_delete=models.PROTECT, related_name="tekenverzoek")

    class Meta(Author.Meta):
        verbose_name = "verzoek om te ondertekenen"
        verbose_name_plural = "verzoeken om te ondertekenen"


class Tekenlink(PrivateModel):
    """Which signer a link asks, and which version it opens. What the link is worth, `Toegangslink.valid` says; who still signs, the register."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="tekenlinks")
    link = models.OneToOneField(Toegangslink, on_delete=models.CASCADE, related_name="tekenlink")
    versie = models.ForeignKey(OppVersie, on_delete=models.PROTECT, related_name="tekenlinks")
    # The signer, as a key without a name (`opp.ondertekenaars`): "gezag:<id>", "leerling" or "vertegenwoordiger:<id>".
    wie = models.CharField(max_length=60)

    class Meta(PrivateModel.Meta):
        verbose_name = "tekenlink"
        verbose_name_plural = "tekenlinks"
        ordering = ["-link__uitgegeven_op"]
