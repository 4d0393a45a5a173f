"""A device that makes passkeys, in software: real keys and real signatures, and what a thief or a false site would send."""

import hashlib
import json
import secrets
import struct
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

HERE = "http://testserver"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Device:
    """One passkey for one person. `counter` goes up with every use, as it does on a security key."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)
        self.counter = 1
        self.handle = ""

    def create(self, options: dict[str, Any], **changed: Any) -> str:
        """The answer to a challenge for a new passkey."""
        self.handle = options["publicKey"]["user"]["id"]
        public = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        credential = b"\0" * 16 + struct.pack(">H", len(self.id)) + self.id + public
        data = self._data(options["publicKey"]["rp"]["id"], PRESENT | VERIFIED | ATTESTED) + credential
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", options, **changed)
        return self._said({"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(attested)})

    def get(self, options: dict[str, Any], *, flags: int = PRESENT | VERIFIED, **changed: Any) -> str:
        """The answer to a challenge of signing in."""
        self.counter += 1
        data = self._data(changed.pop("rp", "") or options["publicKey"]["rpId"], flags)
        client = self._client("webauthn.get", options, **changed)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        answer = {"clientDataJSON": client, "authenticatorData": data, "signature": signature}
        return self._said({name: websafe_encode(value) for name, value in answer.items()} | {"userHandle": self.handle})

    def _data(self, rp: str, flags: int) -> bytes:
        return hashlib.sha256(rp.encode()).digest() + struct.pack(">BI", flags, self.counter)

    @staticmethod
    def _client(kind: str, options: dict[str, Any], origin: str = HERE) -> bytes:
        return json.dumps({"type": kind, "challenge": options["publicKey"]["challenge"], "origin": origin, "crossOrigin": False}).encode()

    def _said(self, response: dict[str, Any]) -> str:
        raw = websafe_encode(self.id)
        return json.dumps({"id": raw, "rawId": raw, "type": "public-key", "clientExtensionResults": {}, "response": response})
