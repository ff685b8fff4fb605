"""What wallets and other programs of the person ask, by the rules of OAuth 2."""
