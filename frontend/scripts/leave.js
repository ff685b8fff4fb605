/* Whoever signs out leaves no first names on the telephone: the kept pages of the sessions go.
   Observations that wait to be sent stay, signed and unsent, until their observer is back. */
(function () {
  "use strict";

  const form = document.querySelector("form.leave");
  if (form && window.caches) {
    form.addEventListener("submit", function () {
      caches.delete("badger-sessions");
    });
  }
})();
