/* The service worker of a person's pages. It keeps one page that names nobody, and shows it where
   there is no network. PAGE, its address, stands before these lines (web/pages/no_network.py). */
const KEPT = "badger-no-network";
const FILES = /(?:href|src)="([^"#]*\/static\/[^"#]*)/g;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  const preload = self.registration.navigationPreload;
  event.waitUntil(preload ? preload.enable() : null);
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate" && request.method === "GET") {
    event.respondWith(page(event));
  } else if (new URL(request.url).pathname.includes("/static/")) {
    event.respondWith(fetch(request).catch(() => kept(request.url)));
  }
});

/* Asked for without cookies: nobody is signed in on what is kept. */
async function keep() {
  const answer = await fetch(PAGE, { credentials: "omit" });
  const text = await answer.clone().text();
  const files = [...text.matchAll(FILES)].map((found) => found[1].replaceAll("&amp;", "&"));
  await caches.delete(KEPT);
  const cache = await caches.open(KEPT);
  await cache.addAll(new Set(files));
  await cache.put(PAGE, answer);
}

async function page(event) {
  try {
    return (await event.preloadResponse) || (await fetch(event.request));
  } catch {
    return kept(PAGE);
  }
}

async function kept(address) {
  return (await caches.match(address, { cacheName: KEPT })) || Response.error();
}
