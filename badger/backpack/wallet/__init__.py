"""Handing a badge over to the person's own digital wallet: OpenID4VCI 1.0, pre-authorized code."""
