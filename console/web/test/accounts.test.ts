import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { AccountChange, ChannelAccount } from '@/api/types'
import AccountList from '@/channels/AccountList.vue'
import ChangeList from '@/channels/ChangeList.vue'
import DeleteAccount from '@/channels/DeleteAccount.vue'
import { byTestId, show } from './mounting'

const account: ChannelAccount = {
  id: '1',
  type: 'wechat',
  key: 'main',
  name: '主号',
  enabled: true,
  settings: {},
  secretsSet: ['appSecret'],
  version: 3,
  webhookUrl: null,
  embedding: null,
  declared: false,
  secretsUnreadable: false,
}
const change: AccountChange = {
  id: '1-3',
  account: '1',
  type: 'wechat',
  name: '主号',
  action: 'CHANGED',
  gone: false,
  by: '小梅',
  at: '2026-03-02T08:00:00Z',
  fields: [
    { field: 'name', label: '名称', secret: false, before: '老号', after: '主号' },
    { field: 'secrets.appSecret', label: 'AppSecret', secret: true, before: '', after: '' },
  ],
}

function hub(answer: (url: URL) => unknown) {
  const calls: string[] = []
  document.cookie = 'XSRF-TOKEN=t'
  vi.stubGlobal('fetch', (request: Request) => {
    const url = new URL(request.url)
    calls.push(`${request.method} ${url.pathname}${decodeURIComponent(url.search)}`)
    return Promise.resolve(
      request.method === 'DELETE' ? new Response(null, { status: 204 }) : Response.json(answer(url)),
    )
  })
  return calls
}
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

describe('channel accounts', () => {
  it('are searched by the hub, and read page by page', async () => {
    const row = (id: string) => ({
      account: { ...account, id, name: `号${id}` },
      receivedAt: null,
      sentAt: null,
      failedAt: null,
    })
    const calls = hub(url =>
      url.searchParams.get('cursor')
        ? { items: [row('2')], total: 2, next: null }
        : { items: [row('1')], total: 2, next: 'c' },
    )
    const list = show(AccountList, {})
    await flushPromises()
    await list.get(byTestId('more-accounts')).trigger('click')
    await flushPromises()
    expect(list.findAll(byTestId('account-row')).length).toBe(2)
    expect(list.find(byTestId('more-accounts')).exists()).toBe(false)
    await list.get(byTestId('account-search')).setValue('门店')
    await vi.waitFor(() => expect(calls.at(-1)).toContain('q=门店'))
    expect(calls.at(-1)).not.toContain('cursor')
    list.unmount()
  })

  it('show who changed what, and never a secret', async () => {
    hub(() => ({ items: [change], next: null }))
    const list = show(ChangeList, { account: '1' })
    await flushPromises()
    expect(list.text()).toContain('小梅 修改了 主号')
    expect(list.text()).toContain('名称：由“老号”改为“主号”')
    expect(list.text()).toContain('AppSecret：已更换')
    list.unmount()
  })

  it('are deleted once their name was typed', async () => {
    const calls = hub(() => ({ openConversations: 2, rules: ['欢迎'], ruleCount: 1, menu: true, codes: 0 }))
    const button = show(DeleteAccount, { account })
    await button.get(byTestId('account-delete')).trigger('click')
    await flushPromises()
    const confirm = document.querySelector<HTMLButtonElement>(byTestId('account-delete-confirm'))!
    expect(document.body.textContent).toContain('2 个进行中的会话会结束')
    expect(document.body.textContent).toContain('欢迎')
    expect(confirm.disabled).toBe(true)
    const name = document.querySelector<HTMLInputElement>(byTestId('delete-name'))!
    name.value = '主号'
    name.dispatchEvent(new Event('input'))
    await flushPromises()
    expect(confirm.disabled).toBe(false)
    confirm.click()
    await flushPromises()
    expect(calls).toContain('DELETE /api/channel-accounts/1?version=3&name=主号')
    button.unmount()
  })
})
