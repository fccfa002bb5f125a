import { describe, expect, it } from 'vitest'
import type { Message } from '@/api/types'
import { CatchUp, PATIENCE } from '@/workbench/thread/catch-up'
import type { Timeline } from '@/workbench/thread/timeline'
import { deferred, delivery, message, messages, settle } from './samples'

/** A hub with a timeline, read in small pages. */
function hub(stored: Message[], held: Timeline, pageSize = 10) {
  const state = {
    stored,
    held,
    reads: [] as number[],
    waits: [] as number[],
    gate: Promise.resolve(),
    onWait: (): void => {},
  }
  const catchUp = new CatchUp({
    timeline: () => state.held,
    apply: timeline => (state.held = timeline),
    read: async from => {
      state.reads.push(from)
      await state.gate
      const items = state.stored.filter(m => m.number >= from).slice(0, pageSize)
      return { items, firstNumber: 1, lastNumber: state.stored.at(-1)?.number ?? 0 }
    },
    wait: async ms => {
      state.waits.push(ms)
      state.onWait()
    },
  })
  return { state, catchUp }
}
const numbers = (timeline: Timeline) => timeline.map(m => m.number)

describe('catching up with a hint', () => {
  it('reads page after page until everything is there', async () => {
    const { state, catchUp } = hub(messages(1, 35), messages(1, 3))
    await catchUp.to({ lastNumber: 35, touched: null })
    expect(numbers(state.held)).toEqual(messages(1, 35).map(m => m.number))
    expect(state.reads).toEqual([4, 14, 24, 34])
  })

  it('reads nothing that it has already', async () => {
    const { state, catchUp } = hub(messages(1, 5), messages(1, 5))
    await catchUp.to({ lastNumber: 5, touched: null })
    expect(state.reads).toEqual([])
  })

  it('fills the gap before a message that came ahead of others', async () => {
    const { state, catchUp } = hub(messages(1, 9), [...messages(1, 4), message(8)])
    await catchUp.to({ lastNumber: 9, touched: null })
    expect(numbers(state.held)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('waits a moment and reads again where it finds less than was said', async () => {
    const { state, catchUp } = hub(messages(1, 5), messages(1, 5))
    state.onWait = () => (state.stored = messages(1, 6))
    await catchUp.to({ lastNumber: 6, touched: null })
    expect(state.waits).toEqual([PATIENCE[0]])
    expect(numbers(state.held)).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('gives up for now when the patience has run out', async () => {
    const { state, catchUp } = hub(messages(1, 5), messages(1, 5))
    await catchUp.to({ lastNumber: 7, touched: null })
    expect(state.waits).toEqual([...PATIENCE])
    expect(state.reads).toHaveLength(PATIENCE.length + 1)
  })

  it('makes one more round of all hints that come while it reads', async () => {
    const { state, catchUp } = hub(messages(1, 40), messages(1, 1), 50)
    const gate = deferred<void>()
    state.gate = gate.promise
    const first = catchUp.to({ lastNumber: 2, touched: null })
    for (let n = 3; n <= 40; n++) void catchUp.to({ lastNumber: n, touched: null })
    await settle()
    gate.resolve()
    await first
    expect(numbers(state.held)).toHaveLength(40)
    expect(state.reads.length).toBeLessThanOrEqual(2)
  })

  it('reads again from a delivery that changed, and takes its new state', async () => {
    const accepted = [...messages(1, 4), message(5, { delivery: delivery({ state: 'accepted' }) })]
    const sending = [...messages(1, 4), message(5, { delivery: delivery({ state: 'sending' }) })]
    const { state, catchUp } = hub(accepted, sending)
    await catchUp.to({ lastNumber: 5, touched: 5 })
    expect(state.reads).toEqual([5])
    expect(state.held.at(-1)?.delivery?.state).toBe('accepted')
  })

  it('lets a change rest that is older than what is held', async () => {
    const { state, catchUp } = hub(messages(1, 60), messages(40, 60))
    await catchUp.to({ lastNumber: 60, touched: 7 })
    expect(state.reads).toEqual([])
  })

  it('tells whoever waits that a read failed, and works again afterwards', async () => {
    const { state, catchUp } = hub(messages(1, 6), messages(1, 5))
    state.gate = Promise.reject(new Error('away'))
    await expect(catchUp.to({ lastNumber: 6, touched: null })).rejects.toThrow('away')
    state.gate = Promise.resolve()
    await catchUp.to({ lastNumber: 6, touched: null })
    expect(numbers(state.held)).toContain(6)
  })
})
