import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { api, take } from '@/api/client'
import { ApiProblem } from '@/api/problem'
import type { ChannelAccount, ChannelAccountWrite, ChannelTypeView } from '@/api/types'

type ChannelCapability = ChannelTypeView['capabilities'][number]

/** The one that a page begins with: the first that is in use. */
export const firstOf = (accounts: readonly ChannelAccount[]): ChannelAccount | null =>
  accounts.find(account => account.enabled) ?? accounts[0] ?? null

/** The channel accounts and the kinds of channel there are. */
export const useAccounts = defineStore('accounts', () => {
  const types = shallowRef<readonly ChannelTypeView[]>([])
  const accounts = shallowRef<readonly ChannelAccount[] | null>(null)
  const problem = ref<ApiProblem | null>(null)
  const first = computed(() => firstOf(accounts.value ?? []))

  /** Those whose channel can do everything in one of these lists, in their order. */
  function able(...either: readonly (readonly ChannelCapability[])[]): readonly ChannelAccount[] {
    const can = new Set(
      types.value
        .filter(type => either.some(all => all.every(one => type.capabilities.includes(one))))
        .map(type => type.type),
    )
    return (accounts.value ?? []).filter(account => can.has(account.type))
  }

  async function load(): Promise<void> {
    try {
      const [foundTypes, found] = await Promise.all([
        take(api.GET('/api/channel-types')),
        take(api.GET('/api/channel-accounts')),
      ])
      types.value = foundTypes
      accounts.value = found
      problem.value = null
    } catch (error) {
      problem.value = ApiProblem.from(error)
    }
  }

  async function save(id: string | null, body: ChannelAccountWrite): Promise<ChannelAccount> {
    const saved = id
      ? await take(api.PUT('/api/channel-accounts/{id}', { params: { path: { id } }, body }))
      : await take(api.POST('/api/channel-accounts', { body }))
    const others = (accounts.value ?? []).filter(account => account.id !== saved.id)
    accounts.value = [...others, saved].sort((a, b) => a.name.localeCompare(b.name))
    return saved
  }

  return { types, accounts, first, able, problem, load, save }
})
