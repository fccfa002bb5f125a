import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { ElMessageBox } from 'element-plus/es/components/message-box/index'
import 'element-plus/es/components/message-box/style/css'
import { api, take } from '@/api/client'
import { ApiProblem } from '@/api/problem'
import type { MenuChange, MenuVersion } from '@/api/types'
import { useProblemWords } from '@/ui/problem-words'
import { toast } from '@/ui/toast'
import type { useMenu } from './use-menu'

/** Asking before publishing, rolling back or pulling, and telling how it ended. */
export function usePublishing(menu: ReturnType<typeof useMenu>) {
  const { t } = useI18n()
  const words = useProblemWords()
  const asking = ref(false)
  const history = ref(false)
  const back = shallowRef<MenuVersion | null>(null)
  const confirm = shallowRef<readonly MenuChange[]>([])

  function ask(): void {
    back.value = null
    confirm.value = menu.state.value?.changes ?? []
    asking.value = true
  }

  /** What customers will see differently is what the old version has and the live one has not. */
  async function askBack(version: MenuVersion): Promise<void> {
    try {
      const path = { account: menu.state.value!.account, number: version.number }
      confirm.value = await take(
        api.GET('/api/menus/{account}/versions/{number}/changes', { params: { path } }),
      )
      back.value = version
      asking.value = true
    } catch (error) {
      toast(words(ApiProblem.from(error)), 'error')
    }
  }

  async function tell(problem: ApiProblem): Promise<void> {
    const changed = problem.fields.map(field => field.message).join('\n')
    await ElMessageBox.alert(changed || words(problem), changed ? words(problem) : t('menus.notPublished'), {
      confirmButtonText: t('menus.understood'),
      customStyle: { whiteSpace: 'pre-line' },
    }).catch(() => undefined)
    if (problem.status === 409) await menu.load()
  }

  async function run(): Promise<void> {
    try {
      const found = await (back.value ? menu.rollBack(back.value.number) : menu.publish())
      asking.value = false
      if (found.latest?.state === 'PUBLISHED') toast(t('menus.published', { n: found.latest.number }))
    } catch (error) {
      asking.value = false
      await tell(ApiProblem.from(error))
    }
  }

  async function pull(): Promise<void> {
    if (menu.draft.value?.items.length) {
      const sure = await ElMessageBox.confirm(t('menus.pullText'), t('menus.pullTitle'), {
        confirmButtonText: t('menus.pull'),
        cancelButtonText: t('cancel'),
      }).catch(() => null)
      if (!sure) return
    }
    try {
      if (!(await menu.flush())) return
      const left = await menu.pull()
      if (left.length) toast(t('menus.leftOut', { names: left.join(t('comma')) }), 'info')
      else toast(t('menus.pulled'))
    } catch (error) {
      const problem = ApiProblem.from(error)
      if (problem.status === 409) await tell(problem)
      else toast(words(problem), 'error')
    }
  }

  async function remove(): Promise<void> {
    const sure = await ElMessageBox.confirm(t('menus.deleteText'), t('menus.deleteTitle'), {
      confirmButtonText: t('menus.delete'),
      cancelButtonText: t('cancel'),
    }).catch(() => null)
    if (!sure) return
    try {
      if (await menu.flush()) await menu.remove()
    } catch (error) {
      await tell(ApiProblem.from(error))
    }
  }

  return { asking, history, back, confirm, ask, askBack, run, pull, remove }
}
