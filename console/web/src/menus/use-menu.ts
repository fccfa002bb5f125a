import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { api, take } from '@/api/client'
import { ApiProblem } from '@/api/problem'
import type { Menu, MenuState } from '@/api/types'
import { onLanguageChange } from '@/i18n/on-language'
import { faultsOf } from './limits'

/** Typing pauses this long before the draft is saved. */
const PAUSE_MS = 800

const copy = (menu: Menu): Menu => JSON.parse(JSON.stringify(menu)) as Menu

/** One account's menu: the draft as it is edited and saved by itself, and what was published of it. */
export function useMenu(account: Ref<string>) {
  const state = shallowRef<MenuState | null>(null)
  const draft = ref<Menu | null>(null)
  const problem = ref<ApiProblem | null>(null)
  const saveProblem = ref<ApiProblem | null>(null)
  /** Somebody else changed the draft: who, and in its fields what. */
  const conflict = shallowRef<ApiProblem | null>(null)
  const busy = ref(false)
  const saving = ref(false)
  const dirty = ref(false)
  const faults = computed(() => (draft.value && state.value ? faultsOf(draft.value, state.value.limits) : []))
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | null = null
  let quiet = false
  const path = () => ({ account: account.value })

  /** Takes what the hub has; what is written here stays unless it is to be replaced. */
  function adopt(found: MenuState, replace: boolean): void {
    state.value = found
    if (!replace) return
    quiet = true
    draft.value = copy(found.draft)
    dirty.value = false
    conflict.value = null
    saveProblem.value = null
  }

  async function load(): Promise<void> {
    clearTimeout(timer)
    const asked = account.value
    try {
      const found = await take(api.GET('/api/menus/{account}', { params: { path: path() } }))
      if (asked !== account.value) return
      problem.value = null
      adopt(found, true)
    } catch (error) {
      if (asked === account.value) problem.value = ApiProblem.from(error)
    }
  }

  async function saveOnce(): Promise<void> {
    if (!draft.value || !state.value) return
    const asked = account.value
    const body = { version: state.value.version, menu: copy(draft.value) }
    dirty.value = false
    saving.value = true
    try {
      const found = await take(api.PUT('/api/menus/{account}/draft', { params: { path: path() }, body }))
      if (asked !== account.value) return
      saveProblem.value = null
      adopt(found, false)
    } catch (error) {
      if (asked !== account.value) return
      const failed = ApiProblem.from(error)
      dirty.value = true
      if (failed.code === 'menu.changed') conflict.value = failed
      else saveProblem.value = failed
    } finally {
      saving.value = false
    }
  }

  /** Saves what is not saved yet; one at a time, so that versions follow each other. */
  async function flush(): Promise<boolean> {
    clearTimeout(timer)
    if (running) await running
    if (dirty.value && !conflict.value) {
      running = saveOnce()
      await running
      running = null
    }
    return !dirty.value
  }

  watch(
    draft,
    () => {
      if (quiet) {
        quiet = false
        return
      }
      dirty.value = true
      clearTimeout(timer)
      timer = setTimeout(() => void flush(), PAUSE_MS)
    },
    { deep: true },
  )
  watch(
    account,
    () => {
      state.value = null
      draft.value = null
      void load()
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    if (dirty.value) void flush()
  })
  onLanguageChange(() => {
    if (problem.value) void load()
    // What is refused or overtaken is so again, in the words of now.
    if (saveProblem.value || conflict.value) void saveOnce()
  })

  /** What is written here goes over what somebody else saved, which was shown before. */
  async function keepMine(): Promise<void> {
    const mine = draft.value
    const found = await take(api.GET('/api/menus/{account}', { params: { path: path() } }))
    adopt(found, false)
    conflict.value = null
    if (mine) await flush()
  }

  /** Runs one of the calls that change what customers see. */
  async function change<T>(call: () => Promise<T>): Promise<T> {
    busy.value = true
    try {
      return await call()
    } finally {
      busy.value = false
    }
  }

  const seen = () => ({ version: state.value!.version, live: state.value!.live ?? 0 })

  function publish(): Promise<MenuState> {
    return change(async () => {
      const found = await take(
        api.POST('/api/menus/{account}/publish', { params: { path: path() }, body: seen() }),
      )
      adopt(found, false)
      return found
    })
  }

  function rollBack(number: number): Promise<MenuState> {
    return change(async () => {
      const found = await take(
        api.POST('/api/menus/{account}/versions/{number}/roll-back', {
          params: { path: { ...path(), number } },
          body: seen(),
        }),
      )
      adopt(found, false)
      return found
    })
  }

  /** Takes the menu away from customers; the draft stays. */
  function remove(): Promise<MenuState> {
    return change(async () => {
      const found = await take(
        api.POST('/api/menus/{account}/delete', { params: { path: path() }, body: seen() }),
      )
      adopt(found, false)
      return found
    })
  }

  function pull(): Promise<readonly string[]> {
    return change(async () => {
      const found = await take(
        api.POST('/api/menus/{account}/pull', {
          params: { path: path() },
          body: { version: state.value!.version },
        }),
      )
      adopt(found.state, true)
      return found.leftOut
    })
  }

  return {
    state,
    draft,
    problem,
    saveProblem,
    conflict,
    busy,
    saving,
    dirty,
    faults,
    load,
    flush,
    keepMine,
    publish,
    rollBack,
    remove,
    pull,
  }
}
