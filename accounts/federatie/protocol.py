"""Talking OpenID Connect with the federation: allauth's code flow with PKCE, made stricter, and stopped before allauth decides anything.

What arrives is believed when its signature, issuer, audience, time and nonce are right and the userinfo is of the same person. Then it is
handed to `views`; allauth's own accounts, sign-up and sign-in never come into it.
"""

import secrets
from collections.abc import Callable
from typing import Any

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare

# What a signature may be made with: never a shared secret, never nothing.
ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
# Arrived: what the federation said of a person, and what our own session remembered when that person was sent there.
Aangekomen = Callable[[HttpRequest, dict[str, Any], dict[str, Any]], HttpResponse]


def is_on() -> bool:
    """Whether there is a federation to sign in with."""
    return bool(settings.FEDERATIE_ADRES and settings.FEDERATIE_CLIENT_ID)


class Weigerend(DefaultSocialAccountAdapter):
    """allauth's own say in this: nobody signs up, and every error leads to our page."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        """Show our own page instead of allauth's.

        Raises:
            ImmediateHttpResponse: always.
        """
        from .views import refused

        raise ImmediateHttpResponse(refused(request))


class Stap(OpenIDConnectOAuth2Adapter):
    """One journey to the federation and back."""

    stashed: dict[str, Any] = {}
    aangekomen: Aangekomen | None = None

    def get_provider(self) -> "Federatie":
        """The one federation of this installation."""
        return Federatie(self.request, app=_app())

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the federation says of itself, which must be of itself.

        Raises:
            OAuth2Error: if it names another issuer than the one that was set.
        """
        config: dict[str, Any] = super().openid_config
        if config.get("issuer") != settings.FEDERATIE_ADRES:
            raise OAuth2Error("another issuer")
        return config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Where the federation sends people back to: made of BASE_URL, never of the Host header."""
        return f"{settings.BASE_URL}{reverse('federatie_terug')}"

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> Any:
        """Judge what came, and hand it over.

        Raises:
            OAuth2Error: if anything about it is not right.
            ImmediateHttpResponse: with the answer for the browser, if all is right.
        """
        claims = self._judged(app, kwargs["response"].get("id_token") or "")
        said = self._fetch_user_info(token.token) if self.openid_config.get("userinfo_endpoint") else {}
        if said and said.get("sub") != claims["sub"]:
            raise OAuth2Error("userinfo of somebody else")
        if self.aangekomen is None:
            raise OAuth2Error("nobody waits")
        raise ImmediateHttpResponse(self.aangekomen(request, {**said, **claims}, self.stashed))

    def _judged(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        if jwt.get_unverified_header(id_token).get("alg") not in ALGORITHMS:
            raise OAuth2Error("algorithm")
        # The signature is looked at as well, although the token came straight from the federation.
        self.did_fetch_access_token = False
        claims: dict[str, Any] = self._decode_id_token(app, id_token)
        asked = self.stashed.get("nonce", "")
        if not asked or not constant_time_compare(str(claims.get("nonce", "")), asked):
            raise OAuth2Error("nonce")
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if (several or "azp" in claims) and claims.get("azp") != app.client_id:
            raise OAuth2Error("for another party")
        if not isinstance(claims["sub"], str) or not claims["sub"]:
            raise OAuth2Error("nobody")
        return claims


class Federatie(OpenIDConnectProvider):
    """The federation of this installation, as its settings say."""

    oauth2_adapter_class = Stap


class Terug(OAuth2CallbackView):
    """The way back: the state that this session remembered comes along, and is used up by it."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, Any]:
        state, response = super()._get_state(request, provider)
        self.adapter.stashed = (state or {}).get("data") or {}
        return state, response


def begin(request: HttpRequest, **remember: str) -> str:
    """The address at the federation to send this person to. State and nonce are kept in the session, for one answer.

    Args:
        remember: what `aangekomen` gets back.

    Raises:
        ImmediateHttpResponse: if the federation cannot be reached.
    """
    nonce = secrets.token_urlsafe(32)
    provider = Federatie(request, app=_app())
    try:
        response = provider.redirect(request, process="login", data={"nonce": nonce, **remember}, auth_params={"nonce": nonce})
    except Exception as error:  # whatever an address answers that is no federation
        from .views import refused

        raise ImmediateHttpResponse(refused(request)) from error
    return str(response["Location"])


def come_back(request: HttpRequest, aangekomen: Aangekomen) -> HttpResponse:
    """Judge what the browser brings from the federation; `aangekomen` answers if it is right, our page of refusal otherwise."""
    from .views import refused

    step = Stap(request, _app().provider_id)
    step.aangekomen = aangekomen
    try:
        response: HttpResponse = Terug.adapter_view(step)(request)
    except Exception:  # allauth expects a federation that behaves
        return refused(request)
    return response


def _app() -> SocialApp:
    settings_of_app = {"server_url": settings.FEDERATIE_ADRES, "oauth_pkce_enabled": True, "scope": ["openid"], "fetch_userinfo": True}
    return SocialApp(
        provider="openid_connect",
        provider_id="federatie",
        name=settings.FEDERATIE_NAAM,
        client_id=settings.FEDERATIE_CLIENT_ID,
        secret=settings.FEDERATIE_GEHEIM,
        settings=settings_of_app,
    )
