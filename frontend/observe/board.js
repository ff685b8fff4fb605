/* The page's names, criteria and levels: shows the state of each, and nothing else. */
const LEVEL = ".level";

export class Board {
  constructor(settings) {
    this.settings = settings;
    this.people = [...document.querySelectorAll(".people > li[data-person]")];
    this.places = new Map();
    this.people.forEach((person) => {
      person.querySelectorAll(".criterion").forEach((box) => {
        this.places.set(this.keyOfBox(box), box);
      });
    });
    this.atFirst = new Map([...this.places].map(([key, box]) => [key, shownIn(box)]));
    this.now = new Map(this.atFirst);
    this.underWay = new Map();
  }

  /* Puts the taps of this telephone over what the page said when it was made. */
  lay(events, pictures) {
    this.now = new Map(this.atFirst);
    events.forEach((event) => {
      const key = keyOf(event.person, event.criterion);
      if (this.places.has(key)) {
        this.now.set(key, placeAfter(event));
      }
    });
    this.underWay.forEach((state, key) => this.now.set(key, state));
    this.places.forEach((box, key) => this.show(box, this.now.get(key)));
    this.people.forEach((person) => this.showPerson(person));
    this.showCounts(events, pictures);
  }

  stateOf(box) {
    return this.now.get(this.keyOfBox(box));
  }

  /* What was just touched shows at once; whether it is kept shows when it is. */
  touch(box, state) {
    this.underWay.set(this.keyOfBox(box), state);
    this.now.set(this.keyOfBox(box), state);
    this.show(box, state);
    this.showPerson(box.closest("li[data-person]"));
  }

  /* The touch is kept now, unless the place was touched once more meanwhile. */
  settle(box, state) {
    if (this.underWay.get(this.keyOfBox(box)) === state) {
      this.underWay.delete(this.keyOfBox(box));
    }
  }

  keyOfBox(box) {
    return keyOf(personOf(box), criterionOf(box));
  }

  show(box, { level, note, state }) {
    box.querySelectorAll(LEVEL).forEach((button) => {
      const chosen = levelOf(button) === level;
      button.setAttribute("aria-pressed", String(chosen));
      button.querySelectorAll(".saved").forEach((mark) => mark.remove());
      if (chosen && state) {
        button.append(copyOf("net-marks", `[data-mark=${state}]`));
      }
    });
    if (level || box.querySelector(".after-tap")) {
      this.showWords(box, { level, note });
    }
  }

  showWords(box, { level, note }) {
    const words = box.querySelector(".after-tap") || addWords(box);
    words.hidden = !level;
    words.querySelector(".kept-note").hidden = !note;
    words.querySelector(".kept-note span").textContent = note;
    const { changeWord, addWord } = this.settings;
    words.querySelector(".note summary").textContent = note ? changeWord : addWord;
    const area = words.querySelector("textarea");
    if (document.activeElement !== area) {
      area.value = note;
    }
  }

  showPerson(person) {
    const boxes = [...person.querySelectorAll(".criterion")];
    const marked = boxes.filter((box) => this.stateOf(box).level).length;
    const word = marked === boxes.length ? this.settings.seen : this.settings.underWay;
    const place = person.querySelector("summary .mark");
    place.replaceChildren();
    if (marked) {
      place.append(copyOf("net-marks", "[data-mark=arrived] svg"), word);
      place.querySelector("svg").removeAttribute("aria-label");
      place.querySelector("svg").setAttribute("aria-hidden", "true");
    }
  }

  showCounts(events, pictures) {
    const seen = this.people.filter((person) =>
      [...person.querySelectorAll(".criterion")].some((box) => this.stateOf(box).level),
    ).length;
    const words = document.getElementById("seen");
    const text = seen > 1 ? words.dataset.many : words.dataset.one;
    words.textContent = text.replace("{n}", seen).replace("{all}", this.people.length);
    const here = events.filter((event) => event.state !== "arrived").length + pictures.length;
    const marks = [...this.now.values()].filter((place) => place.level);
    const arrived = marks.filter((place) => place.state === "arrived").length;
    document.getElementById("kept-here").textContent = here;
    document.getElementById("arrived").textContent = arrived;
    document.getElementById("whereabouts").hidden = false;
  }
}

export function copyOf(template, selector) {
  return document.getElementById(template).content.querySelector(selector).cloneNode(true);
}

export function levelOf(button) {
  return Number(button.value.split(":")[1]);
}

/* The words below a mark are in the page only where there is a mark. */
function addWords(box) {
  const words = copyOf("after-tap", ".after-tap");
  const area = words.querySelector("textarea");
  area.id = `note-${box.id}`;
  words.querySelector("label").htmlFor = area.id;
  box.append(words);
  return words;
}

function keyOf(person, criterion) {
  return `${person} ${criterion}`;
}

function shownIn(box) {
  const chosen = box.querySelector(`${LEVEL}[aria-pressed=true]`);
  const note = box.querySelector(".kept-note");
  return {
    level: chosen ? levelOf(chosen) : 0,
    note: note && !note.hidden ? box.querySelector("textarea").defaultValue : "",
    state: chosen ? "arrived" : "",
  };
}

function placeAfter(event) {
  return event.kind === "mark"
    ? { level: event.level, note: event.note, state: event.state }
    : { level: 0, note: "", state: "" };
}

/* A place's id says both: "m-<person>-<criterion>", so that neither is sent a second time. */
export function personOf(box) {
  return box.id.split("-")[1];
}

export function criterionOf(box) {
  return box.id.split("-")[2];
}
