/* Keeps what was tapped: in the browser's database, and in this page where that is full.

   A tap is on the disk before it counts as kept. What does not fit there is signed by a key that
   lives as long as the page, so that the numbers of the two never meet. */
import { openDB } from "idb";
import { makeDevice, signedTap } from "./device.js";

const NAME = "badger-observer";
const ON_DISK = { durability: "strict" };

export class Keeper {
  constructor(observer) {
    this.observer = observer;
    this.db = null;
    this.loose = null;
  }

  async open() {
    try {
      this.db = await openDB(NAME, 2, { upgrade: makeStores });
      if (!(await this.db.get("devices", this.observer))) {
        await this.addDevice();
      }
    } catch (refusal) {
      await this.needLoose();
    }
  }

  get isFull() {
    return this.loose !== null && this.loose.events.some((event) => event.state !== "arrived");
  }

  async keep(tap) {
    if (this.db) {
      try {
        return await this.keepOnDisk(tap);
      } catch (refusal) {
        console.warn("not on the disk:", refusal && refusal.name);
      }
    }
    const loose = await this.needLoose();
    loose.device.last += 1;
    const event = await signedTap(loose.device, tap, loose.device.last);
    loose.events.push(event);
    return event;
  }

  /* All taps of this observer, in the order of each device. */
  async events() {
    let kept = [];
    try {
      kept = this.db ? await this.db.getAllFromIndex("events", "observer", this.observer) : [];
    } catch (refusal) {
      console.warn("not from the disk:", refusal && refusal.name);
    }
    const all = kept.concat(this.loose ? this.loose.events : []);
    return all.sort((one, other) => one.sequence - other.sequence);
  }

  async devices() {
    const kept = this.db ? [await this.db.get("devices", this.observer)] : [];
    return kept.concat(this.loose ? [this.loose.device] : []).filter(Boolean);
  }

  async change(event, news) {
    if (this.isLoose(event)) {
      Object.assign(event, news);
      return;
    }
    const there = await this.db.get("events", event.id);
    if (there) {
      await this.db.put("events", { ...there, ...news }).catch(() => {
        // No place for the news: what arrived may go, the rest is sent once more.
        return news.state === "arrived" ? this.db.delete("events", event.id) : null;
      });
    }
  }

  async forget(event) {
    if (this.isLoose(event)) {
      this.loose.events = this.loose.events.filter((one) => one.id !== event.id);
    } else {
      await this.db.delete("events", event.id);
    }
  }

  /* A picture is too much for a page's memory: without room on the disk it is not kept at all. */
  async keepPicture(picture) {
    const { observer } = this;
    await this.db.put("pictures", { id: crypto.randomUUID(), observer, state: "waiting", ...picture });
  }

  async pictures() {
    return this.db ? this.db.getAllFromIndex("pictures", "observer", this.observer) : [];
  }

  async changePicture(picture, news) {
    await this.db.put("pictures", { ...picture, ...news });
  }

  async forgetPicture(picture) {
    await this.db.delete("pictures", picture.id);
  }

  isLoose(event) {
    return this.loose !== null && this.loose.device.id === event.device;
  }

  async needLoose() {
    if (!this.loose) {
      this.loose = { device: await makeDevice(this.observer), events: [] };
    }
    return this.loose;
  }

  async addDevice() {
    const device = await makeDevice(this.observer);
    try {
      await this.db.add("devices", device);
    } catch (refusal) {
      // Another tab was first: its key is the one.
      if (refusal.name !== "ConstraintError") {
        throw refusal;
      }
    }
  }

  /* Two tabs may tap at once: whoever finds the number taken signs anew with the next one. */
  async keepOnDisk(tap) {
    for (;;) {
      const device = await this.db.get("devices", this.observer);
      const event = await signedTap(device, tap, device.last + 1);
      const change = this.db.transaction(["devices", "events"], "readwrite", ON_DISK);
      const devices = change.objectStore("devices");
      const current = await devices.get(this.observer);
      if (current.last === device.last) {
        devices.put({ ...current, last: event.sequence });
        change.objectStore("events").put(event);
        await change.done;
        return event;
      }
      await change.done;
    }
  }
}

function makeStores(db, former) {
  if (former < 1) {
    db.createObjectStore("devices", { keyPath: "observer" });
    db.createObjectStore("events", { keyPath: "id" }).createIndex("observer", "observer");
  }
  db.createObjectStore("pictures", { keyPath: "id" }).createIndex("observer", "observer");
}
