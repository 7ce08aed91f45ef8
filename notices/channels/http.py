"""A provider behind HTTP: one POST a message, JSON, signed, and told apart by the message's number."""

import hashlib
import hmac
import json
import urllib.error
import urllib.request

from notices.channels.base import NotTaken, Receipt

#: Answers after which the same message will never be taken.
FINAL = frozenset({400, 404, 410, 413, 422})


class HttpChannel:
    """Posts `{"number", "mobile", "text"}` with an `Idempotency-Key` and an HMAC-SHA256 signature of the body."""

    def __init__(self, url: str, key: str, wait_seconds: float) -> None:
        if not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise ValueError("a provider of text messages must be reached over https")
        self.url, self.key, self.wait_seconds = url, key.encode(), wait_seconds

    def send(self, number: str, mobile: str, text: str) -> Receipt:
        """Hand over one message; a refusal, a broken line or a late answer raises NotTaken."""
        body = json.dumps({"number": number, "mobile": mobile, "text": text}, ensure_ascii=False).encode()
        request = urllib.request.Request(  # noqa: S310  the scheme is checked above
            self.url,
            data=body,
            headers={
                "Content-Type": "application/json; charset=utf-8",
                "Idempotency-Key": number,
                "X-Signature": sign(self.key, body),
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=self.wait_seconds) as answer:  # noqa: S310
                said = json.loads(answer.read(65_536) or b"{}")
        except urllib.error.HTTPError as error:
            raise NotTaken(f"the provider answered {error.code}", final=error.code in FINAL) from error
        except (OSError, ValueError) as error:
            raise NotTaken(f"no answer: {error}"[:200], final=False) from error
        return Receipt(reference=str(said.get("reference", ""))[:80], delivered=said.get("state") == "delivered")


def sign(key: bytes, body: bytes) -> str:
    """The signature of `body`, in hexadecimal; the provider signs its delivery reports the same way."""
    return hmac.new(key, body, hashlib.sha256).hexdigest()
