"""A question to a device, and its answer: to come in, or to show that another page is hers."""

from typing import Final

from flask import session

from badger.accounts.authenticator import Place, SignedAnswer
from badger.accounts.passkeys import Question, ask_signature, enter_by_passkey
from badger.db.rows import PersonRow
from badger.web.forms import FormReader
from badger.web.services import services

# Which question this browser was asked: in the signed cookie, which no other browser has.
QUESTION_KEY: Final = "question"
MAX_PART: Final = 8_192
MAX_CREDENTIAL_ID: Final = 1_400


def place() -> Place:
    """Return the site that keys are made for."""
    return Place(services().settings.base_url)


def asked_signature() -> Question:
    """Ask whatever device is there for a signature, and keep the question for this browser."""
    with services().writing() as db:
        question = ask_signature(db, place=place(), now=services().clock())
    return keep_question(question)


def keep_question(question: Question) -> Question:
    """Keep which question this browser was asked."""
    session[QUESTION_KEY] = question.id
    return question


def question_id() -> str:
    """Return the question that this browser was asked, once."""
    return str(session.pop(QUESTION_KEY, ""))


def passkey_person(form: FormReader) -> PersonRow | str:
    """Return whose key signed the question; or the code of what is wrong."""
    answer = SignedAnswer(
        credential_id=part(form, "credential_id", most=MAX_CREDENTIAL_ID),
        client_data=part(form, "client_data"),
        authenticator_data=part(form, "authenticator_data"),
        signature=part(form, "signature"),
    )
    with services().writing() as db:
        return enter_by_passkey(
            db, question_id(), answer=answer, place=place(), now=services().clock()
        )


def part(form: FormReader, name: str, *, most: int = MAX_PART) -> str:
    """Read one part of a device's answer; what is longer is none."""
    text = form.text(name, label="", max_length=most)
    return "" if name in form.problems else text
