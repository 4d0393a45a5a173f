"""The editor's form of a format page: a draft may be unfinished, but what is published or offered for approval must be complete."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError

from formats.freeze import freeze
from website.four_eyes import ReviewedPageForm

# The codes are those of accounts.models.Onderwijstype; public pages may not import that app, so a test compares the two.
ONDERWIJSTYPEN = [
    ("bao", "basisonderwijs"),
    ("sbo", "speciaal basisonderwijs"),
    ("so", "speciaal onderwijs"),
    ("vso", "voortgezet speciaal onderwijs"),
    ("vo", "voortgezet onderwijs"),
    ("pro", "praktijkonderwijs"),
]


class FormatPageForm(ReviewedPageForm):
    """Refuses to publish a format that cannot be frozen, with the place of every problem."""

    onderwijstypen = forms.MultipleChoiceField(
        label="Voor welk onderwijs?",
        choices=ONDERWIJSTYPEN,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kruis niets aan als het voor elke school is.",
    )

    def clean(self) -> dict[str, Any]:
        """Freeze on trial when this is going public; a draft in approval must stay publishable as well."""
        cleaned = super().clean()
        if self._goes_public() and "delen" in cleaned:
            try:
                freeze(
                    cleaned["delen"],
                    titel=cleaned.get("title") or "-",
                    soort=cleaned.get("soort") or "opp",
                    onderwijstypen=cleaned.get("onderwijstypen"),
                    varianten=cleaned.get("varianten"),
                )
            except ValidationError as error:
                # The editor shows the first error of a stream only, so all of them go into one.
                self.add_error("delen", StreamBlockValidationError(non_block_errors=error.messages))
        return cleaned

    def _goes_public(self) -> bool:
        asked = any(name in self.data for name in ("action-publish", "action-submit", "action-restart-workflow", "action-workflow-action"))
        return asked or bool(self.instance.pk and self.instance.workflow_in_progress)
