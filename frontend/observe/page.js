/* The observer's page with a script: a tap is kept on the telephone first, and sent when it can.
   Without this script, or where the browser lacks a part, the page's own forms do the same. */
import { Board, copyOf, criterionOf, levelOf, personOf } from "./board.js";
import { downloadKept } from "./file.js";
import { Keeper } from "./keeper.js";
import { sendPictures, takePictures } from "./pictures.js";
import { Sender } from "./sender.js";
import { installWorker } from "./shell.js";

const place = document.getElementById("observing");
const isAble = window.isSecureContext && window.crypto && crypto.subtle && crypto.randomUUID;

if (place && isAble && window.indexedDB) {
  start(place.dataset);
}

async function start(settings) {
  const keeper = new Keeper(settings.observer);
  await keeper.open();
  const board = new Board(settings);
  await forgetWhatThePageHolds(keeper, JSON.parse(settings.numbers));
  const tabs = new BroadcastChannel("badger-observer");
  const sender = new Sender(settings.send, keeper, {
    changed: () => refresh(true),
    afterwards: () => sendPictures(keeper).then(() => refresh(true)),
    hindered: (word) => sayWord(keeper.isFull && word !== "signed_out" ? "full" : word),
  });

  async function refresh(tellOthers) {
    const events = await keeper.events();
    const pictures = await keeper.pictures();
    const isOurs = (kept) => kept.session === settings.session;
    board.lay(events.filter(isOurs), pictures.filter(isOurs));
    showRefused([...events, ...pictures].filter((kept) => kept.state === "refused"));
    if (tellOthers) {
      tabs.postMessage("changed");
    }
  }

  async function tap(box, members, state) {
    board.touch(box, state);
    const shown = { name: nameOf(box), sentence: sentenceOf(box) };
    await keeper.keep({ members: { ...members, ...whereIs(box, settings) }, shown });
    board.settle(box, state);
    if (keeper.isFull) {
      sayWord("full");
    }
    await refresh(true);
    sender.nudge();
  }

  function mark(box, level, note) {
    const before = board.stateOf(box);
    // The same level and words again say nothing new: a double tap is one tap.
    if (before.level !== level || before.note !== note) {
      tap(box, { kind: "mark", level, note }, { level, note, state: "" });
    }
  }

  listen({ board, mark, takeBack: (box) => tap(box, { kind: "withdrawal" }, { ...EMPTY }) });
  const again = async () => {
    await sendRefusedAgain(keeper);
    await refresh(true);
    sender.nudge();
  };
  listenToKept({ again, download: () => downloadKept(keeper), forget });
  async function forget(id) {
    const event = (await keeper.events()).find((one) => one.id === id);
    await (event ? keeper.forget(event) : keeper.forgetPicture({ id }));
    await refresh(true);
  }

  takePictures(keeper, settings, {
    kept: () => refresh(true).then(() => sender.nudge()),
    failed: () => sayWord("picture"),
  });
  tabs.addEventListener("message", () => refresh(false));
  window.addEventListener("beforeunload", (event) => keeper.isFull && event.preventDefault());
  window.addEventListener("online", () => sender.nudge());
  window.addEventListener("offline", () => sender.nudge());
  window.addEventListener("pageshow", () => refresh(false).then(() => sender.nudge()));
  document.addEventListener("visibilitychange", () => document.hidden || sender.nudge());
  await refresh(false);
  sender.nudge();
  document.documentElement.dataset.observing = "ready";
  installWorker(settings);
}

const EMPTY = { level: 0, note: "", state: "" };

/* What arrived before this page was made stands in it already. */
async function forgetWhatThePageHolds(keeper, numbers) {
  for (const event of await keeper.events()) {
    if (event.state === "arrived" && event.sequence <= (numbers[event.device] || 0)) {
      await keeper.forget(event);
    }
  }
}

async function sendRefusedAgain(keeper) {
  for (const event of await keeper.events()) {
    if (event.state === "refused") {
      await keeper.change(event, { state: "waiting" });
    }
  }
  for (const picture of await keeper.pictures()) {
    await keeper.changePicture(picture, { state: "waiting" });
  }
}

function listen({ board, mark, takeBack }) {
  document.querySelector(".people").addEventListener("submit", (submission) => {
    const button = submission.submitter;
    const box = button && button.closest(".criterion");
    if (!box) {
      return;
    }
    submission.preventDefault();
    const area = box.querySelector("textarea");
    const words = area ? area.value.trim() : "";
    if (button.name === "criterion") {
      takeBack(box);
    } else if (button.matches(".level")) {
      mark(box, levelOf(button), words);
    } else {
      mark(box, board.stateOf(box).level, words);
      box.querySelector("details.note").open = false;
    }
  });
  // Words that were typed are kept when one goes on, without a button.
  document.querySelector(".people").addEventListener("change", (event) => {
    const box = event.target.closest(".criterion");
    if (box && event.target.matches("textarea") && board.stateOf(box).level) {
      mark(box, board.stateOf(box).level, event.target.value.trim());
    }
  });
  document.querySelector(".people").addEventListener("toggle", bringIntoView, true);
}

/* One tap opens a name: its criteria are moved where the thumb is. */
function bringIntoView(event) {
  if (event.target.matches("details[name=person]") && event.target.open) {
    event.target.closest("li").scrollIntoView({ block: "start" });
  }
}

function listenToKept({ again, download, forget }) {
  document.getElementById("send-again").addEventListener("click", again);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#download, [data-download], [data-forget]");
    if (button && button.dataset.forget) {
      forget(button.dataset.forget);
    } else if (button) {
      download();
    }
  });
}

function showRefused(refused) {
  const section = document.getElementById("kept-back");
  const lines = refused.map((event) => {
    const line = copyOf("kept-back-line", "li");
    line.querySelector("strong").textContent = `${event.name} · ${event.sentence}`;
    line.querySelector(".why").textContent = event.why;
    line.querySelector("button").dataset.forget = event.id;
    return line;
  });
  section.querySelector("ul").replaceChildren(...lines);
  section.hidden = !refused.length;
}

function sayWord(word) {
  const place = document.getElementById("net-word");
  if (place.dataset.said === word) {
    return;
  }
  place.dataset.said = word;
  place.replaceChildren(...(word ? [copyOf("net-words", `[data-word=${word}]`)] : []));
  place.hidden = !word;
  document.getElementById("no-network").hidden = word === "" || word === "clock";
}

function whereIs(box, settings) {
  return {
    session: settings.session,
    session_date: dayOf(settings),
    person: personOf(box),
    criterion: criterionOf(box),
  };
}

/* Today, or the nearest day of the session: what is entered later keeps the session's day. */
function dayOf({ starts, ends }) {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return today < starts ? starts : today > ends ? ends : today;
}

function nameOf(box) {
  return box.closest("li[data-person]").querySelector("summary span").textContent.trim();
}

function sentenceOf(box) {
  return box.querySelector("legend span").textContent.trim();
}
