"""What is enciphered opens unchanged, and only for what it was enciphered for."""

import pytest
from cryptography.exceptions import InvalidTag

from core import crypto


def test_a_block_opens_for_what_it_is_about_and_for_nothing_else():
    block = crypto.encrypt_block("张三|6217".encode(), b"UI1505-20261120-01|0|")
    assert crypto.decrypt_block(block, b"UI1505-20261120-01|0|") == "张三|6217".encode()
    for about in (b"UI1505-20261120-01|1|", b"", None):
        with pytest.raises(InvalidTag):
            crypto.decrypt_block(block, about)


def test_a_block_that_was_changed_does_not_open():
    block = crypto.encrypt_block(b"6217", b"here")
    with pytest.raises(InvalidTag):
        crypto.decrypt_block(block[:-1] + bytes([block[-1] ^ 1]), b"here")


def test_the_same_text_is_never_the_same_bytes_and_always_opens():
    one, two = crypto.encrypt("6217"), crypto.encrypt("6217")
    assert one != two
    assert crypto.decrypt_all([one, two]) == [crypto.decrypt(one), crypto.decrypt(two)] == ["6217", "6217"]
