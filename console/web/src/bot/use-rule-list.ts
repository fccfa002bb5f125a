import { computed, onMounted, onUnmounted, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { api, take } from '@/api/client'
import { ApiProblem } from '@/api/problem'
import type { RuleListPage, RuleRow } from '@/api/types'
import { useProblemWords } from '@/ui/problem-words'
import { toast } from '@/ui/toast'
import { moved } from './rules'

/** The rules in their order, as far as they were asked for; switching and moving them. */
export function useRuleList() {
  const { t } = useI18n()
  const problemWords = useProblemWords()
  const rows = shallowRef<RuleRow[] | null>(null)
  const page = shallowRef<Pick<RuleListPage, 'next' | 'total' | 'most' | 'order'>>({
    next: null,
    total: 0,
    most: 0,
    order: 0,
  })
  const search = ref('')
  const problem = ref<ApiProblem | null>(null)
  const busy = ref(false)
  /** For screen readers. */
  const said = ref('')
  /** Of the answers to several searches only the last one asked for counts. */
  let asked = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const movable = computed(() => search.value.trim() === '')

  async function read(more = false): Promise<void> {
    const mine = ++asked
    busy.value = true
    try {
      const query = {
        q: search.value.trim() || undefined,
        cursor: more ? (page.value.next ?? undefined) : undefined,
      }
      const found = await take(api.GET('/api/bot/rules', { params: { query } }))
      if (mine !== asked) return
      rows.value = more ? [...(rows.value ?? []), ...found.items] : found.items
      // Rows of before keep the order that they were read with.
      page.value = more ? { ...found, order: page.value.order } : found
      problem.value = null
    } catch (error) {
      if (mine !== asked) return
      if (rows.value) toast(problemWords(ApiProblem.from(error)), 'error')
      else problem.value = ApiProblem.from(error)
    } finally {
      if (mine === asked) busy.value = false
    }
  }

  watch(search, () => {
    clearTimeout(timer)
    timer = setTimeout(() => void read(), 250)
  })
  onMounted(() => read())
  onUnmounted(() => clearTimeout(timer))

  async function toggle(row: RuleRow, enabled: boolean): Promise<void> {
    try {
      const params = { path: { id: row.id } }
      const body = { version: row.version, enabled }
      const saved = await take(api.PUT('/api/bot/rules/{id}/enabled', { params, body }))
      rows.value = (rows.value ?? []).map(one =>
        one.id === row.id ? { ...one, version: saved.version, definition: saved.definition } : one,
      )
    } catch (error) {
      const found = ApiProblem.from(error)
      toast(found.fields[0]?.message ?? problemWords(found), 'error')
      await read()
    }
  }

  async function move(row: RuleRow, before: string | null): Promise<void> {
    if (row.id === before || busy.value) return
    busy.value = true
    const old = rows.value ?? []
    rows.value = moved(old, row.id, before)
    try {
      const params = { path: { id: row.id } }
      const body = { before: before ?? '', order: page.value.order }
      const { order } = await take(api.POST('/api/bot/rules/{id}/move', { params, body }))
      page.value = { ...page.value, order }
      const place = rows.value.findIndex(one => one.id === row.id) + 1
      said.value = t('rules.movedTo', { name: row.definition.name, n: place })
    } catch (error) {
      rows.value = old
      toast(problemWords(ApiProblem.from(error)), 'error')
      await read()
    } finally {
      busy.value = false
    }
  }

  /** One place up or down. Below the last row that is shown there may be others, which it must not jump over. */
  async function nudge(index: number, by: -1 | 1): Promise<void> {
    const list = rows.value ?? []
    const row = list[index]
    if (!row || index + by < 0 || index + by >= list.length) return
    const target = by < 0 ? list[index - 1] : list[index + 2]
    if (!target && page.value.next !== null) return
    await move(row, target?.id ?? null)
  }

  return { rows, page, search, problem, busy, said, movable, read, toggle, move, nudge }
}
