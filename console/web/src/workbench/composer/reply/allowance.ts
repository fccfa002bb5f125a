import type { ReplyAllowance } from '@/api/types'

/** Why nothing more can be sent: time ran out, all messages are used, or the provider said so though the hub counted otherwise. */
export type Closed = 'time' | 'count' | 'never'

export interface Standing {
  open: boolean
  /** How many messages; null for any number. */
  left: number | null
  /** How long there is something left, in milliseconds. */
  ms: number
  /** Little time or one message is left. */
  near: boolean
  closed: Closed | null
  /** Whether the provider said so. */
  told: boolean
}

const NEAR_MS = 3_600_000

/**
 * What is left at a moment.
 *
 * @param now by the hub's clock
 */
export function standingAt(allowance: ReplyAllowance, now: number): Standing {
  const running = allowance.pools.filter(pool => Date.parse(pool.until) > now)
  const usable = running.filter(pool => pool.left === null || pool.left > 0)
  const told = allowance.correction !== null
  if (usable.length === 0) {
    const used = running.length > 0 || allowance.correction?.reason === 'REPLY_QUOTA_USED'
    const ever = allowance.pools.length > 0 || told
    const closed = used ? 'count' : ever ? 'time' : 'never'
    return { open: false, left: 0, ms: 0, near: false, closed, told }
  }
  const unlimited = usable.some(pool => pool.left === null)
  const left = unlimited ? null : usable.reduce((sum, pool) => sum + (pool.left ?? 0), 0)
  const ms = Math.max(...usable.map(pool => Date.parse(pool.until))) - now
  return { open: true, left, ms, near: ms < NEAR_MS || left === 1, closed: null, told: false }
}

/** Hours, minutes and seconds, as a clock that counts down. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const two = (n: number) => String(n).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}
