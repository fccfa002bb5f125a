import { onUnmounted, ref, shallowRef } from 'vue'
import { api, take } from '@/api/client'
import { ApiProblem } from '@/api/problem'
import type { Audience, Follower } from '@/api/types'

const LOOK_AGAIN = 1_500

/** An account's followers and tags as the hub knows them. */
export function useAudience(account: string) {
  const audience = shallowRef<Audience | null>(null)
  const problem = ref<ApiProblem | null>(null)
  const path = { account }
  let timer = 0

  function show(found: Audience): void {
    audience.value = found
    problem.value = null
    clearTimeout(timer)
    // Somebody reads them right now: look again until that has ended.
    if (found.reading) timer = window.setTimeout(() => void load(), LOOK_AGAIN)
  }

  async function load(): Promise<void> {
    try {
      show(await take(api.GET('/api/audience/{account}', { params: { path } })))
    } catch (error) {
      problem.value = ApiProblem.from(error)
    }
  }

  const refresh = async () =>
    show(await take(api.POST('/api/audience/{account}/refresh', { params: { path } })))
  const create = async (name: string) =>
    show(await take(api.POST('/api/audience/{account}/tags', { params: { path }, body: { name } })))
  const rename = async (tag: string, was: string, name: string) =>
    show(
      await take(
        api.PUT('/api/audience/{account}/tags/{tag}', {
          params: { path: { account, tag } },
          body: { was, name },
        }),
      ),
    )
  const remove = async (tag: string, was: string) =>
    show(
      await take(
        api.DELETE('/api/audience/{account}/tags/{tag}', {
          params: { path: { account, tag }, query: { was } },
        }),
      ),
    )
  const mark = async (tag: string, users: string[], bear: boolean) =>
    show(
      await take(
        api.POST('/api/audience/{account}/tags/{tag}/members', {
          params: { path: { account, tag } },
          body: { users, bear },
        }),
      ),
    )

  onUnmounted(() => clearTimeout(timer))
  return { audience, problem, load, refresh, create, rename, remove, mark }
}

/** Followers, page after page. */
export function useFollowers(account: string, tag: () => string) {
  const followers = shallowRef<readonly Follower[] | null>(null)
  const next = ref<string | null>(null)
  const problem = ref<ApiProblem | null>(null)

  async function read(cursor?: string): Promise<void> {
    try {
      const page = await take(
        api.GET('/api/audience/{account}/followers', {
          params: { path: { account }, query: { tag: tag() || undefined, cursor } },
        }),
      )
      followers.value = cursor ? [...(followers.value ?? []), ...page.items] : page.items
      next.value = page.next ?? null
      problem.value = null
    } catch (error) {
      problem.value = ApiProblem.from(error)
    }
  }

  return { followers, next, problem, load: () => read(), more: () => read(next.value ?? undefined) }
}
