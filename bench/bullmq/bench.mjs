// Jobs that do nothing: node bench.mjs SOCKET EMITTERS MESSAGES. Prints the time from the first add to the end of the last job, and what each add took.
import { Queue, Worker } from "bullmq";

const [socket, emitters, messages] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const connection = { path: socket, maxRetriesPerRequest: null };
const queue = new Queue("jobs", { connection });
const worker = new Worker("jobs", async () => {}, { connection, concurrency: 100, autorun: false, lockDuration: 600_000 });
await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);

const filling = "x".repeat(176);
const waits = [];
let done = 0;
const ended = new Promise((resolve) => worker.on("completed", () => ++done === messages && resolve()));
let next = 0;

async function emit() {
  for (let n = next++; n < messages; n = next++) {
    const begun = performance.now();
    await queue.add("job", { n, filling }, { removeOnComplete: true });
    waits.push(performance.now() - begun);
  }
}

const begun = performance.now();
worker.run();
await Promise.all(Array.from({ length: emitters }, emit));
await ended;
console.log(JSON.stringify({ milliseconds: performance.now() - begun, waits }));
await worker.close();
await queue.close();
