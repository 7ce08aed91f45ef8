"""Model fields that no business word has touched."""

from typing import Any

from django.db import models

from core import crypto


class EncryptedField(models.BinaryField):
    """Text to Python, AES-GCM bytes to Postgres; look-ups go through a blind index column beside it."""

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> str | None:
        """Decrypt on the way in."""
        return None if value is None else crypto.decrypt(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Encrypt on the way out; bytes are taken as already encrypted."""
        if isinstance(value, str):
            value = crypto.encrypt(value)
        return super().get_db_prep_value(value, connection, prepared)

    def value_to_string(self, obj: Any) -> str:
        """Serialised data never carries the plain value."""
        return ""
