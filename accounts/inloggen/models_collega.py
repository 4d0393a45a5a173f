"""An invitation to work at a school: a link in a mail to one address, for one role. Of the link only a keyed hash is kept."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ..models import SCHOOL_ROLLEN, Rol, School


class Collega(models.Model):
    """One colleague who is asked to come, until the account is there. A next link takes the place of the one before it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    rol = models.CharField("rol", max_length=12, choices=[(rol.value, rol.label) for rol in SCHOOL_ROLLEN])
    email = models.EmailField("e-mailadres")
    token_hash = models.CharField(max_length=64, unique=True)
    geldig_tot = models.DateTimeField()
    # Who answers for it: an invitation is worth nothing when this person may not give the role any more.
    gemaakt_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    gemaakt_op = models.DateTimeField(default=timezone.now)
    keren = models.PositiveSmallIntegerField(default=1)
    ingetrokken_op = models.DateTimeField(null=True)
    gebruikt_op = models.DateTimeField(null=True)
    gebruikt_door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = "uitnodiging van een collega"
        verbose_name_plural = "uitnodigingen van collega's"
        default_permissions = ()
        ordering = ["-gemaakt_op"]
        constraints = [
            models.UniqueConstraint(
                name="one_waiting_invitation",
                fields=["school", "email", "rol"],
                condition=Q(gebruikt_op__isnull=True, ingetrokken_op__isnull=True),
            ),
            models.CheckConstraint(name="colleague_has_one_end", condition=Q(gebruikt_op__isnull=True) | Q(ingetrokken_op__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"uitnodiging {str(self.pk)[:8]}"

    @property
    def stand(self) -> str:
        """One word, out of the facts: aangenomen, ingetrokken, verlopen or verstuurd."""
        if self.gebruikt_op:
            return "aangenomen"
        if self.ingetrokken_op:
            return "ingetrokken"
        return "verlopen" if timezone.now() >= self.geldig_tot else "verstuurd"

    @property
    def rolnaam(self) -> str:
        """The role in words."""
        return Rol(self.rol).label
