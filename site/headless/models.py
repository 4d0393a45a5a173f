"""What this room remembers: ready pieces of JSON for programs, the webhooks of a site, and the log of what was sent to them.

Nothing here is content of its own: a `Stuk` can be thrown away at any moment and is made again, and a webhook's log holds no personal data.
"""

from django.db import models


class Stuk(models.Model):
    """One public object as JSON, ready to be joined into an answer. Valid for one generation of the public house only (`stukken`).

    An address in it has no host: that of the question is put in when it is answered, so no question can leave a host behind for the next.
    """

    site_id = models.BigIntegerField()
    soort = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    generatie = models.BigIntegerField()
    gebouwd_op = models.DateTimeField()
    kort = models.TextField()
    lang = models.TextField()

    class Meta:
        verbose_name = "klaargezet stuk"
        verbose_name_plural = "klaargezette stukken"
        constraints = [models.UniqueConstraint(fields=["site_id", "soort", "object_id"], name="one_stuk_per_object")]

    def __str__(self) -> str:
        return f"{self.soort} {self.object_id}"
