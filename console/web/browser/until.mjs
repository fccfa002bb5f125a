import { setTimeout as pause } from 'node:timers/promises'

/** How long anything may take on a busy machine, in ms. Nothing waits for longer than it must. */
export const PATIENCE = 60_000

/** Reads until the check holds, and returns what was read then. */
export async function until(what, read, holds = Boolean) {
  const end = Date.now() + PATIENCE
  for (;;) {
    const found = await read()
    if (holds(found)) return found
    if (Date.now() > end) throw new Error(`Never came: ${what}. Last seen: ${JSON.stringify(found)}`)
    await pause(100)
  }
}
