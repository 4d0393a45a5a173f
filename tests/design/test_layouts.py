"""The layouts and form pieces say what they must, and nothing personal where a cache may keep the page."""

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from accounts.models import Soort, User
from accounts.views import InlogForm

from .stijlgids import Invulblad, request

# The menu and the name of the site come from the database.
pytestmark = pytest.mark.django_db


class _NoSession:
    """Stands where a session would; any look at it is a failure."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"the session was touched: {name}")


def _page(layout: str, context: dict | None = None, asked=None) -> str:
    source = '{% extends "' + layout + '" %}{% block title %}Proef{% endblock %}{% block main %}<h1>Proef</h1>{% endblock %}'
    return engines["django"].from_string(source).render(context or {}, asked)


@pytest.mark.parametrize("layout", ["layouts/base.html", "layouts/public.html", "layouts/private.html"])
def test_a_layout_can_be_drawn_without_a_request(layout: str) -> None:
    page = _page(layout)
    assert "<title>Proef – Groeiportaal</title>" in page
    assert '<html lang="nl">' in page
    assert 'href="#inhoud"' in page and 'id="inhoud"' in page


def test_a_public_page_without_a_cookie_is_the_same_for_everybody_and_leaves_the_session_alone() -> None:
    asked = RequestFactory().get("/")
    asked.session = _NoSession()
    page = _page("layouts/public.html", asked=asked)
    assert "csrfmiddlewaretoken" not in page
    assert "Inloggen" in page and "Mijn groeidocumenten" not in page


def test_a_public_page_shows_somebody_who_is_signed_in_the_way_to_the_own_room() -> None:
    asked = request("/", gp_sessie="x")
    asked.user = User(username="sanne", first_name="Sanne", last_name="de Wit", soort=Soort.MEDEWERKER)
    page = _page("layouts/public.html", asked=asked)
    assert "Mijn groeidocumenten" in page and "Inloggen" not in page and "Sanne" not in page
    asked.user = User(username="redactie", soort=Soort.REDACTEUR)
    assert "Naar het beheer" in _page("layouts/public.html", asked=asked)


def test_a_private_page_names_the_person_and_offers_to_sign_out_by_post() -> None:
    asked = request("/groeidocumenten/", gp_sessie="x")
    asked.user = User(username="sanne", first_name="Sanne", last_name="<b>de Wit</b>")
    page = _page("layouts/private.html", asked=asked)
    assert "Sanne &lt;b&gt;de Wit&lt;/b&gt;" in page
    assert '<form method="post" action="/uitloggen/">' in page and "csrfmiddlewaretoken" in page
    assert 'content="noindex, nofollow, noarchive"' in page


def test_a_guest_on_a_private_page_has_no_name_and_nothing_to_sign_out_of() -> None:
    page = _page("layouts/private.html", asked=request("/groeidocumenten/", gp_sessie="x"))
    assert "Uitloggen" not in page and "Ingelogd als" not in page


def test_the_demo_says_that_its_people_are_invented() -> None:
    sentence = "Dit is een demonstratie met verzonnen mensen."
    assert sentence in _page("layouts/private.html", {"demo": True})
    assert sentence not in _page("layouts/private.html", {"demo": False})


def test_the_menu_marks_where_the_visitor_is() -> None:
    items = [
        {"url": "/a/", "title": "Formulieren & meer", "current": True},
        {"url": "/b/", "title": "Zoeken", "current": False},
    ]
    page = _page("layouts/public.html", {"menu_items": items})
    assert '<a href="/a/" aria-current="page">Formulieren &amp; meer</a>' in page
    assert '<a href="/b/">Zoeken</a>' in page


def _field(form: forms.Form, name: str) -> str:
    return render_to_string("components/field.html", {"field": form[name]})


def test_a_message_stands_between_label_and_input_and_is_read_with_the_input() -> None:
    html = _field(Invulblad({}), "naam")
    assert html.index("Hoe heet u?") < html.index('id="id_naam_uitleg"') < html.index('id="id_naam_fout"') < html.index("<input")
    assert 'aria-describedby="id_naam_uitleg id_naam_fout"' in html
    assert 'aria-invalid="true"' in html


def test_a_field_without_hint_or_message_points_at_nothing() -> None:
    html = _field(Invulblad(), "code")
    assert "aria-describedby" not in html and "aria-invalid" not in html and "gp-field--error" not in html


def test_what_was_typed_stays_and_is_escaped() -> None:
    html = _field(Invulblad({"naam": '"><script>alert(1)</script>' + "x" * 200}), "naam")
    assert "<script>" not in html and "&lt;script&gt;" in html and "x" * 200 in html


def test_a_group_of_choices_has_one_legend_and_a_label_per_choice() -> None:
    html = _field(Invulblad({"hulp": ["rust"]}), "hulp")
    assert html.count("<legend>") == 1 and html.count("<label") == 3 and html.count("checked") == 1
    assert 'aria-describedby="id_hulp_uitleg"' in html


def test_the_error_summary_leads_to_every_field_that_has_a_message() -> None:
    form = Invulblad({})
    page = "".join(_field(form, name) for name in form.fields)
    summary = render_to_string("components/error_summary.html", {"form": form})
    assert 'role="alert"' in summary and 'tabindex="-1"' in summary
    for name in form.errors:
        target = "id_vorm_0" if name == "vorm" else f"id_{name}"
        assert f'href="#{target}"' in summary
        assert f'id="{target}"' in page


def test_a_form_without_mistakes_has_no_summary_and_no_mark_in_the_title() -> None:
    assert render_to_string("components/error_summary.html", {"form": Invulblad()}).strip() == ""
    assert "<title>Proef" in _page("layouts/private.html", {"form": Invulblad()})
    assert "<title>Fout: Proef" in _page("layouts/private.html", {"form": Invulblad({})})


def test_pagination_keeps_the_question_and_marks_the_page() -> None:
    html = render_to_string(
        "components/pagination.html",
        {"page_obj": Paginator(range(200), 10).get_page(4), "query": "q=a%26b&"},
    )
    assert 'href="?q=a%26b&amp;page=5" rel="next"' in html and html.count('aria-current="page"') == 1
    assert (
        render_to_string(
            "components/pagination.html",
            {"page_obj": Paginator(range(3), 10).get_page(1)},
        ).strip()
        == ""
    )


def test_the_login_page_tells_what_to_do_without_a_password() -> None:
    asked = request("/inloggen/")
    page = render_to_string(
        "accounts/login.html",
        {"form": InlogForm(asked), "next": '/start/"><i>'},
        request=asked,
    )
    assert '<input type="hidden" name="next" value="/start/&quot;&gt;&lt;i&gt;">' in page
    assert "Kies een nieuw wachtwoord via uw mail" in page and "Bel de school" in page


def test_the_locked_page_blames_nobody_and_says_what_to_do() -> None:
    page = render_to_string("accounts/locked_out.html", {}, request=request("/inloggen/"))
    assert "te vaak geprobeerd" in page and "Probeer het over een uur opnieuw" in page
