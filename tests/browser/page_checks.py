"""What is asked of every page: accessible, light, whole at every size, usable by all."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
MOST_BYTES = 150_000
SIZES = [(768, 1024), (1280, 900), (360, 640)]
ALL_RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']}"
# The dark scheme changes colours and nothing else.
COLOUR_RULES = "{runOnly: {type: 'rule', values: ['color-contrast', 'link-in-text-block']}}"
TARGET_PX = 48

# What a thumb meets is 48 px high and wide, or a link inside a sentence (WCAG 2.5.8).
# A box to tick is as large as its label. All of it takes the focus, in the order of the page.
TARGETS = """(least) => {
  const found = [];
  const say = (what, el) => found.push(what + ': ' + el.outerHTML.slice(0, 140));
  const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  for (const el of document.querySelectorAll(all)) {
    const ticked = el.matches('[type=checkbox], [type=radio]');
    const box = ((ticked && el.labels[0]) || el).getBoundingClientRect();
    if (!el.checkVisibility() || !box.width || !box.height || el.matches('.skip')) continue;
    const inside = getComputedStyle(el).display === 'inline' && el.matches('a')
      && el.parentElement.textContent.trim() !== el.textContent.trim();
    if (!inside && Math.round(box.height) < least)
      say(Math.round(box.height) + ' px high', el);
    if (!inside && Math.round(box.width) < least)
      say(Math.round(box.width) + ' px wide', el);
    if (el.disabled) continue;
    el.focus({preventScroll: true});
    if (document.activeElement !== el) say('takes no focus', el);
    if (el.tabIndex !== 0) say('out of the order', el);
  }
  document.activeElement.blur();
  return found;
}"""

# A word that one line would hold stands on one: only the longest, and addresses, are cut.
BROKEN_WORDS = r"""(share) => {
  const found = new Set(), range = document.createRange();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, el = node.parentElement;
    if (!el.checkVisibility() || el.closest('svg, textarea, select, code, .raw, .unseen')) continue;
    for (const one of node.data.matchAll(/\S+/g)) {
      if (/[@\/\\:_=]|\.\S|\d/.test(one[0])) continue;
      for (const word of one[0].matchAll(/\p{L}+/gu)) {
        range.setStart(node, one.index + word.index);
        range.setEnd(node, one.index + word.index + word[0].length);
        const boxes = [...range.getClientRects()].filter((box) => box.width);
        const lines = new Set(boxes.map((box) => Math.round(box.top)));
        const width = boxes.reduce((sum, box) => sum + box.width, 0);
        if (lines.size > 1 && width < share * innerWidth)
          found.add(`${word[0]} is broken in ${el.closest('[class]').className}`);
      }
    }
  }
  return [...found];
}"""
# What is left of a line beside a pictogram and the edges of a card.
SHARE_OF_LINE = 0.45

# The page as it was sent, before any script: each form can be sent, no button is dead,
# each link to a place of the page has its place.
UNSCRIPTED = """(html) => {
  const found = [];
  const page = new DOMParser().parseFromString(html, 'text/html');
  const shown = (el) => !el.closest('[hidden], template');
  const sends = 'button:not([type]), button[type=submit], input[type=submit]';
  for (const form of page.querySelectorAll('form')) {
    const own = [...form.querySelectorAll(sends)];
    const outside = form.id ? [...page.querySelectorAll(`[form="${form.id}"]`)] : [];
    if (shown(form) && ![...own, ...outside].some(shown))
      found.push('nothing sends: ' + form.outerHTML.slice(0, 140));
  }
  for (const button of page.querySelectorAll('button[type=button]'))
    if (shown(button)) found.push('does nothing: ' + button.outerHTML.slice(0, 140));
  for (const link of page.querySelectorAll('a[href^="#"]'))
    if (!page.getElementById(link.getAttribute('href').slice(1)))
      found.push('leads nowhere: ' + link.outerHTML.slice(0, 140));
  return found;
}"""


def violations(page: Page, axe: str) -> list[str]:
    """Return what axe finds in a page as it stands."""
    page.evaluate(axe)
    return _broken(page, ALL_RULES)


def _broken(page: Page, rules: str) -> list[str]:
    found = page.evaluate(f"axe.run(document, {rules}).then(r => r.violations)")
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def broken_words(page: Page) -> list[str]:
    """Return the words that stand on two lines while one would hold them, on a phone at 200 %."""
    page.set_viewport_size({"width": 360, "height": 640})
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    return list(page.evaluate(BROKEN_WORDS, SHARE_OF_LINE))


def check(page: Page, url: str, axe: str) -> list[str]:
    """Open an address and return all that is wrong with its page."""
    answer = page.goto(url)
    sent = answer.body() if answer is not None else b""
    troubles = [f"{len(sent)} bytes"] if len(sent) > MOST_BYTES else []
    troubles += page.evaluate(UNSCRIPTED, sent.decode("utf-8"))
    return [f"{url} {one}" for one in troubles] + check_shown(page, axe)


def check_shown(page: Page, axe: str) -> list[str]:
    """Return what is wrong with the page that is shown, at every size and in both schemes.

    What is folded is opened first.
    """
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.evaluate(axe)
    troubles = []
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    troubles += [f"(light): {one}" for one in _broken(page, ALL_RULES)]
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    troubles += [f"(dark): {one}" for one in _broken(page, COLOUR_RULES)]
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        if overflow(page) > 0:
            troubles.append(f"{overflow(page)} px too wide at {width}")
    troubles += page.evaluate(TARGETS, TARGET_PX)
    troubles += at_twice_the_size(page)
    return [f"{page.url} {one}" for one in troubles]


def at_twice_the_size(page: Page) -> list[str]:
    """Look at a page at 200 %, and as it is printed."""
    troubles = []
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    if overflow(page) > 0:
        troubles.append(f"{overflow(page)} px too wide at 200 %")
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.emulate_media(media="print")
    if page.locator("main").bounding_box() is None:
        troubles.append("nothing is printed")
    page.emulate_media(media="screen")
    return troubles
