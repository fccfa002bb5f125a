import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { CustomerSignal } from './socket'

/** A customer who says nothing more has stopped. */
const HOLDS = 8_000

export interface Typing {
  /** Empty where the channel tells only that somebody writes. */
  text: string
}

/** What customers do at this moment, of the conversations that were on screen. */
export const useSignals = defineStore('signals', () => {
  const typing = shallowReactive(new Map<string, Typing>())
  const read = shallowReactive(new Map<string, number>())
  const timers = new Map<string, ReturnType<typeof setTimeout>>()

  function take(signal: CustomerSignal): void {
    if (signal.read !== undefined) read.set(signal.id, Math.max(signal.read, read.get(signal.id) ?? 0))
    if (signal.typing === undefined) return
    clearTimeout(timers.get(signal.id))
    if (!signal.typing) {
      stopped(signal.id)
      return
    }
    typing.set(signal.id, { text: signal.text ?? '' })
    timers.set(
      signal.id,
      setTimeout(() => stopped(signal.id), HOLDS),
    )
  }

  function stopped(id: string): void {
    typing.delete(id)
    timers.delete(id)
  }

  return { typing, read, take, stopped }
})
