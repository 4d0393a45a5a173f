"""Error pages and the few public views that are no page."""

from django.http import HttpResponse
from django.shortcuts import redirect


def csrf_failure(request, reason=""):
    return HttpResponse("csrf", status=403)


def bad_request(request, exception=None):
    return HttpResponse("400", status=400)


def forbidden(request, exception=None):
    return HttpResponse("403", status=403)


def not_found(request, exception=None):
    return HttpResponse("404", status=404)


def server_error(request):
    return HttpResponse("500", status=500)


def admin_login(request):
    return redirect("inloggen")
