import { nextTick, onScopeDispose, ref, watch, type Ref } from 'vue'

const NEAR = 48
const EARLY = 240

/**
 * Where a thread stands: at the end it follows what is new; elsewhere it stays, counts what came and keeps its place when
 * older messages are put before it.
 */
export function useThreadScroll(
  box: Ref<HTMLElement | null>,
  content: Ref<HTMLElement | null>,
  loadOlder: () => Promise<void>,
) {
  const atEnd = ref(true)
  let loading = false

  function toEnd(): void {
    const element = box.value
    if (!element) return
    element.scrollTop = element.scrollHeight
    atEnd.value = true
  }

  async function onScroll(): Promise<void> {
    const element = box.value
    if (!element) return
    atEnd.value = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR
    if (element.scrollTop < EARLY) await older()
  }

  async function older(): Promise<void> {
    const element = box.value
    if (!element || loading) return
    loading = true
    try {
      const fromEnd = element.scrollHeight - element.scrollTop
      const before = element.scrollHeight
      await loadOlder()
      await nextTick()
      if (!atEnd.value && element.scrollHeight !== before) element.scrollTop = element.scrollHeight - fromEnd
      else if (atEnd.value) toEnd()
    } finally {
      loading = false
    }
  }

  // Pictures that load, a composer that grows, a window that shrinks: whoever was at the end stays there.
  const observer = new ResizeObserver(() => {
    if (atEnd.value) toEnd()
  })
  watch([box, content], (now, _before, onCleanup) => {
    const elements = now.filter(element => element !== null)
    elements.forEach(element => observer.observe(element))
    onCleanup(() => elements.forEach(element => observer.unobserve(element)))
  })
  onScopeDispose(() => observer.disconnect())

  return { atEnd, toEnd, onScroll, older }
}
