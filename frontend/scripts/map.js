/* Makes the map larger and smaller, and lets a mouse draw it about. Without it the page scrolls. */
"use strict";

const frame = document.querySelector(".map-frame");
const buttons = document.querySelector(".map-zoom");
const LARGEST = 3;
let step = 0;

function show() {
  for (let other = 1; other <= LARGEST; other += 1) {
    frame.classList.toggle("zoom-" + other, other === step);
  }
  // A disabled button would lose the focus of whoever has no mouse.
  buttons.querySelector("[data-step='-1']").ariaDisabled = String(step === 0);
  buttons.querySelector("[data-step='1']").ariaDisabled = String(step === LARGEST);
}

function zoom(event) {
  const button = event.target.closest("button");
  if (button) {
    step = Math.min(LARGEST, Math.max(0, step + Number(button.dataset.step)));
    show();
  }
}

function pan(event) {
  if (event.pointerType === "mouse" && event.buttons === 1) {
    frame.scrollLeft -= event.movementX;
    frame.scrollTop -= event.movementY;
  }
}

if (frame && buttons) {
  buttons.hidden = false;
  buttons.addEventListener("click", zoom);
  frame.addEventListener("pointermove", pan);
  show();
}
