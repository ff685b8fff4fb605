"""Icons that stand in a page itself, where it draws the same few hundreds of times."""

from collections.abc import Iterable

from markupsafe import Markup

from badger.web.presenters.badge_image import icon_lines

_SYMBOL = Markup(
    '<symbol id="i-{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-linecap="round" stroke-linejoin="round">{}</symbol>'
)
_SHEET = Markup('<svg class="unseen" aria-hidden="true">{}</svg>')
_DRAWN = Markup('<svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>')


def icons_of_page(names: Iterable[str]) -> Markup:
    """Put icons into a page, which then draws each with `icon_of_page`."""
    symbols = Markup("").join(
        # The lines are those of our own sprite.
        _SYMBOL.format(name, Markup(icon_lines(name)))  # noqa: S704
        for name in sorted(set(names))
    )
    return _SHEET.format(symbols)


def icon_of_page(name: str) -> Markup:
    """Draw an icon that `icons_of_page` has put there: half as long as one of the sprite."""
    return _DRAWN.format(name)
