"""The lines of the table of permissions about how somebody comes in: method, permission."""

from typing import Final

ACCOUNT_VIEWS: Final = {
    "openid.ask": ("POST", "account.sign_in"),
    "openid.answer": ("GET", "account.sign_in"),
    "openid.link": ("POST", "account.extend"),
    "openid.remove": ("POST", "account.manage"),
    "passkeys.ask": ("POST", "account.sign_in"),
    "passkeys.enter": ("POST", "account.sign_in"),
    "passkeys.begin": ("POST", "account.extend"),
    "passkeys.add": ("POST", "account.extend"),
    "passkeys.remove": ("POST", "account.manage"),
    "account.show": ("GET", "account.manage"),
    "merging.ask": ("GET", "account.manage"),
    "merging.prove": ("POST", "account.manage"),
    "merging.ask_passkey": ("POST", "account.manage"),
    "merging.prove_passkey": ("POST", "account.manage"),
    "merging.show": ("GET", "account.manage"),
    "merging.merge": ("POST", "account.manage"),
    "my_card.ask": ("GET", "account.manage"),
    "my_card.renew": ("POST", "account.manage"),
    "account.add": ("POST", "account.extend"),
    "account.send_again": ("POST", "account.manage"),
    "account.confirm": ("POST", "account.manage"),
    "account.remove": ("POST", "account.manage"),
}
