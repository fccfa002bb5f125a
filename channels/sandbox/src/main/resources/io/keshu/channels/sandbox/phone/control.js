// Calls to the sandbox's control, and what is told when one fails.
import { say } from './words.js'

export class Refused extends Error {}

export async function call(method, path, body, signal) {
  const response = await fetch(path, {
    method,
    signal,
    headers: method === 'GET' ? {} : { 'Content-Type': 'application/json' },
    body: method === 'GET' ? undefined : JSON.stringify(body ?? {})
  })
  const answer = await response.json()
  if (!response.ok) throw new Refused(answer.message)
  return answer
}

let fading = 0

export function tell(problem) {
  const notice = document.getElementById('notice')
  notice.textContent = say('failed', problem.message)
  notice.hidden = false
  clearTimeout(fading)
  fading = setTimeout(() => { notice.hidden = true }, 6000)
}

/** Does something that a person asked for; whatever goes wrong is told. */
export async function attempt(work) {
  try {
    return await work()
  } catch (problem) {
    tell(problem)
    return null
  }
}

/** Repeats work while the page is shown, and shows while the sandbox does not answer. */
export async function repeat(pauseMs, work) {
  const bar = document.getElementById('offline')
  for (;;) {
    let pause = pauseMs
    try {
      if (document.hidden) pause = 500
      else {
        await work()
        bar.hidden = true
      }
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        if (!(problem instanceof Refused)) bar.hidden = false
        pause = 1500
      }
    }
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}
