/* Has the service worker keep this page, for the day when there is no network. */
export async function installWorker({ worker, scope }) {
  if (!navigator.serviceWorker) {
    return;
  }
  try {
    await navigator.serviceWorker.register(worker, { scope });
    const ready = await navigator.serviceWorker.ready;
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
    const parts = loaded.filter((address) => address.includes("/static/"));
    ready.active.postMessage({ page: location.pathname, list: scope, parts });
    if (navigator.storage && navigator.storage.persist) {
      await navigator.storage.persist();
    }
  } catch (refusal) {
    console.warn("no service worker:", refusal && refusal.name);
  }
}
