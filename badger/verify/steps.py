"""The steps in the order of the standard, and the one place that catches check errors."""

from collections.abc import Callable
from dataclasses import dataclass

from badger.errors import BadgerError
from badger.json_value import JsonValue
from badger.verify.case import Answer, Case
from badger.verify.endorsements import check_endorsements
from badger.verify.errors import CheckFailed, Undetermined, UnreadableInput
from badger.verify.issuer import check_issuer
from badger.verify.proof import check_proof
from badger.verify.recipient import check_recipient
from badger.verify.refresh import check_refresh
from badger.verify.report import Finding, Outcome
from badger.verify.status import check_status
from badger.verify.structure import check_structure
from badger.verify.validity import check_validity


@dataclass(frozen=True, slots=True)
class Step:
    """One step; when a gate does not pass, what comes after is NOT_RUN, since the content
    means nothing yet."""

    name: str
    check: Callable[[Case], Answer]
    is_gate: bool = False


STEPS = (
    Step("structure", check_structure, is_gate=True),
    Step("proof", check_proof, is_gate=True),
    Step("issuer", check_issuer, is_gate=True),
    Step("refresh", check_refresh),
    Step("status", check_status),
    Step("validity", check_validity),
    Step("recipient", check_recipient),
    Step("endorsements", check_endorsements),
)
MAX_FACT_LETTERS = 300
GATES = tuple(step.name for step in STEPS if step.is_gate)
_NOT_READ_HERE = frozenset(("jwt.unsupported_form", "jwt.too_large"))
_CLOSING = frozenset((Outcome.FAILED, Outcome.UNDETERMINED))


def run_steps(case: Case, steps: tuple[Step, ...] = STEPS) -> tuple[Finding, ...]:
    """Run every step, up to a gate that does not pass.

    steps: those of the format, under the names of STEPS and in their order.

    A proof step that is NOT_RUN, for want of a key of the issuer, leaves the gate to the
    issuer step, whose finding then says that the key is somebody else's.
    """
    findings: list[Finding] = []
    is_open = True
    for step in steps:
        findings.append(_run(step, case) if is_open else _not_run(step))
        if step.is_gate and findings[-1].outcome in _CLOSING:
            is_open = False
    return tuple(findings)


def gates_passed(findings: tuple[Finding, ...]) -> bool:
    """Tell whether the content may be believed to be the issuer's."""
    gates = {finding.outcome for finding in findings if finding.step in GATES}
    return gates == {Outcome.PASSED}


def other_format(name: str) -> tuple[Finding, ...]:
    """Answer for a form of badge that cannot be read yet: which does not make it wrong."""
    code, facts = "structure.unsupported_format", {"format": name}
    first = Finding(STEPS[0].name, Outcome.UNDETERMINED, code, facts)
    return (first, *(_not_run(step) for step in STEPS[1:]))


def unanswered(code: str, **facts: JsonValue) -> tuple[Finding, ...]:
    """Answer for a badge whose verification was stopped: nothing is known of it."""
    first = Finding(STEPS[0].name, Outcome.UNDETERMINED, code, facts)
    return (first, *(_not_run(step) for step in STEPS[1:]))


def unreadable(error: UnreadableInput) -> tuple[Finding, ...]:
    """Answer for a part of what was presented in which there is no badge: it is never "fine".

    A form that badger cannot read, or only a smaller one, does not make a badge wrong.
    """
    is_ours = error.reason in _NOT_READ_HERE
    outcome = Outcome.UNDETERMINED if is_ours else Outcome.FAILED
    first = Finding(STEPS[0].name, outcome, error.reason, plain_facts(error))
    return (first, *(_not_run(step) for step in STEPS[1:]))


def _run(step: Step, case: Case) -> Finding:
    try:
        answer = step.check(case)
    except CheckFailed as error:
        return Finding(step.name, Outcome.FAILED, error.reason, plain_facts(error))
    except Undetermined as error:
        return Finding(step.name, Outcome.UNDETERMINED, error.reason, plain_facts(error))
    return Finding(step.name, answer.outcome, answer.code, answer.facts)


def _not_run(step: Step) -> Finding:
    return Finding(step.name, Outcome.NOT_RUN, "step.not_run")


def plain_facts(error: BadgerError) -> dict[str, JsonValue]:
    """Make facts that JSON can hold: texts of outside are cut, everything else is said as text."""
    return {name: _fact(value) for name, value in error.facts.items()}


def _fact(value: object) -> JsonValue:
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)[:MAX_FACT_LETTERS]
