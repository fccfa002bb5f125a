import { computed, reactive, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { api, take } from '@/api/client'
import { ApiProblem } from '@/api/problem'
import type { RuleDefinition, RuleDetail } from '@/api/types'
import { useProblemWords } from '@/ui/problem-words'
import { toast } from '@/ui/toast'
import { blankRule, copyOf, differingParts } from './rules'
import { useRuleCheck } from './use-rule-check'

/** A rule being written: what is stored, what was changed here, and what came between. */
export function useRuleForm(id: string | null) {
  const { t } = useI18n()
  const router = useRouter()
  const problemWords = useProblemWords()
  const stored = shallowRef<RuleDetail | null>(null)
  const ground = shallowRef<RuleDefinition>(blankRule())
  const rule = reactive<RuleDefinition>(blankRule())
  const problem = ref<ApiProblem | null>(null)
  const busy = ref(false)
  const tried = ref(false)
  /** Somebody else was faster; without theirs, they deleted it. */
  const conflict = shallowRef<{ words: string; theirs: RuleDetail | null } | null>(null)
  const check = useRuleCheck(
    () => id,
    () => rule,
    tried,
  )
  const ready = computed(() => id === null || stored.value !== null)
  const dirty = computed(() => ready.value && differingParts(rule, ground.value).length > 0)
  const theyChanged = computed(() =>
    conflict.value?.theirs ? differingParts(conflict.value.theirs.definition, ground.value) : [],
  )

  function show(detail: RuleDetail): void {
    stored.value = detail
    ground.value = detail.definition
    Object.assign(rule, copyOf(detail.definition))
    conflict.value = null
    tried.value = true
    check.clear()
  }

  const read = (of: string): Promise<RuleDetail> =>
    take(api.GET('/api/bot/rules/{id}', { params: { path: { id: of } } }))

  /** A rule for a code begins with its scene. */
  function begin(): void {
    const { scene, name } = router.currentRoute.value.query
    if (typeof scene !== 'string' || scene === '') return
    rule.trigger = { ...rule.trigger, kind: 'SUBSCRIBED', scenes: [scene] }
    if (typeof name === 'string') rule.name = name
  }

  async function load(): Promise<void> {
    if (id === null) {
      begin()
      return
    }
    problem.value = null
    try {
      show(await read(id))
    } catch (error) {
      problem.value = ApiProblem.from(error)
    }
  }

  function discard(): void {
    if (stored.value) show(stored.value)
    else void router.push({ name: 'bot', params: { id: '' } })
  }

  async function save(): Promise<void> {
    if (busy.value) return
    busy.value = tried.value = true
    try {
      if (id === null || conflict.value?.theirs === null) {
        const created = await take(api.POST('/api/bot/rules', { body: rule }))
        await router.replace({ name: 'bot', params: { id: created.id } })
      } else {
        const body = { version: stored.value!.version, definition: rule }
        await take(api.PUT('/api/bot/rules/{id}', { params: { path: { id } }, body }))
        show(await read(id))
      }
      toast(t('form.saved'))
    } catch (error) {
      await failed(ApiProblem.from(error))
    } finally {
      busy.value = false
    }
  }

  async function failed(found: ApiProblem): Promise<void> {
    if (found.status === 422) check.refused(found.fields)
    else if (found.code === 'rule.deleted') conflict.value = { words: problemWords(found), theirs: null }
    else if (found.code === 'rule.changed' && id !== null) {
      try {
        conflict.value = { words: problemWords(found), theirs: await read(id) }
      } catch (error) {
        toast(problemWords(ApiProblem.from(error)), 'error')
      }
    } else toast(problemWords(found), 'error')
  }

  /** What they saved becomes the ground; what is written here stays, to be looked at and saved. */
  function keepMine(): void {
    const theirs = conflict.value?.theirs
    if (!theirs) return
    const mine = copyOf(rule)
    show(theirs)
    Object.assign(rule, mine)
  }

  return {
    stored,
    rule,
    problem,
    busy,
    conflict,
    check,
    ready,
    dirty,
    theyChanged,
    show,
    load,
    discard,
    save,
    keepMine,
  }
}
