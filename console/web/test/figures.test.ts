import { describe, expect, it } from 'vitest'
import type { HourlyCount } from '@/api/types'
import { boundsOf, channelsOf, slotsOf } from '@/stats/figures'

const count = (hour: Date, channel: string, author: HourlyCount['author'], n: number): HourlyCount => ({
  hour: hour.toISOString(),
  channel,
  direction: author === 'customer' ? 'in' : 'out',
  author,
  count: n,
})
const at = (day: number, hour: number) => new Date(2026, 2, day, hour)

describe('the figures', () => {
  it('of today go hour by hour to the present one, with zeros where nothing was said', () => {
    const { from, to } = boundsOf('today', new Date(2026, 2, 2, 10, 20))
    const slots = slotsOf([count(at(2, 8), 'wechat', 'customer', 5)], 'today', from, to)
    expect(slots.map(s => s.customers)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0])
  })

  it('of more days go day by day', () => {
    const { from, to } = boundsOf('week', new Date(2026, 2, 10, 10, 20))
    const hours = [count(at(4, 0), 'wechat', 'agent', 2), count(at(4, 23), 'wechat', 'agent', 3)]
    expect(slotsOf(hours, 'week', from, to).map(s => s.agents)).toEqual([5, 0, 0, 0, 0, 0, 0])
  })

  it('stay within what one question may ask for', () => {
    const { from, to } = boundsOf('month', new Date(2026, 2, 31, 23, 59))
    expect(to.getTime() - from.getTime()).toBeLessThanOrEqual(31 * 86_400_000)
  })

  it('add up by channel, the busiest first', () => {
    const hours = [
      count(at(2, 8), 'sms', 'customer', 1),
      count(at(2, 8), 'wechat', 'customer', 4),
      count(at(2, 9), 'wechat', 'agent', 3),
      count(at(2, 9), 'wechat', 'bot', 2),
    ]
    expect(channelsOf(hours)).toEqual([
      { channel: 'wechat', customers: 4, agents: 3, bot: 2, total: 9 },
      { channel: 'sms', customers: 1, agents: 0, bot: 0, total: 1 },
    ])
  })
})
