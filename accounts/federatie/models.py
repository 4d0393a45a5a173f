"""Which account of ours is whose at the federation."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class Koppeling(models.Model):
    """One person at the federation and one of ours. What the federation calls that person is kept as a keyed hash, with no name or address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="koppelingen")
    sleutel = models.CharField(max_length=64, unique=True)
    gekoppeld_op = models.DateTimeField(default=timezone.now)
    gebruikt_op = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "koppeling"
        verbose_name_plural = "koppelingen"
        ordering = ["gekoppeld_op"]

    def __str__(self) -> str:
        return f"koppeling {str(self.pk)[:8]}"
