import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TemplateList } from '@/api/types'
import TemplateDialog from '@/workbench/composer/cards/TemplateDialog.vue'
import { byTestId, show } from './mounting'
import { message } from './samples'

const list: TemplateList = {
  templates: [
    {
      id: 'T1',
      title: '服务进度提醒',
      text: '事项：{{thing1}}',
      example: '事项：更换灯罩',
      linked: true,
      left: null,
      fields: [{ name: 'thing1', label: '事项', kind: 'thing', maxLength: 20, pattern: null }],
    },
  ],
  at: '2026-03-02T08:00:00Z',
  problem: null,
}
let answers: ((request: Request) => Response)[]
let asked: Request[]

function answer(body: unknown, status = 200): void {
  answers.push(() => Response.json(body, { status }))
}
const on = <E extends Element = HTMLElement>(id: string) => document.querySelector<E>(byTestId(id))

async function open() {
  const dialog = show(TemplateDialog, { conversationId: '7' })
  await flushPromises()
  return dialog
}
async function write(words: string): Promise<void> {
  const field = on<HTMLInputElement>('field-thing1')!
  field.value = words
  field.dispatchEvent(new Event('input'))
  await flushPromises()
}
async function press(id: string): Promise<void> {
  on<HTMLButtonElement>(id)!.click()
  await flushPromises()
}

beforeEach(() => {
  document.body.replaceChildren()
  document.cookie = 'XSRF-TOKEN=t'
  answers = []
  asked = []
  vi.stubGlobal('fetch', (request: Request) => {
    asked.push(request.clone())
    return Promise.resolve((answers.shift() ?? (() => Response.error()))(request))
  })
})
afterEach(() => vi.unstubAllGlobals())

describe('the dialog of templates', () => {
  it('offers what the customer consented to, with how much is left, and says why it offers no more', async () => {
    const [known] = list.templates
    answer({
      ...list,
      templates: [
        { ...known!, left: 2 },
        { ...known!, id: 'T2', left: 0 },
      ],
    })
    const dialog = await open()

    const picks = [...document.querySelectorAll<HTMLButtonElement>(byTestId('template'))]
    const left = [...document.querySelectorAll(byTestId('template-left'))]
    expect(picks.map(pick => pick.disabled)).toEqual([false, true])
    expect(left[0]!.textContent).toContain('2')
    expect(left[1]!.textContent).toContain('客户没有同意接收')
    dialog.unmount()
  })

  it('says at the field what is missing, and sends what is whole', async () => {
    answer(list)
    const dialog = await open()
    await press('template')
    await press('card-send')
    expect(on('field-thing1-help')!.textContent).toContain('请填写')
    expect(asked).toHaveLength(1)

    await write('更换灯罩')
    expect(on('template-card')!.textContent).toContain('更换灯罩')
    answer(message(3), 201)
    await press('card-send')
    expect(await asked[1]!.json()).toMatchObject({
      templateId: 'T1',
      values: { thing1: '更换灯罩' },
      url: '',
    })
    expect(dialog.emitted('close')).toHaveLength(1)
  })

  it('stays with what was filled in when the hub refuses a field, and sends a second try under the same id', async () => {
    answer(list)
    await open()
    await press('template')
    await write('更换灯罩')
    answer(
      {
        code: 'request.invalid',
        detail: '有些内容需要修改。',
        fields: [{ field: 'values.thing1', code: 'too_long', message: '太长了' }],
      },
      422,
    )
    await press('card-send')
    expect(on('field-thing1-help')!.textContent).toContain('太长了')
    expect(on<HTMLInputElement>('field-thing1')!.value).toBe('更换灯罩')

    await press('card-send')
    expect(on('card-problem')).not.toBeNull()
    const ids = await Promise.all(asked.slice(1).map(async request => (await request.json()).clientId))
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
  })

  it('says when the account has none, and when the platform could not be asked', async () => {
    answer({ ...list, templates: [] })
    const none = await open()
    expect(document.body.textContent).toContain('还没有模板')
    none.unmount()
    answer({ templates: [], at: null, problem: '账号没有发送权限' })
    const away = await open()
    expect(document.body.textContent).toContain('账号没有发送权限')
    expect(document.body.textContent).not.toContain('还没有模板')
    away.unmount()
  })

  it('asks anew when told to, and goes on showing what it had', async () => {
    answer(list)
    await open()
    answer({ ...list, problem: '平台繁忙' })
    await press('template-refresh')
    expect(asked[1]!.url).toContain('refresh=true')
    expect(document.body.textContent).toContain('平台繁忙')
    expect(on('template')).not.toBeNull()
  })
})
