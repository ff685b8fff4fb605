// The badge grows while it is described: each change asks the server for the same drawing that
// the badge will have. Without this script the picture is drawn anew when the form is saved.
(() => {
  const studio = document.getElementById("studio");
  if (!studio) return;
  const form = studio.closest("form");
  const pictures = [document.getElementById("sketch"), document.getElementById("sketch-small")];
  const names = ["family", "image_shape", "image_fill", "image_rim", "image_icon", "image_text", "icon-0"];
  let waiting = 0;

  const draw = () => {
    const query = new URLSearchParams();
    for (const name of names) query.set(name, form.elements.namedItem(name)?.value ?? "");
    for (const picture of pictures) picture.src = `${studio.dataset.sketch}?${query}`;
  };

  form.addEventListener("input", (event) => {
    if (!names.includes(event.target.name)) return;
    clearTimeout(waiting);
    waiting = setTimeout(draw, 150);
  });
  for (const note of studio.querySelectorAll(".no-script")) note.hidden = true;
})();
