// Handles the messages of `worker thumbnail` in examples/thumbnails.dark.
//
//   node example.js STORE-FOLDER
//   node example.js URL TOKEN-FILE

import { setTimeout as sleep } from "node:timers/promises";
import { Dark, Discard } from "./dark-client.js";

async function resize(job) {
  const photo = job.event;
  console.log(`resizing ${photo.path}, attempt ${job.attempt}`);
  if (!photo.path.endsWith(".jpg")) throw new Discard(`${photo.path} is not a photo`);
  job.log("info", "resizing", { path: photo.path });
  await sleep(photo.seconds * 1000); // stands in for the work; the client extends the lease meanwhile
  job.emit("publish", { id: photo.id, width: 240 });
  return `resized ${photo.path}`;
}

const [place, tokenFile] = process.argv.slice(2);
const dark = place.startsWith("http") ? Dark.at(place, { tokenFile }) : Dark.inFolder(place);
await dark.work("thumbnail", resize, { concurrency: 4 });
console.log("stopped");
