import { computed, ref } from 'vue'
import { api, take } from '@/api/client'
import { ApiProblem } from '@/api/problem'
import type { Message, TemplateList } from '@/api/types'
import { newClientId } from '../ids'
import type { Link } from './template'

/** The account's templates, and sending one; those of another account where they go another way. */
export function useTemplates(conversationId: () => string, way: () => string | undefined = () => undefined) {
  const list = ref<TemplateList | null>(null)
  const problem = ref<ApiProblem | null>(null)
  const loading = ref(false)
  const search = ref('')
  // The same until it arrived: a second try after a lost answer is the same message.
  let clientId = newClientId()

  async function load(refresh: boolean): Promise<void> {
    if (loading.value) return
    loading.value = true
    problem.value = null
    try {
      list.value = await take(
        api.GET('/api/conversations/{id}/templates', {
          params: { path: { id: conversationId() }, query: { refresh, way: way() } },
        }),
      )
    } catch (error) {
      problem.value = ApiProblem.from(error)
    } finally {
      loading.value = false
    }
  }

  const found = computed(() => {
    const words = search.value.trim().toLowerCase()
    return (list.value?.templates ?? []).filter(
      one => !words || `${one.title}\n${one.text}`.toLowerCase().includes(words),
    )
  })

  async function send(templateId: string, values: Record<string, string>, link: Link): Promise<Message> {
    const message = await take(
      api.POST('/api/conversations/{id}/messages/template', {
        params: { path: { id: conversationId() }, query: { way: way() } },
        body: {
          clientId,
          templateId,
          values,
          url: link.url.trim(),
          appId: link.appId.trim(),
          path: link.path.trim(),
        },
      }),
    )
    clientId = newClientId()
    return message
  }

  return { list, problem, loading, search, found, load, send }
}
