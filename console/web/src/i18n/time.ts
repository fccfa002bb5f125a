import { computed, onScopeDispose, ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'

const DAY = 86_400_000
const now = ref(Date.now())
let users = 0
let timer: ReturnType<typeof setInterval> | undefined

/** The time, a little late: ticks every 15 seconds while somebody looks. */
export function useNow(): Ref<number> {
  if (users++ === 0) {
    now.value = Date.now()
    timer = setInterval(() => (now.value = Date.now()), 15_000)
  }
  onScopeDispose(() => {
    if (--users === 0) clearInterval(timer)
  })
  return now
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs more than using it a hundred times, and every row of a list uses several. */
function formatOf(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${tag} ${JSON.stringify(options)}`
  let found = formats.get(key)
  if (!found) {
    found = new Intl.DateTimeFormat(tag, options)
    formats.set(key, found)
  }
  return found
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

/** Whole calendar days between two moments, in the reader's time zone. */
export function daysBetween(earlier: number, later: number): number {
  return Math.round((startOfDay(later) - startOfDay(earlier)) / DAY)
}

/** Times in the reader's language: short in lists, exact on hover. */
export function useTimes() {
  const { locale, t } = useI18n()
  const tag = computed(() => (locale.value === 'zh' ? 'zh-CN' : 'en-GB'))
  const format = (iso: string, options: Intl.DateTimeFormatOptions) =>
    formatOf(tag.value, options).format(new Date(iso))

  const clock = (iso: string) => format(iso, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const exact = (iso: string) =>
    format(iso, {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
  const date = (iso: string) => format(iso, { year: 'numeric', month: 'long', day: 'numeric' })

  function short(iso: string, at: number): string {
    const days = daysBetween(Date.parse(iso), at)
    if (days <= 0) return clock(iso)
    if (days === 1) return t('time.yesterday')
    const sameYear = new Date(iso).getFullYear() === new Date(at).getFullYear()
    return format(
      iso,
      sameYear ? { month: 'numeric', day: 'numeric' } : { year: 'numeric', month: 'numeric', day: 'numeric' },
    )
  }

  function day(iso: string, at: number): string {
    const days = daysBetween(Date.parse(iso), at)
    const name = format(iso, { month: 'long', day: 'numeric', weekday: 'long' })
    if (days === 0) return t('time.today')
    return days === 1 ? `${t('time.yesterday')} ${name}` : name
  }

  function waited(ms: number): string {
    const minutes = Math.floor(ms / 60_000)
    if (minutes < 1) return t('time.wait.now')
    if (minutes < 60) return t('time.wait.minutes', { n: minutes })
    if (minutes < 1440) return t('time.wait.hours', { n: Math.floor(minutes / 60) })
    return t('time.wait.days', { n: Math.floor(minutes / 1440) })
  }

  return { clock, exact, date, short, day, waited }
}
