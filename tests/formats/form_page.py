"""A page with a form of a section as a visitor gets it, for a browser without a server (tests/design/stijlgids.py answers)."""

from typing import Any

from django.template import engines

from formats.forms import SectieForm
from tests.design.stijlgids import request

SOURCE = """{% extends "layouts/public.html" %}{% block title %}Proef{% endblock %}{% block main %}
<h1>Alles</h1>
{% include "components/error_summary.html" %}
<form method="post" class="gp-sheet gp-stack" novalidate data-warn-unsaved>
{% include "formats/section_form.html" %}
<div class="gp-cluster"><button class="gp-button">Bewaar</button></div>
</form>{% endblock %}"""


def form_page(form: SectieForm, **context: Any) -> str:
    """The page as HTML."""
    return engines["django"].from_string(SOURCE).render({"form": form, "menu_items": [], "footer_items": [], **context}, request("/"))
