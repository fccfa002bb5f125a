import { describe, expect, it } from 'vitest'
import { contiguousTo, firstUnsettled, merge, readFrom, type Timeline } from '@/workbench/thread/timeline'
import { delivery, message, messages } from './samples'

const numbers = (timeline: Timeline) => timeline.map(m => m.number)

describe('a timeline', () => {
  it('appends what follows', () => {
    expect(numbers(merge(messages(1, 3), messages(4, 5)))).toEqual([1, 2, 3, 4, 5])
  })

  it('puts older pages before and keeps each number once', () => {
    expect(numbers(merge(messages(4, 6), messages(1, 5)))).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('takes the newly read one where both have a number', () => {
    const sent = message(2, { delivery: delivery({ state: 'accepted' }) })
    const merged = merge([message(1), message(2, { delivery: delivery({ state: 'sending' }) })], [sent])
    expect(merged[1]).toBe(sent)
    expect(merged).toHaveLength(2)
  })

  it('ends the same, without gaps or doubles, in whatever order overlapping pages arrive', () => {
    const pages = [messages(1, 40), messages(30, 60), messages(55, 90), messages(88, 120), messages(20, 35)]
    for (let seed = 1; seed <= 20; seed++) {
      const order = [...pages].sort((a, b) => ((a[0]!.number * seed) % 17) - ((b[0]!.number * seed) % 17))
      const all = order.reduce<Timeline>((held, page) => merge(held, page), [])
      expect(numbers(all)).toEqual(messages(1, 120).map(m => m.number))
    }
  })

  it('knows up to where nothing is missing', () => {
    expect(contiguousTo([])).toBe(0)
    expect(contiguousTo(messages(5, 9))).toBe(9)
    expect(contiguousTo([...messages(5, 7), ...messages(9, 12)])).toBe(7)
  })

  it('is read on from its first gap, or from a delivery that changed', () => {
    const gapped = [...messages(5, 7), ...messages(9, 12)]
    expect(readFrom(gapped, null)).toBe(8)
    expect(readFrom(messages(5, 12), 9)).toBe(9)
    expect(readFrom(messages(5, 12), 2)).toBe(5)
    expect(readFrom([], 4)).toBe(1)
  })

  it('knows the first delivery that may still change', () => {
    const timeline = [
      message(1, { delivery: delivery({ state: 'accepted' }) }),
      message(2, { delivery: delivery({ state: 'pending' }) }),
      message(3, { delivery: delivery({ state: 'sending' }) }),
    ]
    expect(firstUnsettled(timeline)).toBe(2)
    expect(firstUnsettled(timeline.slice(0, 1))).toBeNull()
  })
})
