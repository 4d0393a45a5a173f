"""What the preview panel of the editor shows, while somebody types: the form as each person gets it, and what law and paper say of it.

Works on a draft with mistakes in it: everything that is right already is shown, beside the list of what must be put right to publish.
"""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from formats.example import example_answers
from formats.law_models import elementen
from formats.readers import Rol
from formats.schema import FormatSchema
from formats.text import clean_text

from .law_view import judge
from .pages_estimate import ADVIES, estimate
from .voorbeeld import INVULLERS, Heel, delen_for, form_for, whole

if TYPE_CHECKING:
    from wagtail.models import Page as Base
else:
    Base = object

ROLLEN: dict[str, tuple[Rol, str]] = {
    "ib": ("school", "Als intern begeleider"),
    "ouder": ("ouder", "Als ouder (telefoon)"),
    "leerling": ("leerling", "Als leerling"),
}
WET, WEBSITE = "wet", "website"


class FormatPreviewMixin(Base):
    """The preview modes of a format page."""

    if TYPE_CHECKING:
        varianten: Any

        def lenient_schema(self) -> tuple[FormatSchema | None, list[str]]: ...

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Each role in each variant, then law and length, then the public page."""
        roles = [
            (f"{mode}:{key}" if key else mode, f"{label}: {naam}" if naam else label)
            for mode, (_rol, label) in ROLLEN.items()
            for key, naam in (self._preview_varianten() or [("", "")])
        ]
        return [*roles, (WET, "Wet en lengte"), (WEBSITE, "Op de website")]

    @property
    def preview_sizes(self) -> list[dict[str, Any]]:
        """Wagtail's sizes; a wide one first, as the first mode is that of a professional (previews.js follows the mode)."""
        return sorted(super().preview_sizes, key=lambda size: size["name"] != "desktop")

    def _preview_varianten(self) -> list[tuple[str, str]]:
        """Key and name of the variants, as they were when the editor opened."""
        return [(child.id, naam) for child in self.varianten if child.id and (naam := clean_text(child.value.get("naam")))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page of one mode; an unknown mode is that of the intern begeleider."""
        mode, _, variant = (mode_name or "").partition(":")
        if mode == WEBSITE:
            return super().serve_preview(request, mode_name)
        schema, problems = self.lenient_schema()
        context = {"page": self, "self": self, "schema": schema, "problems": problems}
        if mode == WET:
            return TemplateResponse(request, "opp_pages/preview/wet.html", context | self._law_and_length(schema))
        rol, label = ROLLEN.get(mode, ROLLEN["ib"])
        form = schema.for_variant(variant) if schema else None
        naam = next((one.naam for one in schema.varianten if one.key == variant), "") if schema else ""
        context |= {"rol": rol, "label": label, "variant": naam, "delen": _as(form, rol) if form else []}
        return TemplateResponse(request, "opp_pages/preview/rol.html", context)

    def _law_and_length(self, schema: FormatSchema | None) -> dict[str, Any]:
        if schema is None:
            return {}
        today = timezone.localdate()
        return {
            "oordelen": judge(schema, schema.onderwijstypen, today, elementen()),
            "schattingen": estimate(schema) if schema.delen else [],
            "advies": ADVIES,
            "vandaag": today,
        }


def _as(schema: FormatSchema, rol: Rol) -> Heel:
    """For the school the whole format, empty; for another role what they get when the others have filled in theirs."""
    if rol == "school":
        return whole(schema)
    example = {key: dict(answers) for key, answers in example_answers(schema).items()}
    for _deel, sectie, veld in schema.velden():
        if veld.invuller in INVULLERS[rol]:
            example.get(sectie.key, {}).pop(veld.key, None)
    return [
        (beeld.deel, "", [(sectie, "", form_for(sectie, schema, example, rol)) for sectie in beeld.secties])
        for beeld in delen_for(schema, example, rol)
    ]
