import type { VueWrapper } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ReplyLimits } from '@/api/types'
import { useSession } from '@/session/store'
import MessageComposer from '@/workbench/composer/MessageComposer.vue'
import { BROWSING, wantsFocus } from '@/workbench/composer/focus'
import { enterSends } from '@/workbench/composer/preferences'
import { useOutbox } from '@/workbench/composer/use-outbox'
import { byTestId, freshPinia, show } from './mounting'

const wechat: ReplyLimits = {
  canSend: true,
  maxLength: 2048,
  lengthUnit: 'bytes',
  sends: ['image', 'text'],
  media: [{ kind: 'image', maxBytes: 1000, contentTypes: ['image/png'], maxSeconds: null }],
  showsTyping: false,
  converts: [],
  linkSeconds: 604800,
  mostArticles: 1,
  allowance: null,
  recalls: false,
}
const allowed = (left: number, ms: number): ReplyLimits['allowance'] => ({
  countedAt: new Date().toISOString(),
  pools: [{ trigger: 'wrote', left, until: new Date(Date.now() + ms).toISOString() }],
  correction: null,
})
const textOnly: ReplyLimits = { ...wechat, sends: ['text'], media: [] }
let composer: VueWrapper
let sent: string[]

function open(change: { limits?: ReplyLimits | null; closed?: boolean; conversationId?: string } = {}) {
  const pinia = freshPinia()
  useSession().agent = { id: '1', username: 'mei', displayName: '小满' }
  sent = []
  useOutbox().send = (_id, text) => {
    sent.push(text)
    return undefined
  }
  const props = { conversationId: '7', limits: wechat, closed: false, ...change }
  composer = show(MessageComposer, props, pinia)
}
const field = () => composer.get<HTMLTextAreaElement>(byTestId('composer-input'))
const sendButton = () => composer.get<HTMLButtonElement>(byTestId('composer-send'))

beforeEach(() => {
  enterSends.value = true
  open()
})

describe('the composer', () => {
  it("counts in the channel's own unit against its limit", async () => {
    await field().setValue('你好 ab')
    expect(composer.get(byTestId('composer-count')).text()).toBe('9 / 2048 字节')
  })

  it('counts characters where the channel does, an emoji as one', async () => {
    composer.unmount()
    open({ limits: { ...textOnly, maxLength: 70, lengthUnit: 'chars' } })
    await field().setValue('你好😀')
    expect(composer.get(byTestId('composer-count')).text()).toBe('3 / 70 字')
  })

  it('takes exactly as much as the channel carries and says by how much more is too much', async () => {
    await field().setValue('长'.repeat(682) + 'ab')
    expect(sendButton().element.disabled).toBe(false)
    await field().setValue('长'.repeat(683) + 'ab')
    expect(sendButton().element.disabled).toBe(true)
    expect(composer.text()).toContain('超出 3 字节')
    await field().trigger('keydown', { key: 'Enter' })
    expect(sent).toEqual([])
  })

  it('sends on Enter what was written, without the blanks around it, and is empty at once', async () => {
    await field().setValue('  已寄出\n请查收  ')
    await field().trigger('keydown', { key: 'Enter' })
    expect(sent).toEqual(['已寄出\n请查收'])
    expect(field().element.value).toBe('')
  })

  it('breaks the line on Shift and Enter', async () => {
    await field().setValue('一')
    await field().trigger('keydown', { key: 'Enter', shiftKey: true })
    expect(sent).toEqual([])
  })

  it('sends once, however often it is clicked or the key repeats', async () => {
    await field().setValue('一次')
    const form = composer.get('form')
    form.element.dispatchEvent(new Event('submit'))
    form.element.dispatchEvent(new Event('submit'))
    await field().trigger('keydown', { key: 'Enter', repeat: true })
    expect(sent).toEqual(['一次'])
  })

  it('leaves Enter to the input method while it composes', async () => {
    await field().setValue('ni')
    await field().trigger('compositionstart')
    await field().trigger('keydown', { key: 'Enter' })
    await field().trigger('compositionend')
    await field().trigger('keydown', { key: 'Enter', keyCode: 229 })
    expect(sent).toEqual([])
    await field().trigger('keydown', { key: 'Enter' })
    expect(sent).toHaveLength(1)
  })

  it('needs Ctrl with Enter where the agent chose so', async () => {
    enterSends.value = false
    await field().setValue('一')
    await field().trigger('keydown', { key: 'Enter' })
    expect(sent).toEqual([])
    await field().trigger('keydown', { key: 'Enter', ctrlKey: true })
    expect(sent).toEqual(['一'])
  })

  it('sends nothing but blanks to nobody', async () => {
    await field().setValue(' \n ')
    expect(sendButton().element.disabled).toBe(true)
  })

  it('keeps what was begun when the agent goes elsewhere and comes back', async () => {
    await field().setValue('还没写完')
    composer.unmount()
    open({ conversationId: '8' })
    expect(field().element.value).toBe('')
    composer.unmount()
    open()
    expect(field().element.value).toBe('还没写完')
  })

  it('says why nothing can be written', () => {
    composer.unmount()
    open({ closed: true })
    expect(composer.get(byTestId('composer-closed')).text()).toContain('会话已结束')
    composer.unmount()
    open({ limits: { ...textOnly, canSend: false, maxLength: null, lengthUnit: 'chars' } })
    expect(composer.get(byTestId('composer-closed')).text()).toContain('不能回复')
  })

  it('shows what is left, and warns near the end', () => {
    composer.unmount()
    open({ limits: { ...wechat, allowance: allowed(4, 47 * 3_600_000) } })
    expect(composer.get(byTestId('reply-left')).text()).toBe('还可发 4 条')
    expect(composer.get(byTestId('reply-time')).text()).toMatch(/^4[67]:/)
    expect(composer.get(byTestId('reply-window')).attributes('data-near')).toBe('false')
    composer.unmount()
    open({ limits: { ...wechat, allowance: allowed(1, 47 * 3_600_000) } })
    expect(composer.get(byTestId('reply-window')).attributes('data-near')).toBe('true')
  })

  it('keeps what was written when the window closes meanwhile, and offers what is left', async () => {
    vi.useFakeTimers()
    try {
      composer.unmount()
      open({ limits: { ...wechat, sends: ['template', 'text'], allowance: allowed(2, 5_000) } })
      await field().setValue('还没写完')
      await vi.advanceTimersByTimeAsync(6_000)
      expect(composer.get(byTestId('reply-closed')).text()).toContain('草稿')
      expect(field().element.value).toBe('还没写完')
      expect(sendButton().element.disabled).toBe(true)
      await field().trigger('keydown', { key: 'Enter' })
      expect(sent).toEqual([])
      expect(composer.find(byTestId('reply-template')).exists()).toBe(true)
    } finally {
      vi.useRealTimers()
    }
  })

  it('takes the cursor, unless the agent only steps through the list', () => {
    expect(document.activeElement).toBe(field().element)
    expect(wantsFocus({ [BROWSING]: true })).toBe(false)
    expect(wantsFocus(null)).toBe(true)
  })

  it('offers pictures where the channel carries them, and shows them before they are sent', async () => {
    const picture = new File([new Uint8Array(3)], '照片.png', { type: 'image/png' })
    const large = new File([new Uint8Array(1001)], '太大.png', { type: 'image/png' })
    expect(composer.find(byTestId('attach')).exists()).toBe(true)
    await field().trigger('paste', { clipboardData: { files: [picture, large] } })
    const dialog = document.querySelectorAll(byTestId('attachment'))
    expect([...dialog].map(e => e.textContent)).toEqual(['照片.png3 B', '太大.png太大，最大 1000 B'])
    composer.unmount()
    open({ limits: textOnly })
    expect(composer.find(byTestId('attach')).exists()).toBe(false)
  })
})
