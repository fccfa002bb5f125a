import { describe, expect, it } from 'vitest'
import type { ReplyAllowance } from '@/api/types'
import { countdown, standingAt } from '@/workbench/composer/reply/allowance'

const NOW = Date.parse('2026-03-02T08:00:00Z')
const HOUR = 3_600_000
const at = (ms: number) => new Date(NOW + ms).toISOString()

function allowance(
  pools: [left: number | null, ms: number][],
  correction: 'WINDOW_CLOSED' | 'REPLY_QUOTA_USED' | null = null,
): ReplyAllowance {
  return {
    countedAt: at(0),
    pools: pools.map(([left, ms]) => ({ trigger: 'wrote' as const, left, until: at(ms) })),
    correction: correction && { reason: correction, code: '45015', at: at(-1) },
  }
}

describe('what the customer may still be sent', () => {
  it('is all that is left in whatever runs, for as long as the longest does', () => {
    const standing = standingAt(
      allowance([
        [3, 60_000],
        [2, 47 * HOUR],
      ]),
      NOW,
    )
    expect(standing).toMatchObject({ open: true, left: 5, ms: 47 * HOUR, near: false })
    expect(
      standingAt(
        allowance([
          [3, 60_000],
          [2, 47 * HOUR],
        ]),
        NOW + 60_000,
      ),
    ).toMatchObject({
      left: 2,
    })
  })

  it('is nothing from the last moment on, and not a moment before', () => {
    const counted = allowance([[2, HOUR]])
    expect(standingAt(counted, NOW + HOUR - 1).open).toBe(true)
    expect(standingAt(counted, NOW + HOUR)).toMatchObject({ open: false, closed: 'time', told: false })
  })

  it('is said to be near its end with an hour or one message left', () => {
    expect(standingAt(allowance([[2, HOUR]]), NOW).near).toBe(false)
    expect(standingAt(allowance([[2, HOUR - 1]]), NOW).near).toBe(true)
    expect(standingAt(allowance([[1, 40 * HOUR]]), NOW).near).toBe(true)
  })

  it('knows why it is over', () => {
    expect(standingAt(allowance([[0, HOUR]]), NOW).closed).toBe('count')
    expect(standingAt(allowance([]), NOW).closed).toBe('never')
    expect(standingAt(allowance([], 'WINDOW_CLOSED'), NOW)).toMatchObject({ closed: 'time', told: true })
    expect(standingAt(allowance([[0, HOUR]], 'REPLY_QUOTA_USED'), NOW)).toMatchObject({
      closed: 'count',
      told: true,
    })
  })

  it('may be any number', () => {
    expect(
      standingAt(
        allowance([
          [null, HOUR * 2],
          [1, HOUR],
        ]),
        NOW,
      ),
    ).toMatchObject({ left: null, near: false })
  })

  it('counts down in hours, minutes and seconds', () => {
    expect(countdown(47 * HOUR + 50 * 60_000 + 12_000)).toBe('47:50:12')
    expect(countdown(59_001)).toBe('01:00')
    expect(countdown(500)).toBe('00:01')
    expect(countdown(-1)).toBe('00:00')
  })
})
