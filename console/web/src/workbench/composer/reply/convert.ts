import { useI18n } from 'vue-i18n'
import type { ReplyLimits } from '@/api/types'

const DAY = 86_400
const HOUR = 3_600

/** What happens to a kind of message that the channel does not carry as it is. */
export function formOf(limits: ReplyLimits | null, kind: string): 'link' | 'text' | null {
  return limits?.converts.find(one => one.kind === kind)?.form ?? null
}

/** Whether messages of a kind can be sent, in whatever form. */
export const goesOut = (limits: ReplyLimits, kind: string): boolean =>
  limits.sends.includes(kind) || formOf(limits, kind) !== null

/** Says before sending what will be sent in place of a kind; null where it leaves as it is. */
export function useConversionWords() {
  const { t } = useI18n()
  return (limits: ReplyLimits | null, kind: string): string | null => {
    const form = formOf(limits, kind)
    if (!form || !limits) return null
    if (form === 'text') return t('convert.text')
    const days = Math.floor(limits.linkSeconds / DAY)
    return days > 1
      ? t('convert.linkDays', { n: days })
      : t('convert.linkHours', { n: Math.max(1, Math.floor(limits.linkSeconds / HOUR)) })
  }
}
