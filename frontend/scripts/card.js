/* A card's QR code leads here with the code behind the address, where no server reads it. */
(function () {
  "use strict";

  const field = document.getElementById("code");
  const code = decodeURIComponent(window.location.hash.slice(1));
  if (!field || !/^[A-Z0-9-]{12,80}$/.test(code)) {
    return;
  }
  field.value = code;
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
})();
