"""Why a badge may be proposed, or what is still to come. Never a failure, never a score."""

SENTENCES: dict[str, str] = {}
