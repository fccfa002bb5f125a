import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { SetAside } from '@/api/types'
import OperationsPage from '@/operations/OperationsPage.vue'
import { byTestId, show } from './mounting'

const RAW = '<xml><Content><script>alert(1)</script></Content></xml>'
const aside: SetAside = {
  id: '9',
  channel: 'wechat',
  account: '服务台',
  user: 'oPoison',
  externalId: 'm9',
  receivedAt: '2026-03-02T08:00:00Z',
  kind: 'text',
  text: '坏消息',
  raw: RAW,
  traceId: 't9',
  reason: 'Data too long',
  discarded: false,
  acts: [{ what: 'tried_again', by: '小梅', at: '2026-03-02T09:00:00Z' }],
}

function hub(items: SetAside[], decided = 204) {
  const calls: string[] = []
  document.cookie = 'XSRF-TOKEN=t'
  vi.stubGlobal('fetch', (request: Request) => {
    const url = new URL(request.url)
    calls.push(`${request.method} ${url.pathname}${url.search}`)
    return Promise.resolve(
      request.method === 'GET'
        ? Response.json({ items, next: null })
        : new Response(decided === 204 ? null : JSON.stringify({ code: 'set_aside.decided' }), {
            status: decided,
          }),
    )
  })
  return calls
}
afterEach(() => vi.unstubAllGlobals())

describe('what was set aside', () => {
  it('is shown with its reason, its original as text, and who did what', async () => {
    hub([aside])
    const page = show(OperationsPage, {})
    await flushPromises()
    expect(page.text()).toContain('Data too long')
    expect(page.get(byTestId('set-aside-raw')).text()).toBe(RAW)
    expect(page.find('script').exists()).toBe(false)
    expect(page.text()).toContain('小梅 重试过')
    page.unmount()
  })

  it('is tried again at once, and discarded after a second word', async () => {
    const calls = hub([aside])
    const page = show(OperationsPage, {})
    await flushPromises()
    await page.get(byTestId('set-aside-discard')).trigger('click')
    expect(calls.filter(call => call.startsWith('POST'))).toEqual([])
    await page.get(byTestId('set-aside-discard-sure')).trigger('click')
    await flushPromises()
    expect(calls).toContain('POST /api/ops/set-aside/9/discard')
    expect(page.text()).toContain('没有待处理的消息')
    page.unmount()

    const again = hub([aside])
    const other = show(OperationsPage, {})
    await flushPromises()
    await other.get(byTestId('set-aside-retry')).trigger('click')
    await flushPromises()
    expect(again).toContain('POST /api/ops/set-aside/9/retry')
    other.unmount()
  })

  it('is read again when somebody else was faster', async () => {
    const calls = hub([aside], 409)
    const page = show(OperationsPage, {})
    await flushPromises()
    await page.get(byTestId('set-aside-retry')).trigger('click')
    await flushPromises()
    expect(calls.filter(call => call.startsWith('GET'))).toHaveLength(2)
    page.unmount()
  })
})
