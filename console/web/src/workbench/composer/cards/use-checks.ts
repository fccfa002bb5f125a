import { computed, reactive, ref } from 'vue'
import type { Wrong } from './forms'

/** Says what is wrong with a field once it was left, and of all of them once somebody wanted to send. */
export function useChecks(check: () => Wrong) {
  const wrong = computed(check)
  const seen = reactive(new Set<string>())
  const all = ref(false)

  return {
    of: (name: string) => (all.value || seen.has(name) ? wrong.value[name] : undefined),
    left: (name: string) => seen.add(name),
    /** Whether it may be sent. */
    pass(): boolean {
      all.value = true
      return Object.keys(wrong.value).length === 0
    },
    /** Begins anew, as for another form. */
    clear(): void {
      seen.clear()
      all.value = false
    },
  }
}
