import { onMounted, onUnmounted, ref } from 'vue'

/** Whether the sheet with all shortcuts is open. */
export const sheetOpen = ref(false)

const WRITING = 'input, textarea, select, [contenteditable="true"]'
const FLOATING = '.el-overlay:not([style*="display: none"]), .el-popper[aria-hidden="false"]'

export interface Shortcut {
  key: string
  ctrl?: boolean
  /** Also while somebody writes in a field. */
  whileWriting?: boolean
  run(event: KeyboardEvent): void
}

/** Keys for as long as the component lives. They rest while a dialog is open, and never break into an input method. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  let floating = false
  /** Before anybody acts on the key: a dialog that it closes is gone by the time it comes here. */
  function beforeKeydown(): void {
    floating = document.querySelector(FLOATING) !== null
  }
  function onKeydown(event: KeyboardEvent): void {
    if (event.isComposing || event.defaultPrevented || event.altKey) return
    const writing = event.target instanceof Element && event.target.matches(WRITING)
    const ctrl = event.ctrlKey || event.metaKey
    const found = shortcuts.find(
      s =>
        s.key.toLowerCase() === event.key.toLowerCase() &&
        (s.ctrl ?? false) === ctrl &&
        (!writing || s.whileWriting),
    )
    if (!found || floating) return
    event.preventDefault()
    found.run(event)
  }
  onMounted(() => {
    document.addEventListener('keydown', beforeKeydown, true)
    document.addEventListener('keydown', onKeydown)
  })
  onUnmounted(() => {
    document.removeEventListener('keydown', beforeKeydown, true)
    document.removeEventListener('keydown', onKeydown)
  })
}
