"""Handles the messages of `worker thumbnail` in examples/thumbnails.dark.

    python3 example.py STORE-FOLDER
    python3 example.py URL TOKEN-FILE
"""

import sys
import time

from dark_client import Dark, Discard


def resize(job):
    photo = job.event
    print(f"resizing {photo['path']}, attempt {job.attempt}", flush=True)
    if not photo["path"].endswith(".jpg"):
        raise Discard(f"{photo['path']} is not a photo")
    job.log("info", "resizing", {"path": photo["path"]})
    time.sleep(photo["seconds"])  # stands in for the work; the client extends the lease meanwhile
    job.emit("publish", {"id": photo["id"], "width": 240})
    return f"resized {photo['path']}"


place = sys.argv[1]
dark = Dark.at(place, token_file=sys.argv[2]) if place.startswith("http") else Dark.in_folder(place)
dark.work("thumbnail", resize, concurrency=4)
print("stopped", flush=True)
