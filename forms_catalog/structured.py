"""What a formulier tells search engines about itself, in the words of schema.org. Only what the page itself shows."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

if TYPE_CHECKING:
    from .models import Formulier


def structured_data(formulier: "Formulier", request: HttpRequest) -> dict[str, Any]:
    """The formulier as a DigitalDocument, with its files as encodings when they are offered."""
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "name": formulier.titel,
        "description": formulier.omschrijving,
        "url": request.build_absolute_uri(formulier.get_url(request)),
        "inLanguage": formulier.taal,
        "genre": formulier.get_soort_display(),
        "version": formulier.versie,
        "datePublished": formulier.versiedatum.isoformat() if formulier.versiedatum else "",
        "dateModified": formulier.gewijzigd_op.date().isoformat(),
        "expires": formulier.geldig_tot.isoformat() if formulier.geldig_tot else "",
        "keywords": ", ".join(thema.naam for thema in formulier.themas.all()),
        "audience": [{"@type": "Audience", "audienceType": groep.naam} for groep in formulier.doelgroepen.all()],
    }
    if formulier.is_downloadable:
        facts["encoding"] = [
            {
                "@type": "MediaObject",
                "contentUrl": request.build_absolute_uri(file.url),
                "encodingFormat": file.document.content_type,
                "contentSize": str(file.bytes or ""),
                "inLanguage": file.taal or formulier.taal,
            }
            for file in formulier.bestanden.all()
            if file.document is not None
        ]
    return {name: value for name, value in facts.items() if value}
