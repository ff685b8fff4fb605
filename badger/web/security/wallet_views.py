"""The lines of the one table of `permissions` for a person's wallet, and for what it asks."""

from typing import Final

# View -> its one method and its permission, as `badger.web.security.permissions.GRANTS` has it.
WALLET_VIEWS: Final[dict[str, tuple[str, str]]] = {
    "own_wallet.ask": ("GET", "own.read"),
    "own_wallet.make": ("POST", "own.decide"),
    "own_wallet.token": ("GET", "own.read"),
    "wallet.issuer": ("GET", "public.read"),
    "wallet.issuer_of_a_path": ("GET", "public.read"),
    "wallet.server": ("GET", "public.read"),
    "wallet.server_of_a_path": ("GET", "public.read"),
    "wallet.offer": ("GET", "wallet.ask"),
    "wallet.token": ("POST", "wallet.ask"),
    "wallet.nonce": ("POST", "wallet.ask"),
    "wallet.credential": ("POST", "wallet.ask"),
}
# What wallets send: nothing of a browser's session is read, so there is nothing to forge.
WALLET_POSTS: Final = ("wallet.token", "wallet.nonce", "wallet.credential")
