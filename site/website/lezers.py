"""Who a public text speaks to. One list for handleidingen, questions and search, so that a reader is called the same everywhere."""

from django.db import models


class Lezer(models.TextChoices):
    """Who a handleiding or a list of questions speaks to."""

    IB = "ib", "intern begeleider"
    LEERKRACHT = "leerkracht", "leerkracht"
    OUDER = "ouder", "ouder of verzorger"
    LEERLING = "leerling", "leerling"
    GAST = "gast", "gast"
    REDACTEUR = "redacteur", "redacteur"
