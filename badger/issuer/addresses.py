"""Public addresses of what this installation issues: made here and nowhere else."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from badger.credentials.status_entries import SUSPENSIONS


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses under `base_url` (without a final slash)."""

    base_url: str

    @property
    def territory_did(self) -> str:
        """The did:web identifier of the territory itself."""
        parts = urlsplit(self.base_url)
        segments = [segment for segment in parts.path.split("/") if segment]
        return ":".join(["did:web", parts.netloc.replace(":", "%3A"), *segments])

    @property
    def trust_list(self) -> str:
        """Return where the territory's signed list of issuers is published."""
        return f"{self.base_url}/trust/issuers.json"

    @property
    def doors(self) -> str:
        """Return where partners keep their doors."""
        return f"{self.base_url}/doors"

    def issuer_did(self, slug: str) -> str:
        """Return the did:web identifier of a partner; a port is written %3A."""
        return ":".join([self.territory_did, "issuers", slug])

    def issuer_document(self, slug: str) -> str:
        """Return where the partner's keys and profile are published."""
        return f"{self.base_url}/issuers/{slug}/did.json"

    def issuer_page(self, slug: str) -> str:
        """Return the partner's page for people."""
        return f"{self.base_url}/issuers/{slug}"

    def credential(self, credential_id: str) -> str:
        """Return the `id` of a credential, which is also its page."""
        return f"{self.base_url}/badges/{credential_id}"

    def achievement(self, achievement_id: str, version: int) -> str:
        """Return the `id` of one version of an achievement."""
        return f"{self.base_url}/achievements/{achievement_id}/versions/{version}"

    def status_list(self, list_id: str) -> str:
        """Return the `id` of a status list."""
        return f"{self.base_url}/status/{list_id}"

    def suspension_list(self, list_id: str) -> str:
        """Return the `id` of the list of suspensions beside a status list."""
        return self.status_list(list_id) + SUSPENSIONS

    def joining(self, join_code: str) -> str:
        """Return where a person comes into a session by its QR code."""
        return f"{self.base_url}/join/{join_code}"

    def joining_group(self, code: str) -> str:
        """Return where a person comes into a group by its code."""
        return f"{self.base_url}/me/groups?code={code}"

    def feedback(self, code: str) -> str:
        """Return where somebody without an account says a word about a person, once."""
        return f"{self.base_url}/feedback/{code}"

    def share(self, code: str) -> str:
        """Return where anybody sees what a person shares, as long as she shares it."""
        return f"{self.base_url}/shares/{code}"

    def paper_grid(self, grid_code: str) -> str:
        """Return where an observer types in her paper grid."""
        return f"{self.base_url}/grids?code={grid_code}"

    def sign_in_link(self, token: str) -> str:
        """Return what a mail holds for whoever asked to sign in."""
        return f"{self.base_url}/signin/link/{token}"

    @property
    def openid_answer(self) -> str:
        """Return where a visitor returns to from another site that lets people in."""
        return f"{self.base_url}/signin/openid/answer"

    @property
    def account_page(self) -> str:
        """Return the page on which a person looks after her ways to sign in."""
        return f"{self.base_url}/me/account"

    def wallet_offer(self, secret: str) -> str:
        """Return where a wallet reads the offer of a badge."""
        return f"{self.base_url}/wallet/offers/{secret}"

    def endorsement(self, endorsement_id: str) -> str:
        """Return the `id` of an endorsement, which is also its page."""
        return f"{self.base_url}/endorsements/{endorsement_id}"

    def register(self, multikey: str) -> str:
        """Return the `id` of the register of what a compromised key had signed before."""
        return f"{self.base_url}/registers/{multikey}.json"

    def verification(self, address: str) -> str:
        """Return the page that verifies what stands at another address."""
        return f"{self.base_url}/verify?url={quote(address, safe='')}"
