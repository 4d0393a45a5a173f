"""What an editor chooses when sharing a draft."""

from typing import Any

from django import forms

from .previews import DAGEN

NIEUWSTE, DEZE = "nieuwste", "deze"


class VoorbeeldForm(forms.Form):
    """How long, which draft, and for a page with several ways of showing it: which one."""

    dagen = forms.TypedChoiceField(
        label="Hoe lang werkt de link?",
        choices=[(str(days), "1 dag" if days == 1 else f"{days} dagen") for days in DAGEN],
        initial="7",
        coerce=int,
        widget=forms.RadioSelect,
    )
    versie = forms.ChoiceField(
        label="Wat ziet de lezer?",
        choices=[(NIEUWSTE, "Steeds het nieuwste concept"), (DEZE, "Het concept zoals het nu is, ook als u verder schrijft")],
        initial=NIEUWSTE,
        widget=forms.RadioSelect,
    )
    weergave = forms.ChoiceField(label="Hoe ziet de lezer het?", required=False)

    def __init__(self, *args: Any, modes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["weergave"]
        # What a visitor of the website would see comes first.
        field.choices = sorted(modes, key=lambda mode: mode[0] not in ("", "website"))
        if len(modes) < 2:
            field.widget = forms.HiddenInput()
