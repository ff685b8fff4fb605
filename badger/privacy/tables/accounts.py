"""Ways to come in."""

from typing import Final

from badger.privacy.table import Table, deleted

TABLES: Final[dict[str, Table]] = {
    "emails": deleted(
        whose="person_id",
        hers="id person_id email added_at verified_at code_hash code_until code_tries mail_id",
        unshown="code_hash code_until code_tries mail_id",
    ),
    "sign_in_links": deleted(
        whose="person_id email=emails.email",
        hers="id email next asked_at until person_id token_hash code_hash code_tries used_at",
        unshown="id token_hash code_hash code_tries",
    ),
    "passkeys": deleted(
        whose="person_id",
        hers="id person_id credential_id public_key sign_count added_at used_at",
        unshown="credential_id public_key sign_count",
    ),
    "sign_in_challenges": deleted(
        whose="person_id",
        hers="id kind person_id facts until",
        unshown="id facts",
    ),
    "outside_identities": deleted(
        whose="person_id", hers="id person_id issuer subject added_at used_at"
    ),
    "mails": deleted(
        whose="recipient=emails.email",
        hers="id recipient subject text asked_at useless_after attempts next_try_at claimed_at"
        " sent_at given_up_at last_code",
        unshown="text",
    ),
}
