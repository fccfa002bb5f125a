import { ref, watch } from 'vue'

export type Theme = 'system' | 'light' | 'dark'
export const themes: readonly Theme[] = ['system', 'light', 'dark']
const KEY = 'keshu.theme'
const dark = matchMedia('(prefers-color-scheme: dark)')

function stored(): Theme {
  try {
    const found = localStorage.getItem(KEY)
    return found === 'light' || found === 'dark' ? found : 'system'
  } catch {
    return 'system'
  }
}

export const theme = ref<Theme>(stored())
/** What is really shown; charts read their colours anew when it changes. */
export const shown = ref<'light' | 'dark'>('light')

function apply(): void {
  shown.value = theme.value === 'system' ? (dark.matches ? 'dark' : 'light') : theme.value
  document.documentElement.setAttribute('data-theme', shown.value)
}

watch(theme, value => {
  try {
    localStorage.setItem(KEY, value)
  } catch {
    // Not kept, but shown.
  }
  apply()
})
dark.addEventListener('change', apply)
apply()
