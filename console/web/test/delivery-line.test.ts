import { describe, expect, it, vi } from 'vitest'
import type { Delivery } from '@/api/types'
import { setLanguage } from '@/i18n'
import { useDrafts } from '@/workbench/composer/use-drafts'
import DeliveryLine from '@/workbench/thread/DeliveryLine.vue'
import { byTestId, freshPinia, show } from './mounting'
import { delivery, message } from './samples'

const line = (change: Partial<Delivery>) => {
  const pinia = freshPinia()
  return show(
    DeliveryLine,
    { delivery: delivery(change), number: 4, conversationId: '7', text: '您好' },
    pinia,
  )
}

describe('the delivery of a message', () => {
  it.each<[string, Partial<Delivery>]>([
    ['待发送', { state: 'pending', attempts: 0 }],
    ['待发送，已试 2 次', { state: 'pending', attempts: 2 }],
    ['发送中', { state: 'sending' }],
    ['已发出', { state: 'accepted' }],
    ['未送达：超出 48 小时', { state: 'failed', text: '超出 48 小时', code: '45015' }],
    ['可能已送达', { state: 'unknown' }],
    ['已送达', { state: 'delivered' }],
  ])('is told as %s', (words, change) => {
    const shown = line(change)
    expect(shown.text()).toContain(words)
    expect(shown.get(byTestId('delivery')).attributes('data-state')).toBe(change.state)
  })

  it('never claims that a person got what only the provider took', () => {
    expect(line({ state: 'accepted' }).text()).not.toContain('已送达')
  })

  it('lets what came too late be put back before what was begun', async () => {
    const shown = line({ state: 'failed', reason: 'WINDOW_CLOSED', canResend: true })
    const drafts = useDrafts()
    drafts.write('7', '还有')
    await shown.get(byTestId('message-keep')).trigger('click')
    expect(drafts.read('7')).toBe('您好\n还有')
    expect(line({ state: 'failed', reason: 'CONTENT_REFUSED' }).find(byTestId('message-keep')).exists()).toBe(
      false,
    )
  })

  it('says when it is tried again, as long as that lies ahead', async () => {
    vi.useFakeTimers({ now: new Date(2026, 2, 2, 9, 0) })
    const nextAttemptAt = new Date(2026, 2, 2, 9, 5).toISOString()
    const shown = line({ state: 'pending', attempts: 3, nextAttemptAt })
    expect(shown.text()).toContain('已试 3 次，09:05 再试')
    await vi.advanceTimersByTimeAsync(6 * 60_000)
    expect(shown.text()).toContain('已试 3 次')
    expect(shown.text()).not.toContain('再试')
  })

  it("shows the provider's code on hover only", () => {
    const shown = line({ state: 'failed', text: '超出 48 小时', code: '45015' })
    expect(shown.text()).not.toContain('45015')
    expect(shown.get(byTestId('delivery')).attributes('title')).toContain('45015')
  })

  it('has words for a reason of which the hub sent none', () => {
    expect(line({ state: 'failed', reason: 'REPLY_QUOTA_USED' }).text()).toContain('可回复条数已用完')
    expect(line({ state: 'failed', reason: 'SOMETHING_NEW' }).text()).toContain('原因不明')
  })

  it('speaks English where the agent does', async () => {
    const shown = line({ state: 'unknown' })
    setLanguage('en')
    await shown.vm.$nextTick()
    expect(shown.text()).toContain('May have been delivered')
  })

  it('offers to send again only where the hub allows it', () => {
    expect(line({ state: 'failed', canResend: true }).find(byTestId('message-resend')).exists()).toBe(true)
    expect(line({ state: 'failed', canResend: false }).find(byTestId('message-resend')).exists()).toBe(false)
  })

  it('asks the hub once, however often it is clicked', async () => {
    document.cookie = 'XSRF-TOKEN=t'
    const calls: string[] = []
    vi.stubGlobal('fetch', async (request: Request) => {
      calls.push(`${request.method} ${new URL(request.url).pathname} ${request.headers.get('X-XSRF-TOKEN')}`)
      return Response.json(message(4))
    })
    const button = line({ state: 'failed', canResend: true }).get(byTestId('message-resend'))
    button.element.dispatchEvent(new Event('click'))
    button.element.dispatchEvent(new Event('click'))
    await vi.waitFor(() => expect(calls).toHaveLength(1))
    expect(calls).toEqual(['POST /api/conversations/7/messages/4/resend t'])
  })
})
