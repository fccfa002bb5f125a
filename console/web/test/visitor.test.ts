import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useSignals } from '@/workbench/live/signals'
import DeliveryLine from '@/workbench/thread/DeliveryLine.vue'
import FormCard from '@/workbench/thread/FormCard.vue'
import MessageContentView from '@/workbench/thread/MessageContentView.vue'
import TypingLine from '@/workbench/thread/TypingLine.vue'
import { byTestId, freshPinia, show } from './mounting'
import { delivery } from './samples'

describe('what a visitor does at the moment', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    freshPinia()
  })

  it('is shown while she writes, and no longer', async () => {
    const pinia = freshPinia()
    const signals = useSignals()
    const line = show(TypingLine, { conversationId: '7', customer: '访客' }, pinia)
    expect(line.find(byTestId('typing-preview')).exists()).toBe(false)
    signals.take({ id: '7', typing: true, text: '我想要红' })
    await line.vm.$nextTick()
    expect(line.get(byTestId('typing-preview')).text()).toContain('我想要红')
    signals.take({ id: '7', typing: true, text: '我想要红色' })
    await line.vm.$nextTick()
    expect(line.text()).toContain('我想要红色')
    signals.take({ id: '8', typing: true, text: '别人' })
    await line.vm.$nextTick()
    expect(line.text()).not.toContain('别人')
    vi.advanceTimersByTime(8_000)
    await line.vm.$nextTick()
    expect(line.find(byTestId('typing-preview')).exists()).toBe(false)
  })

  it('ends at once when the box is empty', () => {
    const signals = useSignals()
    signals.take({ id: '7', typing: true, text: '你' })
    signals.take({ id: '7', typing: false, text: '' })
    expect(signals.typing.has('7')).toBe(false)
  })

  it('never has her read less than before', () => {
    const signals = useSignals()
    signals.take({ id: '7', read: 9 })
    signals.take({ id: '7', read: 4 })
    expect(signals.read.get('7')).toBe(9)
  })
})

describe('what a visitor has seen or filled in', () => {
  it('is told at our message as read, but never of one that failed', () => {
    const line = (state: 'accepted' | 'failed') =>
      show(DeliveryLine, {
        delivery: delivery({ state }),
        number: 4,
        read: true,
        conversationId: '7',
        text: '您好',
      })
    expect(line('accepted').text()).toContain('已读')
    expect(line('failed').text()).not.toContain('已读')
  })

  it('is shown question by question', () => {
    const card = show(FormCard, {
      content: {
        kind: 'form',
        text: '手机号: 138',
        fields: {
          purpose: 'message',
          '0.name': 'phone',
          '0.label': '手机号',
          '0.value': '138',
          '1.name': 'what',
          '1.label': '留言',
          '1.value': '几点开门',
        },
      },
    })
    expect(card.text()).toContain('访客留言')
    expect(card.findAll('dt').map(dt => dt.text())).toEqual(['手机号', '留言'])
    expect(card.findAll('dd').map(dd => dd.text())).toEqual(['138', '几点开门'])
  })

  it('says nothing once it was taken back', () => {
    const view = show(MessageContentView, {
      content: { kind: 'text', text: null, fields: {} },
      at: '',
      media: null,
      recalled: true,
    })
    expect(view.get(byTestId('recalled')).text()).toContain('撤回')
  })
})
