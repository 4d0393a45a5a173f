"""The form with which an editor reads a format in: a file, and what to do when this site has that format already."""

from django import forms

from formats.exchange import MAX_BYTES


class ImportForm(forms.Form):
    """One exchange file."""

    DRAFT, SEPARATE = "concept", "apart"
    bestand = forms.FileField(
        label="Bestand",
        help_text=f"Een bestand dat met ‘Exporteer’ is gemaakt. Het eindigt op .json en is hoogstens {MAX_BYTES // 1_000_000} MB.",
        error_messages={
            "required": "Kies een bestand.",
            "empty": "Dit bestand is leeg.",
            "missing": "Kies een bestand.",
            "invalid": "Kies een bestand.",
            "max_length": "De naam van dit bestand is te lang. Geef het een kortere naam.",
        },
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        max_length=200,
    )
    als = forms.ChoiceField(
        label="Heeft deze website dit format al?",
        choices=[(DRAFT, "Maak er een nieuw concept van dat format van"), (SEPARATE, "Maak er een apart format van")],
        initial=DRAFT,
        widget=forms.RadioSelect,
        help_text="Het is hetzelfde format als er vragen in staan die uit dat format komen. Wat gepubliceerd is, blijft staan.",
        error_messages={"required": "Kies een van beide.", "invalid_choice": "Kies een van beide."},
    )
