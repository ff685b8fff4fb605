"""The command line, as a person meets it: arguments in, exit code, output and message out."""

import subprocess
import sys
from dataclasses import dataclass

from badger.cli import run


@dataclass(frozen=True)
class Answer:
    """What a command left behind."""

    code: int
    out: bytes
    err: str


class Terminal:
    """Runs commands in this process; what needs standard input runs in a new one."""

    def __init__(self, captured) -> None:
        self.captured = captured

    def run(self, *arguments: object) -> Answer:
        """Run `badger` with arguments, in this process, which does other things too."""
        return self._run(arguments, process="shared")

    def run_alone(self, *arguments: object) -> Answer:
        """Run `badger` as if this process were its own: it sets limits, and gives them back."""
        return self._run(arguments, process="own")

    def _run(self, arguments, *, process) -> Answer:
        self.captured.readouterr()
        code = run([str(argument) for argument in arguments], process=process)
        sys.stdout.flush()
        out, err = self.captured.readouterr()
        return Answer(code, out, err.decode())

    def pipe(self, data: bytes, *arguments: object) -> Answer:
        """Run `badger` in a new process with `data` on its standard input."""
        command = [sys.executable, "-c", "from badger.cli import main; main()"]
        done = subprocess.run(
            [*command, *map(str, arguments)],
            input=data,
            capture_output=True,
            check=False,
            timeout=60,
        )
        return Answer(done.returncode, done.stdout, done.stderr.decode())


def refusal(answer: Answer, code: str, *, exit_code: int = 3) -> bool:
    """Tell whether a command refused: a code, a sentence, nothing written, no traceback."""
    return (
        exit_code == answer.code
        and b"" == answer.out
        and f"[{code}]" in answer.err
        and "Traceback" not in answer.err
        and "internal.error" not in answer.err
    )
