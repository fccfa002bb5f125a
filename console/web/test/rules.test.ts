import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { mount } from '@vue/test-utils'
import type { RuleDefinition, RuleRow } from '@/api/types'
import AnswerPreview from '@/bot/AnswerPreview.vue'
import RuleEditor from '@/bot/RuleEditor.vue'
import RuleList from '@/bot/RuleList.vue'
import {
  blankAnswer,
  blankCard,
  blankRule,
  differingParts,
  filledIn,
  lineProblems,
  lines,
  moved,
} from '@/bot/rules'
import { i18n, setLanguage } from '@/i18n'
import { byTestId, freshPinia, show } from './mounting'

const rule = (name: string, change: Partial<RuleDefinition> = {}): RuleDefinition => ({
  ...blankRule(),
  name,
  trigger: { ...blankRule().trigger, words: ['退款'] },
  answers: [{ ...blankAnswer(), text: '请填写退款单' }],
  ...change,
})
const row = (id: string): RuleRow => ({
  id,
  version: 1,
  definition: rule(`规则${id}`),
  hits: 12,
  recentHits: 3,
})

describe('rules', () => {
  it('move before others and to the end', () => {
    const list = [row('1'), row('2'), row('3')]
    const ids = (found: RuleRow[]) => found.map(one => one.id).join('')
    expect(ids(moved(list, '3', '1'))).toBe('312')
    expect(ids(moved(list, '1', null))).toBe('231')
    expect(ids(moved(list, '2', '2'))).toBe('123')
    expect(ids(moved(list, '9', '1'))).toBe('123')
  })

  it('are compared part by part, whatever the order in which parts were stored', () => {
    const stored = JSON.parse('{"name":"a","trigger":{"words":["x"],"kind":"KEYWORD"}}')
    const same = JSON.parse('{"trigger":{"kind":"KEYWORD","words":["x"]},"name":"a"}')
    expect(differingParts(stored, same)).toEqual([])
    expect(differingParts(rule('a'), rule('b', { stop: false }))).toEqual(['name', 'stop'])
  })

  it('show samples in place of placeholders', () => {
    const values = { customer: '', account: '商城' }
    expect(filledIn('{customer|朋友}您好，{account}欢迎{customer} {other}', values)).toBe(
      '朋友您好，商城欢迎 {other}',
    )
  })

  it('have words on lines, and problems that name the line', () => {
    expect(lines(' a \n\n b\n')).toEqual(['a', 'b'])
    const problems = [
      { field: 'trigger.words', message: '太多' },
      { field: 'trigger.words[1]', message: '不成立' },
      { field: 'trigger.wordsX[1]', message: '别的' },
    ]
    expect(lineProblems(problems, 'trigger.words')).toEqual([
      { line: 0, message: '太多' },
      { line: 2, message: '不成立' },
    ])
  })

  it('are previewed as the customer sees them', () => {
    const preview = show(AnswerPreview, {
      rule: rule('a', {
        answers: [{ ...blankAnswer(), kind: 'OPTIONS', text: '{customer|您}好', options: ['退款', '换货'] }],
      }),
    })
    expect(preview.text()).toContain('王女士好')
    expect(preview.findAll('.opt').map(one => one.text())).toEqual(['退款', '换货'])
    preview.unmount()
  })

  it('are previewed with a message for each card, as they arrive', () => {
    const card = (title: string) => ({ ...blankCard(), title, url: 'https://shop.example.com' })
    const preview = show(AnswerPreview, {
      rule: rule('a', {
        answers: [
          { ...blankAnswer(), kind: 'ARTICLES', articles: [card('新品'), card('活动')] },
          { ...blankAnswer(), kind: 'IMAGE', media: '7' },
        ],
      }),
    })
    expect(preview.findAll('.line').map(one => one.text())).toEqual([
      '新品https://shop.example.com',
      '活动https://shop.example.com',
      '',
    ])
    expect(preview.find('img').attributes('src')).toBe('/api/media/7')
    preview.unmount()
  })
})

describe("the rules' page", { timeout: 30_000 }, () => {
  let calls: { method: string; path: string; body: unknown }[] = []
  let answers: Record<string, () => Response> = {}

  beforeEach(() => {
    calls = []
    document.cookie = 'XSRF-TOKEN=t'
    vi.stubGlobal('fetch', async (request: Request) => {
      const path = new URL(request.url).pathname
      const text = request.method === 'GET' ? '' : await request.text()
      calls.push({ method: request.method, path, body: text ? JSON.parse(text) : null })
      return (answers[`${request.method} ${path}`] ?? (() => Response.json({ errors: [], warnings: [] })))()
    })
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  async function open(component: typeof RuleList | typeof RuleEditor, props: Record<string, unknown>) {
    const router = createRouter({
      history: createMemoryHistory(),
      routes: [
        { path: '/bot/:id?', name: 'bot', component: { render: () => null } },
        { path: '/channels/:id?', name: 'channels', component: { render: () => null } },
      ],
    })
    const pinia = freshPinia()
    const page = mount(component, {
      props,
      global: { plugins: [pinia, i18n, router] },
      attachTo: document.body,
    })
    await flushPromises()
    return { page, router }
  }

  const sent = (method: string, path: string) =>
    calls.filter(call => call.method === method && call.path === path).map(call => call.body)

  it('says what to do first while there is none', async () => {
    answers = { 'GET /api/bot/rules': () => Response.json({ items: [], next: null, total: 0, most: 10000 }) }
    const { page } = await open(RuleList, {})
    expect(page.text()).toContain('还没有自动回复')
    expect(page.find('.btn.pri').text()).toBe('新建规则')
    page.unmount()
  })

  it('moves a rule by the keyboard and keeps the focus on it', async () => {
    answers = {
      'GET /api/bot/rules': () =>
        Response.json({ items: ['1', '2', '3'].map(row), next: null, total: 3, most: 10000, order: 6 }),
      'POST /api/bot/rules/1/move': () => Response.json({ order: 7 }),
    }
    const { page } = await open(RuleList, {})
    await page.find('[data-handle="1"]').trigger('keydown', { key: 'ArrowDown' })
    await flushPromises()
    expect(sent('POST', '/api/bot/rules/1/move')).toEqual([{ before: '3', order: 6 }])
    expect(page.findAll(byTestId('rule-row')).map(one => one.attributes('data-rule'))).toEqual([
      '2',
      '1',
      '3',
    ])
    expect(document.activeElement?.getAttribute('data-handle')).toBe('1')
    page.unmount()
  })

  it('does not jump over rules that are not shown yet', async () => {
    answers = {
      'GET /api/bot/rules': () =>
        Response.json({ items: ['1', '2'].map(row), next: '1.2', total: 3, most: 10000 }),
    }
    const { page } = await open(RuleList, {})
    await page.find('[data-handle="1"]').trigger('keydown', { key: 'ArrowDown' })
    await flushPromises()
    expect(calls.filter(call => call.method === 'POST')).toEqual([])
    page.unmount()
  })

  it('says at the line what is wrong with a pattern while it is written, and not yet what is missing', async () => {
    vi.useFakeTimers()
    answers = {
      'POST /api/bot/rules/check': () =>
        Response.json({
          errors: [
            { field: 'name', code: 'required', message: '必填。' },
            { field: 'trigger.words[1]', code: 'pattern_invalid', message: '这个表达式不成立' },
          ],
          warnings: [{ field: 'trigger.words[0]', code: 'word_twice', message: '规则“售后”也用了' }],
        }),
    }
    const { page } = await open(RuleEditor, { id: null })
    await page.find(byTestId('match-PATTERN')).trigger('click')
    await page.find(byTestId('words')).setValue('退款\n(')
    await vi.advanceTimersByTimeAsync(400)
    await flushPromises()
    expect(page.text()).toContain('第 2 行：这个表达式不成立')
    expect(page.text()).toContain('第 1 行：规则“售后”也用了')
    expect(page.text()).not.toContain('必填')
    page.unmount()
  })

  it('asks again for what is wrong when the language changes', async () => {
    answers = {
      'POST /api/bot/rules/check': () => {
        const message = i18n.global.locale.value === 'zh' ? '这个表达式不成立' : 'Not a pattern'
        const errors = [{ field: 'trigger.words[0]', code: 'pattern_invalid', message }]
        return Response.json({ errors, warnings: [] })
      },
    }
    const { page } = await open(RuleEditor, { id: null })
    await page.find(byTestId('words')).setValue('(')
    await vi.waitFor(() => expect(page.text()).toContain('这个表达式不成立'))
    setLanguage('en')
    await vi.waitFor(() => expect(page.text()).toContain('Not a pattern'))
    expect(page.text()).not.toContain('这个表达式不成立')
    page.unmount()
  })

  it('puts the order back when somebody else has moved a rule meanwhile', async () => {
    const rows = (ids: string[], order: number) => () =>
      Response.json({ items: ids.map(row), next: null, total: 3, most: 10000, order })
    answers = {
      'GET /api/bot/rules': rows(['1', '2', '3'], 6),
      'POST /api/bot/rules/1/move': () =>
        Response.json({ code: 'rule.order_changed', detail: '小梅刚刚移动了规则' }, { status: 409 }),
    }
    const { page } = await open(RuleList, {})
    answers['GET /api/bot/rules'] = rows(['3', '1', '2'], 7)
    await page.find('[data-handle="1"]').trigger('keydown', { key: 'ArrowDown' })
    await flushPromises()
    expect(page.findAll(byTestId('rule-row')).map(one => one.attributes('data-rule'))).toEqual([
      '3',
      '1',
      '2',
    ])
    answers['POST /api/bot/rules/1/move'] = () => Response.json({ order: 8 })
    await page.find('[data-handle="1"]').trigger('keydown', { key: 'ArrowDown' })
    await flushPromises()
    expect(sent('POST', '/api/bot/rules/1/move')).toEqual([
      { before: '3', order: 6 },
      { before: '', order: 7 },
    ])
    page.unmount()
  })

  it('tells who was faster and what they changed, and keeps what was written here', async () => {
    let version = 3
    let name = '退款'
    answers = {
      'GET /api/bot/rules/9': () =>
        Response.json({ id: '9', version, definition: rule(name), changedBy: '小梅', changedAt: null }),
      'GET /api/bot/rules/changes': () => Response.json({ items: [], next: null }),
      'PUT /api/bot/rules/9': () => {
        version = 4
        name = '退款与换货'
        return Response.json({ code: 'rule.changed', detail: '小梅已修改了这条规则。' }, { status: 409 })
      },
    }
    const { page } = await open(RuleEditor, { id: '9' })
    await page.find(byTestId('answer-text')).setValue('新的回复')
    await page.find(byTestId('save')).trigger('click')
    await flushPromises()
    const notice = page.find(byTestId('conflict'))
    expect(notice.text()).toContain('小梅已修改了这条规则。')
    expect(notice.text()).toContain('对方改了：名称。')

    await notice.findAll('button')[1]!.trigger('click')
    answers['PUT /api/bot/rules/9'] = () =>
      Response.json({ id: '9', version: 5, definition: rule('退款'), warnings: [] })
    await page.find(byTestId('save')).trigger('click')
    await flushPromises()
    const last = sent('PUT', '/api/bot/rules/9').at(-1) as { version: number; definition: RuleDefinition }
    expect(last.version).toBe(4)
    expect(last.definition.answers[0]!.text).toBe('新的回复')
    page.unmount()
  })
})
