"""The page behind a guest's link: it gives nothing away, and looking at it uses nothing up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from groeidocumenten.dossiers import guests
from groeidocumenten.dossiers.door import entrance

from .entrance import redeem
from .forms import PincodeForm

REFUSED = "Deze link en pincode horen niet bij elkaar, of de toegang is voorbij. Neem contact op met de school."


@sensitive_post_parameters()
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
@entrance
def binnenkomen(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the pincode; with the right one begin a guest's session and leave the token behind.

    Mail scanners open links, so GET and HEAD change nothing and show the same page for every token.
    """
    form = PincodeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        outcome = redeem(token, form.cleaned_data["pincode"])
        if outcome.link is not None:
            guests.begin(request, outcome.link)
            return redirect("inhoud:dossier", dossier_id=outcome.link.groeidocument_id)
        form.add_error("pincode", REFUSED)
        response = render(request, "delen/binnenkomen.html", {"form": form}, status=403)
        if outcome.afterwards is not None:
            # Runs when the server has sent the answer: a link that exists must not answer later than one that does not.
            response._resource_closers.append(outcome.afterwards)  # type: ignore[attr-defined]
        return response
    return render(request, "delen/binnenkomen.html", {"form": form}, status=422 if form.is_bound else 200)
