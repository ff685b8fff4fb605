/* Pictures of people who allow them: made small on the telephone, kept there, sent when it can. */
import { renewToken, token } from "./sender.js";

const LONGEST_SIDE = 1600;
const QUALITY = 0.8;

/* Shows the buttons, and keeps each picture that is taken. kept: called after; failed: if not. */
export function takePictures(keeper, settings, { kept, failed }) {
  document.querySelectorAll("[data-take]").forEach((label) => {
    label.hidden = false;
    const field = label.querySelector("input");
    field.addEventListener("change", async () => {
      const name = label.closest("li[data-person]").querySelector("summary span").textContent;
      const sentence = label.textContent.trim();
      try {
        const bytes = await madeSmall(field.files[0]);
        const { session } = settings;
        await keeper.keepPicture({ session, address: label.dataset.take, name, sentence, bytes });
        kept();
      } catch (refusal) {
        failed();
      }
      field.value = "";
    });
  });
}

/* Sends each picture that waits; one that is refused stays, with the server's sentence. */
export async function sendPictures(keeper) {
  for (const picture of await keeper.pictures()) {
    const answer = picture.state === "waiting" ? await sent(picture) : null;
    if (answer === "arrived") {
      await keeper.forgetPicture(picture);
    } else if (answer) {
      await keeper.changePicture(picture, { state: "refused", why: answer });
    }
  }
}

async function madeSmall(file) {
  const image = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  return blob.arrayBuffer();
}

/* Returns "arrived", a sentence where it was refused for good, null where it will be sent again. */
async function sent(picture) {
  try {
    let answer = await attempt(picture);
    if (answer.status === 403 && !(await renewToken())) {
      answer = await attempt(picture);
    }
    if (answer.type === "opaqueredirect") {
      return "arrived";
    }
    return [409, 422].includes(answer.status) ? sentenceOf(await answer.text()) : null;
  } catch (unreachable) {
    return null;
  }
}

function attempt(picture) {
  const form = new FormData();
  form.set("csrf_token", token());
  form.set("id", picture.id);
  form.set("picture", new Blob([picture.bytes], { type: "image/jpeg" }), "photo.jpg");
  const how = { method: "POST", credentials: "same-origin", redirect: "manual", body: form };
  return fetch(picture.address, how);
}

function sentenceOf(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const said = page.querySelector("main .lead");
  return said ? said.textContent.trim() : "…";
}
