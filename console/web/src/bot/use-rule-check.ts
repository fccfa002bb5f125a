import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { api, take } from '@/api/client'
import { ApiProblem } from '@/api/problem'
import type { FieldProblem, RuleDefinition } from '@/api/types'
import { onLanguageChange } from '@/i18n/on-language'

const PAUSE = 350

/**
 * Asks the hub while somebody writes what is wrong with a rule. What is merely missing is left unsaid until `tried`, since
 * everything is missing at first.
 */
export function useRuleCheck(id: () => string | null, rule: () => RuleDefinition, tried: Ref<boolean>) {
  const errors = shallowRef<readonly FieldProblem[]>([])
  const warnings = shallowRef<readonly FieldProblem[]>([])
  const failing = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  async function ask(): Promise<void> {
    clearTimeout(timer)
    const mine = ++asked
    try {
      const body = { id: id() ?? '', definition: rule() }
      const found = await take(api.POST('/api/bot/rules/check', { body }))
      if (mine !== asked) return
      errors.value = tried.value ? found.errors : found.errors.filter(one => one.code !== 'required')
      warnings.value = found.warnings
      failing.value = false
    } catch (error) {
      // Saving checks again, so that writing goes on while the hub can't be asked.
      if (mine === asked) failing.value = ApiProblem.from(error).passing
    }
  }

  /** What the hub said on saving. */
  function refused(found: readonly FieldProblem[]): void {
    asked++
    errors.value = found
  }

  function clear(): void {
    clearTimeout(timer)
    asked++
    errors.value = warnings.value = []
  }

  watch(
    rule,
    () => {
      clearTimeout(timer)
      timer = setTimeout(() => void ask(), PAUSE)
    },
    { deep: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  onLanguageChange(() => {
    if (errors.value.length + warnings.value.length > 0) void ask()
  })

  return { errors, warnings, failing, ask, refused, clear }
}
