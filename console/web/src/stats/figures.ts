import type { HourlyCount } from '@/api/types'

export type Range = 'today' | 'week' | 'month'
const DAYS: Readonly<Record<Range, number>> = { today: 1, week: 7, month: 30 }

/** Whole days in the reader's time zone up to the end of the present hour. */
export function boundsOf(range: Range, now: Date): { from: Date; to: Date } {
  const from = new Date(now.getFullYear(), now.getMonth(), now.getDate() - (DAYS[range] - 1))
  const to = new Date(now)
  to.setMinutes(0, 0, 0)
  to.setHours(to.getHours() + 1)
  return { from, to }
}

export interface Slot {
  at: Date
  customers: number
  agents: number
  bot: number
}

/** Messages over time: by hour for one day, by day for more; empty slots are zero, not missing. */
export function slotsOf(hours: readonly HourlyCount[], range: Range, from: Date, to: Date): Slot[] {
  const slots: Slot[] = []
  const at = new Date(from)
  while (at < to) {
    slots.push({ at: new Date(at), customers: 0, agents: 0, bot: 0 })
    if (range === 'today') at.setHours(at.getHours() + 1)
    else at.setDate(at.getDate() + 1)
  }
  for (const count of hours) {
    const time = Date.parse(count.hour)
    const slot = slots.findLast(s => s.at.getTime() <= time)
    if (slot && time < to.getTime()) slot[columnOf(count)] += count.count
  }
  return slots
}

export interface ChannelRow {
  channel: string
  customers: number
  agents: number
  bot: number
  total: number
}

/** Messages by channel, most first. */
export function channelsOf(hours: readonly HourlyCount[]): ChannelRow[] {
  const rows = new Map<string, ChannelRow>()
  for (const count of hours) {
    const row = rows.get(count.channel) ?? {
      channel: count.channel,
      customers: 0,
      agents: 0,
      bot: 0,
      total: 0,
    }
    row[columnOf(count)] += count.count
    row.total += count.count
    rows.set(count.channel, row)
  }
  return [...rows.values()].sort((a, b) => b.total - a.total || a.channel.localeCompare(b.channel))
}

/** What the hub itself sent counts with the bot: no person wrote it. */
function columnOf(count: HourlyCount): 'customers' | 'agents' | 'bot' {
  if (count.direction === 'in') return 'customers'
  return count.author === 'agent' ? 'agents' : 'bot'
}
