import { onScopeDispose, ref, type Ref } from 'vue'

function useMedia(query: string): Ref<boolean> {
  const list = matchMedia(query)
  const matches = ref(list.matches)
  const update = () => (matches.value = list.matches)
  list.addEventListener('change', update)
  onScopeDispose(() => list.removeEventListener('change', update))
  return matches
}

/** One column at a time. */
export const usePhone = () => useMedia('(max-width: 700px)')
/** Room for the customer panel beside the thread. */
export const useWide = () => useMedia('(min-width: 1280px)')
