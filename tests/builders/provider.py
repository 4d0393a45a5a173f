"""A federation on this machine: an OpenID Connect provider with real keys, real HTTP and nobody in it but who a test lets sign in."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "groeiportaal", "niet voor buiten"


class Provider:
    """Signs people in who never typed anything.

    A test changes what it says: `claims` are put over the right ones of the next id_token, `userinfo` over those of userinfo.
    """

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.codes: dict[str, dict[str, Any]] = {}
        self.sub = "uid-1"
        self.said: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.claims: dict[str, Any] = {}
        self.issuer_says = ""
        self.sign_with: Any = None
        self.algorithm = "RS256"
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """The issuer."""
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def stop(self) -> None:
        """Close the port."""
        self.server.shutdown()
        self.server.server_close()

    def signs_in(self, address: str) -> str:
        """What a browser is sent back with after somebody signed in at this address of ours: the query of the way back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == CLIENT and asked["response_type"] == "code" and asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"code={code}&state={asked['state']}"

    def _token(self, form: dict[str, str]) -> dict[str, Any] | None:
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or form.get("client_secret") != SECRET or form.get("redirect_uri") != asked["redirect_uri"]:
            return None
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if challenge != asked["code_challenge"]:
            return None
        now = int(time.time())
        right = {"iss": self.url, "aud": CLIENT, "sub": self.sub, "nonce": asked["nonce"], "iat": now, "exp": now + 60}
        claims = {name: value for name, value in (right | self.said | self.claims).items() if value is not None}
        signed = jwt.encode(claims, self.sign_with or self.key, algorithm=self.algorithm, headers={"kid": "een"})
        return {"access_token": self.sub, "token_type": "Bearer", "expires_in": 60, "id_token": signed}

    def answer(self, path: str, form: dict[str, str] | None, bearer: str) -> dict[str, Any] | None:
        """What one address answers; None is a refusal."""
        if path == "/.well-known/openid-configuration":
            names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks", "userinfo_endpoint": "userinfo"}
            said = {name: f"{self.url}/{where}" for name, where in names.items()}
            return {"issuer": self.issuer_says or self.url, "token_endpoint_auth_methods_supported": ["client_secret_post"], **said}
        if path == "/jwks":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return {"keys": [public | {"kid": "een", "alg": "RS256", "use": "sig"}]}
        if path == "/token" and form is not None:
            return self._token(form)
        if path == "/userinfo":
            return {"sub": bearer, **self.userinfo}
        return None


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(provider.answer(urlsplit(self.path).path, None, self.headers.get("Authorization", "").removeprefix("Bearer ")))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(provider.answer(self.path, {name: values[0] for name, values in parse_qs(body).items()}, ""))

        def _say(self, what: dict[str, Any] | None) -> None:
            self.send_response(200 if what is not None else 400)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(what if what is not None else {"error": "invalid_grant"}).encode())

        def log_message(self, *args: Any) -> None:
            """Nothing on the screen of the tests."""

    return Handler
