"""Is this receipt genuine? A page for anybody with a PDF or its codes: yes or no, and nothing about a child, a school or a signer.

It stands beside the guests' entrance and opens nothing. What is sent is not kept. Asking often from one place is slowed down, so that nobody
tries codes; a code has a hundred bits, so that trying is hopeless anyway.
"""

import hashlib
import hmac

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from groeidocumenten.dossiers.door import entrance

from .bewijs import code_is_genuine, pdf_is_genuine
from .forms_tekenen import EchtheidForm

ASKS, SECONDS = 20, 600
MAX_PDF = 5 * 1024 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
@entrance
def echtheid(request: HttpRequest) -> HttpResponse:
    """Ask and answer; the answer has one of two texts."""
    form = EchtheidForm(request.POST if request.method == "POST" else None, request.FILES or None)
    context = {"form": form, "antwoord": ""}
    if form.is_bound and not getattr(request, "upload_too_large", False) and form.is_valid():
        if _too_often(request):
            return render(request, "opp/echtheid.html", context | {"antwoord": "vaak"}, status=403)
        return render(request, "opp/echtheid.html", context | {"antwoord": "echt" if _genuine(form) else "niet"})
    return render(request, "opp/echtheid.html", context, status=422 if form.is_bound else 200)


def _genuine(form: EchtheidForm) -> bool:
    said = form.cleaned_data
    if said.get("pdf"):
        sent = said["pdf"]
        return bool(sent.size <= MAX_PDF) and pdf_is_genuine(sent.read())
    return code_is_genuine(said["code"], said["sha256"])


def _too_often(request: HttpRequest) -> bool:
    """Whether this address asked too often; kept as a keyed hash, for ten minutes, in the memory of this process."""
    address = hmac.new(settings.TOEGANG_PEPER.encode(), str(request.META.get("REMOTE_ADDR", "")).encode(), hashlib.sha256).hexdigest()[:24]
    key = f"echtheid:{address}"
    if cache.add(key, 1, SECONDS):
        return False
    try:
        return cache.incr(key) > ASKS
    except ValueError:  # it ran out between the two questions
        return False
