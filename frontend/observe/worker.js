/* The service worker of the sessions: their pages and what they are made of, kept for the day
   when there is no network. It keeps no observation and sends none: the page does. */
const PAGES = "badger-sessions";
const PARTS = "badger-parts";
const KEPT = /\/sessions(\/[A-Za-z0-9]{22})?$/;
const MOST_PARTS = 40;
const PATIENCE_MS = 4000;
const OLDEST_MS = 14 * 24 * 3600 * 1000;
const LOOSELY = { ignoreSearch: true, ignoreVary: true };

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  event.waitUntil(keepAtFirst(event.data));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) {
    return;
  }
  if (request.mode === "navigate" && KEPT.test(address.pathname)) {
    event.respondWith(page(event, address));
  } else if (address.pathname.includes("/static/") && address.search) {
    event.respondWith(part(request));
  }
});

/* The first visit was loaded before there was a worker. */
async function keepAtFirst({ page, list, parts }) {
  const pages = await caches.open(PAGES);
  for (const address of [page, list]) {
    if (KEPT.test(address) && !(await pages.match(address, LOOSELY))) {
      const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
      await keepPage(address, answer);
    }
  }
  const kept = await caches.open(PARTS);
  for (const address of parts) {
    if (!(await kept.match(address))) {
      await kept.add(address).catch(() => null);
    }
  }
}

/* The network first; the kept page where it does not answer, or not soon. */
async function page(event, address) {
  const kept = await keptPage(address);
  const fetched = fetch(event.request).then(async (answer) => {
    await keepPage(address.pathname, answer);
    return answer;
  });
  event.waitUntil(fetched.catch(() => null));
  if (!kept) {
    return fetched;
  }
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, kept));
  return Promise.race([fetched.catch(() => kept), late]);
}

async function keptPage(address) {
  const kept = await (await caches.open(PAGES)).match(address.pathname, LOOSELY);
  const made = kept && Date.parse(kept.headers.get("Date"));
  return kept && !(Date.now() - made > OLDEST_MS) ? kept : null;
}

async function keepPage(path, answer) {
  if (!answer) {
    return;
  }
  const pages = await caches.open(PAGES);
  if (answer.status === 200 && answer.type === "basic" && !answer.redirected) {
    await pages.put(path, answer.clone()).catch(() => null);
  } else if (answer.status === 403 || answer.status === 404) {
    await pages.delete(path, LOOSELY);
  }
}

/* Its address holds a digest of the file: what is kept under it never ages. */
async function part(request) {
  const parts = await caches.open(PARTS);
  const kept = await parts.match(request.url);
  if (kept) {
    return kept;
  }
  const answer = await fetch(request);
  if (answer.status === 200) {
    await parts.put(request.url, answer.clone()).catch(() => null);
    const addresses = await parts.keys();
    await Promise.all(addresses.slice(0, -MOST_PARTS).map((old) => parts.delete(old)));
  }
  return answer;
}
