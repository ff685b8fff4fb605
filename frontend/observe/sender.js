/* Sends what waits, in its order, until each tap has its answer; says in one word what hinders. */
const MOST_EVENTS = 100;
const PATIENCE_MS = 30000;
const FIRST_PAUSE_MS = 3000;
const LONGEST_PAUSE_MS = 30000;
const CLOCK_OFF_S = 300;
const ONE_AT_A_TIME = "badger-observer:send";

export class Sender {
  /* changed: called after each answer; hindered: called with a word, "" when nothing hinders;
     afterwards: does what may wait until every tap has its answer. */
  constructor(address, keeper, { changed, hindered, afterwards }) {
    this.address = address;
    this.keeper = keeper;
    this.changed = changed;
    this.hindered = hindered;
    this.afterwards = afterwards;
    this.busy = false;
    this.more = false;
    this.answered = new Set();
    this.pause = FIRST_PAUSE_MS;
    this.timer = 0;
    this.clockIsOff = false;
  }

  /* Something was tapped, or the network may be back. */
  nudge() {
    this.pause = FIRST_PAUSE_MS;
    if (navigator.onLine) {
      this.send();
    } else {
      this.later("offline");
    }
  }

  async send() {
    if (this.busy) {
      this.more = true;
      return;
    }
    this.busy = true;
    this.answered = new Set();
    clearTimeout(this.timer);
    try {
      do {
        this.more = false;
        await alone(() => this.sendAll());
      } while (this.more);
    } finally {
      this.busy = false;
    }
  }

  async sendAll() {
    for (const device of await this.keeper.devices()) {
      for (;;) {
        const events = await this.keeper.events();
        const waiting = events.filter((e) => e.device === device.id && this.isToSend(e));
        if (!waiting.length) {
          break;
        }
        if (!(await this.sendBatch(device, waiting.slice(0, MOST_EVENTS)))) {
          return;
        }
      }
    }
    await this.afterwards();
    this.hindered(this.clockIsOff ? "clock" : "");
  }

  async sendBatch(device, events) {
    const answer = await post(this.address, JSON.stringify(batchOf(device, events)));
    if (answer.status !== 200) {
      this.later(wordFor(answer));
      return false;
    }
    this.pause = FIRST_PAUSE_MS;
    this.clockIsOff = Math.abs(answer.content.clock_skew_s) > CLOCK_OFF_S;
    for (const [index, said] of answer.content.events.entries()) {
      this.answered.add(events[index].id);
      await this.keeper.change(events[index], newsOf(said));
    }
    await this.changed();
    return true;
  }

  /* An answer that the disk had no room for is not asked for in circles. */
  isToSend(event) {
    return event.state === "waiting" && !this.answered.has(event.id);
  }

  later(word) {
    this.hindered(word);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), this.pause);
    this.pause = Math.min(2 * this.pause, LONGEST_PAUSE_MS);
  }
}

export function batchOf(device, events) {
  return {
    observer: device.observer,
    key: device.key,
    sent_at: new Date().toISOString(),
    events: events.map(({ payload, signature }) => ({ payload, signature })),
  };
}

function newsOf(said) {
  return said.outcome === "refused"
    ? { state: "refused", code: said.code, why: said.sentence }
    : { state: "arrived", why: "" };
}

function wordFor(answer) {
  if (answer.status === 0) {
    return "offline";
  }
  if (answer.code === "web.signed_out") {
    return "signed_out";
  }
  if (answer.code === "device_batch.other_observer") {
    return "other";
  }
  return answer.code === "http.403" ? "forbidden" : "trouble";
}

/* Of several tabs one sends; where the browser knows no locks, the server tells doubles apart. */
async function alone(work) {
  return navigator.locks ? navigator.locks.request(ONE_AT_A_TIME, work) : work();
}

async function post(address, body) {
  const answer = await attempt(address, body);
  if (answer.code !== "web.csrf") {
    return answer;
  }
  // The page was kept from an earlier stay: its token is asked for anew.
  const hindrance = await renewToken();
  return hindrance || attempt(address, body);
}

async function attempt(address, body) {
  try {
    const response = await fetch(address, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      body,
      signal: timeLimit(),
    });
    const content = await response.json().catch(() => ({}));
    const isAnswer = response.status !== 200 || Array.isArray(content.events);
    return { status: isAnswer ? response.status : 502, code: content.code || "", content };
  } catch (unreachable) {
    return { status: 0, code: "", content: {} };
  }
}

export async function renewToken() {
  try {
    const response = await fetch(location.pathname, { credentials: "same-origin" });
    if (response.redirected) {
      return { status: 403, code: "web.signed_out", content: {} };
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.querySelector("input[name=csrf_token]");
    document.querySelectorAll("input[name=csrf_token]").forEach((field) => {
      field.value = fresh ? fresh.value : "";
    });
    return null;
  } catch (unreachable) {
    return { status: 0, code: "", content: {} };
  }
}

export function token() {
  const field = document.querySelector("input[name=csrf_token]");
  return field ? field.value : "";
}

function timeLimit() {
  return AbortSignal.timeout ? AbortSignal.timeout(PATIENCE_MS) : undefined;
}
