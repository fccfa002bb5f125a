import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { firstOf, useAccounts } from '@/channels/accounts'
import { freshPinia } from './mounting'

const types = [
  { type: 'email', capabilities: ['SEND_TEXT', 'REACHES_MAILBOXES'] },
  { type: 'sms', capabilities: ['RECEIVE_TEXT', 'SEND_TEMPLATE'] },
  { type: 'web', capabilities: ['RECEIVE_TEXT', 'SEND_TEXT'] },
  { type: 'wechat', capabilities: ['SEND_TEXT', 'MENU', 'AUDIENCE', 'SCENE_CODES'] },
]
const accounts = [
  { id: '1', type: 'email', name: '邮箱', enabled: true },
  { id: '2', type: 'sms', name: '短信', enabled: true },
  { id: '3', type: 'wechat', name: '旧号', enabled: false },
  { id: '4', type: 'wechat', name: '小店', enabled: true },
  { id: '5', type: 'web', name: '官网', enabled: true },
]

beforeEach(() => {
  freshPinia()
  vi.stubGlobal('fetch', (request: Request) =>
    Promise.resolve(Response.json(request.url.endsWith('/channel-types') ? types : accounts)),
  )
})
afterEach(() => vi.unstubAllGlobals())

it('offers the accounts only whose channel can do what a page is about', async () => {
  const store = useAccounts()
  await store.load()
  await flushPromises()

  expect(store.able(['AUDIENCE'], ['SCENE_CODES']).map(each => each.id)).toEqual(['3', '4'])
  expect(store.able(['MENU'], ['RECEIVE_TEXT', 'SEND_TEXT']).map(each => each.id)).toEqual(['3', '4', '5'])
  expect(firstOf(store.able(['MENU']))?.id).toBe('4')
  expect(firstOf(store.able(['RECALL']))).toBeNull()
})
