"""How criteria are worded: a verb first, and nothing about what someone lacks. Pure."""

import re
import unicodedata

# Stems, without accents: text of a badge speaks of what can be seen (domain F1 AC4).
DISCOURAGED = re.compile(
    r"\b(?:echecs?|deficits?|deficitaires?|freins?|insuffisan\w+|incapables?|incapacites?"
    r"|faibles?|faiblesses?|faiblement)\b"
)
LEADING_PRONOUNS = re.compile(r"^(?:(?:ne|se|y|en)\s+|(?:n|s)')+")
NOT_VERBS = frozenset(
    (
        *("le", "la", "les", "l", "un", "une", "du", "de", "d", "au", "ce", "cette", "ma", "sa"),
        *("notre", "votre", "elle", "je", "tu", "que", "avec", "sans", "par", "sur", "tres"),
        *("bonne", "bon", "bien", "capable", "esprit", "respect", "effort", "autonomie"),
        *("confiance", "attitude", "envie", "gout", "aptitude", "maitrise-de", "attentif"),
    )
)
NOUN_ENDINGS = ("tion", "sion", "isme", "eur", "ment", "tude")
# A verb in the third person ("Reprend", "Va", "Fait", "Vainc"), or an infinitive ("Ranger").
VERB_ENDINGS = frozenset("eadtcr")


def discouraged_words(text: str) -> tuple[str, ...]:
    """Return the words of `text` that speak of what is lacking, each once, without accents."""
    return tuple(dict.fromkeys(DISCOURAGED.findall(_without_accents(_lower(text)))))


def starts_with_a_verb(sentence: str) -> bool:
    """Tell whether a French sentence may begin with a verb ("Reprend", "S'adapte", "A suivi").

    French has no mark of the verb: what surely begins otherwise (an article, a preposition,
    "Capacité…", "Motivation…") is refused, a noun that has a verb's ending passes.
    """
    words = LEADING_PRONOUNS.sub("", _lower(sentence), count=1).split()
    first = re.split(r"[^\w-]", words[0])[0] if words else ""
    return (
        bool(first)
        and _without_accents(first) not in NOT_VERBS
        and first[-1] in VERB_ENDINGS
        and not (len(first) > 5 and first.endswith(NOUN_ENDINGS))
    )


def _lower(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower().replace("’", "'").strip()


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
