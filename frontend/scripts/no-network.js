/* Has the browser keep the page "Pas de réseau"; without it the browser says it in its own words. */
(function () {
  "use strict";

  const place = document.querySelector("script[data-worker]");
  if (place && navigator.serviceWorker) {
    const asked = { scope: place.dataset.scope, updateViaCache: "all" };
    navigator.serviceWorker.register(place.dataset.worker, asked).catch(function () {});
  }
})();
