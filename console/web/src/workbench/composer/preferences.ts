import { ref, watch } from 'vue'

const KEY = 'keshu.enterSends'

function stored(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'false'
  } catch {
    return true
  }
}

/** Whether Enter sends and Shift+Enter breaks the line; otherwise Ctrl+Enter sends. */
export const enterSends = ref(stored())
watch(enterSends, on => {
  try {
    localStorage.setItem(KEY, String(on))
  } catch {
    // Holds until the page is left.
  }
})
