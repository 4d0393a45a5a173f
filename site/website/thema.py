"""The stylesheet of one site: its accent colour in every shade that the design needs, light and dark. Readable by everybody, made from one field.

It is a file of the same origin and no style in the page: the policy of the pages allows no other. Its address changes with the colour, so a browser
may keep it for a year.
"""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from .kleuren import DARK, LIGHT, Ground, on_accent, parse, readable, soft, strong, to_hex

YEAR = 365 * 24 * 60 * 60


def stylesheet(kleur: str) -> str:
    """The custom properties of this accent; empty where the site keeps the colours of the product, or the stored colour cannot be read."""
    try:
        colour = parse(kleur)
    except ValueError:
        return ""
    light = _properties(to_hex(readable(colour, LIGHT)), LIGHT)
    dark = _properties(to_hex(readable(colour, DARK)), DARK)
    return f":root {{{light}}}\n@media screen and (prefers-color-scheme: dark) {{ :root {{{dark}}} }}\n"


def _properties(accent: str, ground: Ground) -> str:
    colour = parse(accent)
    shades = {
        "accent": colour,
        "on-accent": on_accent(colour, ground),
        "accent-strong": strong(colour, ground),
        "accent-soft": soft(colour, ground),
    }
    return "".join(f"--gp-color-{name}:{to_hex(shade)};" for name, shade in shades.items())


def version(kleur: str) -> str:
    """What stands behind `?v=`: another colour, and another way of deriving it, has another one."""
    return sha256(stylesheet(kleur).encode()).hexdigest()[:10]


def address(kleur: str) -> str:
    """Where the theme of this colour is, or an empty text when there is none."""
    return f"{reverse('thema')}?v={version(kleur)}" if stylesheet(kleur) else ""


@require_safe
def thema(request: HttpRequest) -> HttpResponse:
    """The stylesheet of the site that was asked. Under an old or invented version it is the present one, and is not kept for long."""
    from .models import SiteInstellingen

    site = Site.find_for_request(request)
    kleur = SiteInstellingen.objects.filter(site=site).values_list("kleur", flat=True).first() or ""
    seconds = YEAR if request.GET.get("v") == version(kleur) else 60
    answer = HttpResponse(stylesheet(kleur), content_type="text/css; charset=utf-8")
    answer.headers["Cache-Control"] = f"public, max-age={seconds}{', immutable' if seconds == YEAR else ''}"
    return answer
