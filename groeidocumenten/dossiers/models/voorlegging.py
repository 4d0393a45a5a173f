"""Something of a file that was put before one person who does not come into the file: the door opens that, and nothing else of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from .groeidocument import Groeidocument
from .private import PrivateModel


class Voorlegging(PrivateModel):
    """One frozen OPP that was put before a directeur to sign (besluiten-vooraf 1). It opens that version, while he heads the file's school."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="voorleggingen")
    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # The frozen version; a key, because the rooms know what it is and this one does not.
    versie_id = models.UUIDField()
    voorgelegd_op = models.DateTimeField(default=timezone.now)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)

    class Meta(PrivateModel.Meta):
        verbose_name = "voorlegging"
        verbose_name_plural = "voorleggingen"
        ordering = ["-voorgelegd_op"]
        constraints = [models.UniqueConstraint(fields=["gebruiker", "versie_id"], name="put_before_once")]
