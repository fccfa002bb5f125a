import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { steady } from './order'

/** The ids to show, in an order that holds still while the pointer is on the list. */
export function useSteadyList(wanted: Ref<readonly string[]>) {
  const pointed = ref(false)
  const shown = shallowRef<readonly string[]>(wanted.value)
  const held = ref(0)

  function follow(): void {
    shown.value = wanted.value
    held.value = 0
  }

  watch(wanted, ids => {
    // A list that was empty has nothing under the pointer.
    if (!pointed.value || shown.value.length === 0) return follow()
    const now = steady(shown.value, ids)
    shown.value = now.ids
    held.value = now.held
  })

  function enter(event: PointerEvent): void {
    if (event.pointerType === 'mouse') pointed.value = true
  }

  function leave(): void {
    pointed.value = false
    follow()
  }

  return { shown: computed(() => shown.value), held: computed(() => held.value), enter, leave, follow }
}
