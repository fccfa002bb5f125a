import type { ReplyLimits } from '@/api/types'

const encoder = new TextEncoder()

/** How long a text is in the channel's own unit: UTF-8 bytes or Unicode characters. */
export function lengthOf(text: string, unit: ReplyLimits['lengthUnit']): number {
  return unit === 'bytes' ? encoder.encode(text).length : [...text].length
}
