import type { Ref } from 'vue'

/** What a browser reports for keys that an input method took. */
const TAKEN_BY_IME = 229

/**
 * Listeners for a field in which Enter may send. An Enter that ends a composition chooses a candidate and never sends: some
 * browsers report it during the composition, Safari just after its end.
 */
export function useEnterKey(options: { enterSends: Ref<boolean>; send: () => void }) {
  let composing = false

  function keydown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || composing || event.isComposing || event.keyCode === TAKEN_BY_IME) return
    const ctrl = event.ctrlKey || event.metaKey
    if (event.shiftKey || event.altKey || (!options.enterSends.value && !ctrl)) return
    event.preventDefault()
    // A key held down is one wish.
    if (!event.repeat) options.send()
  }

  return {
    keydown,
    compositionstart: () => (composing = true),
    compositionend: () => (composing = false),
  }
}
