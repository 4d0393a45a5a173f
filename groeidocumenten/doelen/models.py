"""Goals of a pupil with everything that was saved of them. Texts are sealed with the file's key; dates and states stay readable columns.

What state a goal is in follows from dated facts: taken over or not, declined, finished. Nothing that was saved is overwritten.
"""

from django.db import models
from django.utils import timezone

from groeidocumenten.dossiers.models import Groeidocument
from groeidocumenten.inhoud.models import Author, SealedText
from groeidocumenten.inhoud.states import Counted, State


class Doel(Counted):
    """A goal. What it says is in its newest Doelversie; a proposal of a parent, the pupil or a guest waits until the school takes it over."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="doelen")
    gemaakt_op = models.DateTimeField(default=timezone.now)
    # When it became a goal of the plan: at once if the school wrote it.
    overgenomen_op = models.DateTimeField(null=True, blank=True)
    afgewezen_op = models.DateTimeField(null=True, blank=True)
    # The day of the evaluation that ended it.
    afgerond_op = models.DateField(null=True, blank=True)
    # When it is evaluated next, as in the newest state: lists and reminders look for it without opening anything.
    evalueren_op = models.DateField(null=True, blank=True)
    # The goal of an earlier file that it was taken from, and what is shown of that.
    herkomst_id = models.UUIDField(null=True, blank=True)
    herkomst = SealedText(blank=True)

    class Meta(Counted.Meta):
        verbose_name = "doel"
        verbose_name_plural = "doelen"
        ordering = ["gemaakt_op"]
        indexes = [models.Index(fields=["groeidocument", "gemaakt_op"])]

    @property
    def stand(self) -> str:
        """One word for the state, out of the dates: voorstel, afgewezen, loopt or afgerond."""
        if self.afgewezen_op:
            return "afgewezen"
        if self.overgenomen_op is None:
            return "voorstel"
        return "afgerond" if self.afgerond_op else "loopt"


class Doelversie(State):
    """One saved state of a goal."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="doelversies")
    doel = models.ForeignKey(Doel, on_delete=models.CASCADE, related_name="versies")

    class Meta(State.Meta):
        verbose_name = "doelversie"
        verbose_name_plural = "doelversies"
        constraints = [models.UniqueConstraint(fields=["doel", "versie"], name="one_state_per_goal_version")]


class Doelbesluit(Author):
    """What the school decided on a proposal: taken over, or declined with a reason. Proposal and answer both stay."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="doelbesluiten")
    doel = models.OneToOneField(Doel, on_delete=models.CASCADE, related_name="besluit")
    overgenomen = models.BooleanField()
    reden = SealedText(blank=True)

    class Meta(Author.Meta):
        verbose_name = "doelbesluit"
        verbose_name_plural = "doelbesluiten"


class Interventie(Counted):
    """Something that is done for a goal, with its effect; a goal can have several."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="interventies")
    doel = models.ForeignKey(Doel, on_delete=models.CASCADE, related_name="interventies")
    gemaakt_op = models.DateTimeField(default=timezone.now)

    class Meta(Counted.Meta):
        verbose_name = "interventie"
        verbose_name_plural = "interventies"
        ordering = ["gemaakt_op"]


class Interventieversie(State):
    """One saved state of an interventie."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="interventieversies")
    interventie = models.ForeignKey(Interventie, on_delete=models.CASCADE, related_name="versies")

    class Meta(State.Meta):
        verbose_name = "interventieversie"
        verbose_name_plural = "interventieversies"
        constraints = [models.UniqueConstraint(fields=["interventie", "versie"], name="one_state_per_interventie_version")]


class Evaluatie(Author):
    """One round of evaluation: the outcome, how far it is, who was there, and what follows (dossier 6.6). Never changed afterwards."""

    class Vervolg(models.TextChoices):
        DOORGAAN = "doorgaan", "het doel gaat door zoals het is"
        BIJSTELLEN = "bijstellen", "het doel gaat door, en ik pas het aan"
        AFRONDEN = "afronden", "het doel is klaar"

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="doelevaluaties")
    doel = models.ForeignKey(Doel, on_delete=models.CASCADE, related_name="evaluaties")
    gehouden_op = models.DateField()
    vervolg = models.CharField(max_length=10, choices=Vervolg)
    inhoud = SealedText()

    class Meta(Author.Meta):
        verbose_name = "evaluatie"
        verbose_name_plural = "evaluaties"
        ordering = ["gehouden_op", "op"]


class Doelstem(Author):
    """What a parent, the pupil or a guest says of a goal, or of one evaluation of it, under the own name. The school cannot change it."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="doelstemmen")
    doel = models.ForeignKey(Doel, on_delete=models.CASCADE, related_name="stemmen")
    evaluatie = models.ForeignKey(Evaluatie, null=True, blank=True, on_delete=models.CASCADE, related_name="stemmen")
    tekst = SealedText()

    class Meta(Author.Meta):
        verbose_name = "stem bij een doel"
        verbose_name_plural = "stemmen bij doelen"
        ordering = ["op"]
