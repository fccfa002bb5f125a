import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ChannelAccount, Menu, MenuState, MenuVersion } from '@/api/types'
import { newItem } from '@/menus/edit'
import MenuEditor from '@/menus/MenuEditor.vue'
import { byTestId, show } from './mounting'
import { menuLimits } from './samples'

const account = { id: '7', type: 'wechat', name: '小店', enabled: true } as ChannelAccount
const help = { ...newItem(), id: 'a', key: 'a', name: '帮助', text: '好' }
const menu = (...items: Menu['items']): Menu => ({ intro: '', items, tagged: [] })

function version(number: number, of: Menu, change: Partial<MenuVersion> = {}): MenuVersion {
  return {
    number,
    state: 'PUBLISHED',
    by: '小梅',
    startedAt: '2026-05-01T04:00:00Z',
    endedAt: '2026-05-01T04:00:01Z',
    rolledBack: null,
    problem: null,
    detail: null,
    changes: [],
    menu: of,
    present: null,
    ...change,
  }
}

/** The hub's menus in memory: draft with versions, and what is published of it. */
class FakeMenus {
  draft = menu()
  version = 0
  live: MenuVersion | null = null
  latest: MenuVersion | null = null
  readonly calls: string[] = []
  /** What the next call that changes something ends in instead. */
  next: Response | null = null

  state(): MenuState {
    return {
      account: '7',
      limits: menuLimits(),
      draft: this.draft,
      version: this.version,
      editedBy: '小梅',
      editedAt: null,
      live: this.live?.number ?? null,
      latest: this.latest,
      liveVersion: this.live,
      changes: this.live ? [] : [{ kind: 'ADDED', item: 'a', name: '帮助', was: '', audience: '' }],
      faults: [],
      words: '',
    }
  }

  async answer(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname.replace('/api/menus/7', '')
    this.calls.push(`${request.method} ${path}`)
    if (path === '/clicks') return Response.json([{ version: 1, item: 'a', clicks: 12 }])
    if (request.method === 'GET') return Response.json(this.state())
    const next = this.next
    this.next = null
    if (next) return next
    const body = await request.json()
    if (path === '/draft') {
      this.draft = body.menu
      this.version++
    } else this.live = this.latest = version((this.latest?.number ?? 0) + 1, this.draft)
    return Response.json(this.state())
  }
}

let hub: FakeMenus

beforeEach(() => {
  hub = new FakeMenus()
  document.cookie = 'XSRF-TOKEN=t'
  vi.stubGlobal('fetch', (request: Request) => hub.answer(request))
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => (document.body.innerHTML = ''))

async function opened() {
  const page = show(MenuEditor, { account })
  await flushPromises()
  return page
}

async function pass(ms: number) {
  await vi.advanceTimersByTimeAsync(ms)
  await flushPromises()
}

it('saves what is written by itself and shows it on the phone', async () => {
  const page = await opened()
  expect(page.text()).toContain('还没有菜单')
  await page.find(byTestId('add-top')).trigger('click')
  await page.find(`input${byTestId('menu-name')}`).setValue('售后')
  await page.find(`textarea${byTestId('menu-text')}`).setValue('请说')
  expect(page.find(byTestId('menu-preview')).text()).toContain('售后')
  await pass(1000)
  expect(hub.calls.filter(call => call === 'PUT /draft')).toHaveLength(1)
  expect(hub.draft.items[0]).toMatchObject({ name: '售后', text: '请说', action: 'REPLY' })
})

it('counts bytes while typing, names the limit at the field and lets nothing be published', async () => {
  hub.draft = menu(help)
  const page = await opened()
  await page.find(byTestId('menu-entry')).trigger('click')
  await page.find(`input${byTestId('menu-name')}`).setValue('售后保修服务')
  expect(page.find(byTestId('menu-name-count')).text()).toBe('6 个字，18 / 16 字节')
  expect(page.text()).toContain('最多 16 字节')
  expect(page.find(byTestId('menu-faults')).text()).toContain('1 处')
  expect(page.find(byTestId('publish')).attributes('disabled')).toBeDefined()
  expect(page.find(byTestId('menu-preview')).text()).toContain('售后保修服…')
  await pass(1000)
})

it('asks before publishing and says what changes', async () => {
  hub.draft = menu(help)
  hub.version = 3
  const page = await opened()
  await page.find(byTestId('publish')).trigger('click')
  await pass(0)
  expect(document.body.textContent).toContain('新增“帮助”')
  expect(hub.calls).not.toContain('POST /publish')
  document.querySelector<HTMLElement>(byTestId('publish-confirm'))!.click()
  await pass(0)
  expect(hub.calls).toContain('POST /publish')
  expect(page.text()).toContain('线上第 1 版')
  expect(page.text()).toContain('点击 12 次')
})

it('keeps what is written when somebody else changed the draft, and asks whose it shall be', async () => {
  hub.draft = menu(help)
  hub.version = 3
  const page = await opened()
  await page.find(byTestId('menu-entry')).trigger('click')
  const fields = [{ field: 'a', code: 'renamed', message: '“帮助”改名为“服务”' }]
  hub.next = Response.json(
    { code: 'menu.changed', detail: '小梅刚刚改了这份草稿。', fields },
    { status: 409 },
  )
  await page.find(`input${byTestId('menu-name')}`).setValue('我的')
  await pass(1000)
  expect(page.find(byTestId('menu-conflict')).text()).toContain('小梅刚刚改了这份草稿。')
  expect(page.find(byTestId('menu-conflict-changes')).text()).toBe('“帮助”改名为“服务”')
  expect(page.find<HTMLInputElement>(`input${byTestId('menu-name')}`).element.value).toBe('我的')
  await page.findAll(`${byTestId('menu-conflict')} button`)[1]!.trigger('click')
  await pass(0)
  expect(page.find(byTestId('menu-conflict')).exists()).toBe(false)
  expect(hub.draft.items[0]!.name).toBe('我的')
})

it('tells what customers see after a publication that did not work', async () => {
  hub.draft = menu(help)
  hub.latest = version(2, hub.draft, { state: 'UNCHANGED', problem: '账号今天的调用额度已用完（45009）' })
  const page = await opened()
  expect(page.find(byTestId('menu-failed')).text()).toContain(
    '第 2 版没有发布成功：账号今天的调用额度已用完（45009）',
  )
  expect(page.find(byTestId('menu-failed')).text()).toContain('仍是原来的菜单')
})

it('moves entries by keyboard and keeps the focus on what moved', async () => {
  hub.draft = menu(help, { ...help, id: 'b', key: 'b', name: '订单' })
  const page = await opened()
  const entry = page.findAll(byTestId('menu-entry'))[0]!
  await entry.trigger('keydown', { key: 'ArrowDown', altKey: true })
  await flushPromises()
  expect(page.findAll(byTestId('menu-entry')).map(e => e.text())).toEqual(['订单', '帮助'])
  expect(document.activeElement?.textContent?.trim()).toBe('帮助')
  await pass(1000)
  expect(hub.draft.items.map(item => item.name)).toEqual(['订单', '帮助'])
})
