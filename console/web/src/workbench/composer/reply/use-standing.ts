import { computed, onScopeDispose, ref, watch, type ComputedRef } from 'vue'
import type { ReplyAllowance } from '@/api/types'
import { standingAt, type Standing } from './allowance'

/** What is left by now, to the second. The hub's clock counts: a browser's may be wrong by hours. */
export function useStanding(of: () => ReplyAllowance | null): ComputedRef<Standing | null> {
  const now = ref(Date.now())
  const ahead = ref(0)
  watch(
    of,
    allowance => {
      now.value = Date.now()
      if (allowance) ahead.value = Date.parse(allowance.countedAt) - now.value
    },
    { immediate: true },
  )
  const timer = setInterval(() => (now.value = Date.now()), 1000)
  onScopeDispose(() => clearInterval(timer))
  return computed(() => {
    const allowance = of()
    return allowance ? standingAt(allowance, now.value + ahead.value) : null
  })
}
