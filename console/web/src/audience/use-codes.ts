import { ref, shallowRef } from 'vue'
import { api, take } from '@/api/client'
import { ApiProblem } from '@/api/problem'
import type { SceneCode, SceneCodePage } from '@/api/types'

/** What is written in a code's form. No `validDays` means for ever, no `group` none. */
export interface CodeForm {
  name: string
  scene: string
  numbered: boolean
  group: string
  validDays: number | null
  renew: boolean
}

/** The codes of an account, page after page. */
export function useCodes(account: string, archived: () => boolean) {
  const codes = shallowRef<readonly SceneCode[] | null>(null)
  const limits = shallowRef<Pick<
    SceneCodePage,
    'longestScene' | 'longestDays' | 'mostPermanent' | 'highestNumber' | 'highestPermanentNumber'
  > | null>(null)
  const next = ref<string | null>(null)
  const problem = ref<ApiProblem | null>(null)

  async function read(before?: string): Promise<void> {
    try {
      const page = await take(
        api.GET('/api/scene-codes/{account}', {
          params: { path: { account }, query: { archived: archived(), before } },
        }),
      )
      codes.value = before ? [...(codes.value ?? []), ...page.items] : page.items
      limits.value = page
      next.value = page.next ?? null
      problem.value = null
    } catch (error) {
      problem.value = ApiProblem.from(error)
    }
  }

  const make = ({ name, scene, numbered, group, validDays }: CodeForm) =>
    take(
      api.POST('/api/scene-codes/{account}', {
        params: { path: { account } },
        body: { name, scene, numbered, group, validDays },
      }),
    )
  const renew = (code: SceneCode, validDays: number | null) =>
    take(
      api.POST('/api/scene-codes/{account}/{code}/renew', {
        params: { path: { account, code: code.id } },
        body: { validDays, version: code.version },
      }),
    )
  const change = (code: SceneCode, name: string, group: string, out: boolean) =>
    take(
      api.PUT('/api/scene-codes/{account}/{code}', {
        params: { path: { account, code: code.id } },
        body: { name, group, archived: out, version: code.version },
      }),
    )

  return {
    codes,
    limits,
    next,
    problem,
    load: () => read(),
    more: () => read(next.value ?? undefined),
    make,
    renew,
    change,
  }
}

/** Where a code's picture is; another version is another picture. */
export const pictureOf = (account: string, code: SceneCode, download = false): string =>
  `/api/scene-codes/${account}/${code.id}/picture?v=${code.version}${download ? '&download=true' : ''}`
