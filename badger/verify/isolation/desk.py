"""What a web process shows to its verifying processes: documents, copies, its own badges."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from badger.verify.budget import Budget
from badger.verify.copies import Copies, Fetch, Wanted
from badger.verify.fetching import Fetcher
from badger.verify.isolation.messages import LookUp, Place, Shown
from badger.verify.judge import no_badge
from badger.verify.resolve import Source
from badger.verify.sources import url_of
from badger.verify.targets import one_spelling

_NUMBERS: Final = itertools.count()


def _never_the_same() -> str:
    return str(next(_NUMBERS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What is given from here; nothing of it is read here.

    own:       documents of this installation.
    own_badge: signed bytes of a badge of this installation by its address, None where it is
               not ours; may raise UnreadableInput.
    stamp:     gives a text that differs when documents of this installation may have changed.
    copies:    what was fetched, shared by all verifying processes of this web process.
    fetcher:   fetches instead of the verifying processes: for tests.
    """

    own: Source
    own_badge: Callable[[str], bytes | None] = no_badge
    stamp: Callable[[], str] = _never_the_same
    copies: Copies = field(default_factory=Copies)
    fetcher: Fetcher | None = None

    def show(
        self, asked: LookUp, *, fetch_there: Callable[[LookUp], bytes], budget: Budget
    ) -> Shown | None:
        """Return what is asked for; None where it is not ours and never will be.

        fetch_there: lets the verifying process fetch.
        budget:      of the whole question, whatever the process says.
        Raises:      Undetermined, UnreadableInput.
        """
        if asked.place is Place.OWN_BADGE:
            found = self.own_badge(asked.address)
            return None if found is None else Shown(found, 0.0)
        if asked.place is Place.DOCUMENT:
            found = self.own.read(asked.address, budget=budget)
            if found is not None:
                return Shown(found, 0.0)
        return self._copy(asked, fetch_there, budget)

    def _copy(self, asked: LookUp, fetch_there: Callable[[LookUp], bytes], budget: Budget) -> Shown:
        is_badge = asked.place is Place.ANYWHERE
        url = one_spelling(asked.address) if is_badge else url_of(asked.address)
        # What an issuer's host says itself and what it says by way of others are two things.
        name = f"{asked.place.value} {url}"
        wanted = Wanted(name=name, url=url, max_age_s=asked.max_age_s)
        fetch = self._fetch_of(asked.place, url, fetch_there)
        copy = self.copies.get(wanted, fetch, budget=budget)
        return Shown(copy.data, copy.age_s, self.copies.fresh_s(copy))

    def _fetch_of(self, place: Place, url: str, fetch_there: Callable[[LookUp], bytes]) -> Fetch:
        fetcher = self.fetcher
        if fetcher is None:
            return lambda left: fetch_there(LookUp(place=place, address=url, seconds=left))
        fetch = fetcher.fetch if place is Place.ANYWHERE else fetcher.fetch_on_host
        return lambda left: fetch(url, timeout_s=left)
