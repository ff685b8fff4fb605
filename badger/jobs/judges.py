"""Who judges badges for an installation: processes that can be killed, save in tests (ADR 0017)."""

from dataclasses import replace

from badger.db.base import Engine, read_session
from badger.db.changes import Changes, WhileUnchanged
from badger.issuer.addresses import Addresses
from badger.issuer.own_documents import own_document
from badger.settings import Settings
from badger.verify.fetch import GuardedFetcher
from badger.verify.fetching import Fetcher, OfflineFetcher
from badger.verify.isolation import Desk, IsolatedJudge, Staff
from badger.verify.judge import Answer, Judge, LocalJudge, Question
from badger.verify.resolve import Resolver
from badger.verify.sources import Fetched, OwnDocuments


def own_documents(engine: Engine, addresses: Addresses, *, changes: Changes) -> OwnDocuments:
    """Return the documents of this installation, read anew where something changed."""

    def find(identifier: str) -> bytes | None:
        with read_session(engine) as db:
            return own_document(db, identifier, addresses=addresses)

    return OwnDocuments(WhileUnchanged(find, changes))


def fetcher_of(settings: Settings) -> Fetcher:
    """Return how foreign documents are read: guarded, or not at all."""
    return GuardedFetcher() if settings.outbound else OfflineFetcher()


def judge_of(settings: Settings, resolver: Resolver, *, desk: Desk) -> Judge:
    """Return who judges what visitors show."""
    if not settings.verify_processes:
        fetcher = desk.fetcher or OfflineFetcher()
        return LocalJudge(resolver, fetcher, own_badge=desk.own_badge)
    if isinstance(desk.fetcher, GuardedFetcher | OfflineFetcher):
        desk = replace(desk, fetcher=None)
    words = () if settings.outbound else ("--offline",)
    return IsolatedJudge(desk, staff=Staff(most=settings.verify_processes, words=words))


def judge_of_worker(settings: Settings, engine: Engine) -> Judge:
    """Return who judges badges by their bytes alone, one at a time, where no page is asked for."""
    changes, fetcher = Changes(engine), fetcher_of(settings)
    own = own_documents(engine, Addresses(settings.base_url), changes=changes)
    desk = Desk(own=own, stamp=lambda: str(changes.stamp()), fetcher=fetcher)
    alone = replace(settings, verify_processes=min(1, settings.verify_processes))
    judge = judge_of(alone, Resolver(own, Fetched(fetcher)), desk=desk)
    return _Unhurried(judge) if isinstance(judge, IsolatedJudge) else judge


class _Unhurried:
    """A judge whom nobody waits for: a question begins when its process has started."""

    def __init__(self, judge: IsolatedJudge) -> None:
        self._judge = judge

    def answer(self, question: Question) -> Answer:
        """Judge as soon as a process is there. Raises: UnreadableInput, Busy."""
        self._judge.warm()
        return self._judge.answer(question)
