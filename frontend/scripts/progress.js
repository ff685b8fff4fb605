/* Moves the bar of a file while its rows are done; without it the page loads itself again. */
(function () {
  "use strict";

  const bar = document.getElementById("progress");
  const done = document.getElementById("progress-done");
  if (!bar || !done) {
    return;
  }

  async function look() {
    try {
      const answer = await fetch(bar.dataset.address, { credentials: "same-origin" });
      if (answer.ok) {
        const told = await answer.json();
        bar.value = told.done;
        done.textContent = String(told.done);
        if (told.state !== "running") {
          window.location.reload();
          return;
        }
      }
    } catch (error) {
      /* No network for a moment: the next look tells. */
    }
    window.setTimeout(look, 2000);
  }

  window.setTimeout(look, 2000);
})();
