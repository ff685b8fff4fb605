/* What is kept here as a file: the same signed batch that would be sent, for the session's form. */
import { batchOf } from "./sender.js";

const MOST_EVENTS = 100;

export async function downloadKept(keeper) {
  const events = (await keeper.events()).filter((event) => event.state !== "arrived");
  let number = 0;
  for (const device of await keeper.devices()) {
    const ours = events.filter((event) => event.device === device.id);
    for (let start = 0; start < ours.length; start += MOST_EVENTS) {
      number += 1;
      save(batchOf(device, ours.slice(start, start + MOST_EVENTS)), number);
    }
  }
}

function save(batch, number) {
  const file = new Blob([JSON.stringify(batch)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `observations-${batch.sent_at.slice(0, 10)}-${number}.json`;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
