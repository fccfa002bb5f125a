import type { ReplyLimits } from '@/api/types'

export type SegmentRule = NonNullable<ReplyLimits['segments']>

/** The GSM 7-bit default alphabet (3GPP TS 23.038); each character is one septet. */
const ALPHABET = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
/** Its extension; each character is a pair of septets. */
const EXTENSION = new Set('\f^{}\\[~]|€')

/** How a text will be cut, as the channel cuts it: its Segments class is tested by the same table. */
export function segmentsOf(text: string, rule: SegmentRule): { septets: boolean; count: number } {
  const characters = [...text]
  const septets = rule.septets && characters.every(c => ALPHABET.has(c) || EXTENSION.has(c))
  const weights = characters.map(c => (septets ? (EXTENSION.has(c) ? 2 : 1) : c.length))
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  if (whole <= (septets ? rule.singleSeptets : rule.singleUnits)) return { septets, count: whole > 0 ? 1 : 0 }
  const room = septets ? rule.partSeptets : rule.partUnits
  let count = 1
  let used = 0
  for (const weight of weights) {
    if (used + weight > room) {
      count++
      used = 0
    }
    used += weight
  }
  return { septets, count }
}
