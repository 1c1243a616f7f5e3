/**
 * Something that takes its time in, a line that says so out: on a person's terminal only, and gone when it is over.
 *
 * @module
 */
import type { Room } from "./room.ts";

const FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
const BEAT = 120;
/** What is over sooner needs no word. */
const PATIENCE = 3;

/**
 * Says that something is going on.
 *
 * @param room Where.
 * @param label What it is; asked again with each beat.
 * @returns Ends it, and wipes the line.
 */
export function showProgress(room: Room, label: () => string): () => Promise<void> {
  const { terminal } = room;
  if (!terminal.isTerminal.stderr) return () => Promise.resolve();
  let beats = 0;
  let writing = Promise.resolve();
  let isOver = false;
  const stop = terminal.every(BEAT, () => {
    if (++beats < PATIENCE) return;
    const seconds = Math.floor(beats * BEAT / 1000);
    const line = `${FRAMES[beats % FRAMES.length]} ${label()}${seconds > 0 ? ` ${seconds} s` : ""}`;
    const text = `\r${room.note.dim(line.slice(0, terminal.columns - 1))}\x1b[K`;
    writing = writing.then(() => terminal.writeError(text));
  });
  return async () => {
    if (isOver) return;
    isOver = true;
    stop();
    await writing;
    if (beats >= PATIENCE) await terminal.writeError("\r\x1b[K");
  };
}

/**
 * Waits for something, and says so meanwhile.
 *
 * @param room Where.
 * @param label What it is.
 * @param task What is waited for.
 * @returns What it gives.
 */
export async function withProgress<T>(room: Room, label: string | (() => string), task: Promise<T>): Promise<T> {
  const stop = showProgress(room, typeof label === "string" ? () => label : label);
  try {
    return await task;
  } finally {
    await stop();
  }
}
