"""The one choice on the page of settings."""

from django import forms

from .models import Wanneer


class VoorkeurForm(forms.Form):
    """When to mail."""

    mail = forms.ChoiceField(
        choices=Wanneer.choices, widget=forms.RadioSelect, error_messages={"required": "Kies wanneer.", "invalid_choice": "Kies wanneer."}
    )

    def __init__(self, *args: object, je: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["mail"].label = f"Wanneer wil{'' if je else 't u'}{' je' if je else ''} een mail als er iets nieuws is?"
