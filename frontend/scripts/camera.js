/* The camera of the ask page. The page is complete without it: it only shows a button more.
   Pictures go to a worker of this page and nowhere else; the text of a code goes to the form. */
(function () {
  "use strict";

  const box = document.getElementById("camera");
  const devices = navigator.mediaDevices;
  if (!box || !devices || !devices.getUserMedia || !window.Worker || !window.createImageBitmap) {
    return;
  }
  const open = document.getElementById("camera-open");
  const stop = document.getElementById("camera-stop");
  const view = document.getElementById("camera-view");
  const video = document.getElementById("camera-video");
  const word = document.getElementById("camera-word");
  const code = document.getElementById("camera-code");
  const PAUSE_MS = 150;
  let stream = null;
  let worker = null;
  let timer = 0;

  box.hidden = false;
  open.addEventListener("click", start);
  stop.addEventListener("click", function () {
    end();
    word.textContent = "";
    open.focus();
  });
  window.addEventListener("pagehide", end);

  async function start() {
    try {
      stream = await devices.getUserMedia({
        audio: false,
        video: { facingMode: "environment", width: { ideal: 1280 } },
      });
    } catch (refusal) {
      word.textContent = word.dataset.refused;
      return;
    }
    // The decoder is fetched now and not before: it weighs more than all pages together.
    worker = new Worker(box.dataset.worker);
    worker.addEventListener("message", received);
    worker.addEventListener("error", gaveUp);
    worker.postMessage({ detector: box.dataset.detector, wasm: box.dataset.wasm });
    video.srcObject = stream;
    open.hidden = true;
    view.hidden = false;
    word.textContent = word.dataset.looking;
    await video.play();
    stop.focus();
    look();
  }

  async function look() {
    if (!stream) {
      return;
    }
    if (video.readyState < 2) {
      again();
      return;
    }
    const picture = await createImageBitmap(video);
    if (worker) {
      worker.postMessage({ picture: picture }, [picture]);
    }
  }

  function received(message) {
    if (message.data.text) {
      end();
      code.disabled = false;
      code.value = message.data.text;
      code.form.submit();
    } else if (message.data.broken) {
      gaveUp();
    } else {
      again();
    }
  }

  function again() {
    timer = window.setTimeout(look, PAUSE_MS);
  }

  function gaveUp() {
    end();
    word.textContent = word.dataset.refused;
  }

  function end() {
    window.clearTimeout(timer);
    if (stream) {
      stream.getTracks().forEach(function (track) {
        track.stop();
      });
    }
    if (worker) {
      worker.terminate();
    }
    stream = null;
    worker = null;
    video.srcObject = null;
    view.hidden = true;
    open.hidden = false;
  }
})();
