import { describe, expect, it, vi } from 'vitest'
import MessageContentView from '@/workbench/thread/MessageContentView.vue'
import { byTestId, show } from './mounting'

const letter = (fields: Record<string, string>, text = '好的') =>
  show(MessageContentView, { content: { kind: 'mail', text, fields }, at: '', media: null })

describe('a letter', () => {
  it('shows its subject and what was written, and what is quoted on demand', async () => {
    const shown = letter({ subject: '订单 12', quoted: '> 您好' })
    expect(shown.text()).toContain('订单 12')
    expect(shown.text()).toContain('好的')
    expect(shown.text()).not.toContain('> 您好')
    await shown.get(byTestId('mail-quote')).trigger('click')
    expect(shown.get('blockquote').text()).toBe('> 您好')
    expect(shown.find(byTestId('mail-page')).exists()).toBe(false)
  })

  it('shows how it looked in a frame that runs and loads nothing', async () => {
    const shown = letter({ subject: '', html: '<p>页</p>' })
    expect(shown.text()).toContain('（无主题）')
    await shown.get(byTestId('mail-page')).trigger('click')
    const frame = shown.get('iframe')
    expect(frame.attributes('sandbox')).not.toContain('allow-scripts')
    expect(frame.attributes('sandbox')).not.toContain('allow-same-origin')
    expect(frame.attributes('srcdoc')).toContain("default-src 'none'")
    expect(frame.attributes('srcdoc')).toContain('<p>页</p>')
  })

  it('loads pictures from elsewhere only when asked, through the hub, into the page itself', async () => {
    const fetched = vi.fn(async (address: string) =>
      address.endsWith('/0')
        ? new Response(new Blob(['x'], { type: 'image/png' }))
        : new Response('', { status: 422 }),
    )
    vi.stubGlobal('fetch', fetched)
    const html =
      '<p>a</p><img data-remote="https://x.example/1.png"><img data-remote="http://10.0.0.1/2.png">'
    const shown = show(MessageContentView, {
      content: { kind: 'mail', text: '', fields: { subject: 's', html } },
      at: '',
      media: null,
      place: { conversation: '7', number: 3 },
    })
    await shown.get(byTestId('mail-page')).trigger('click')
    expect(shown.get('iframe').attributes('srcdoc')).not.toContain('src="http')
    expect(fetched).not.toHaveBeenCalled()
    await shown.get(byTestId('mail-pictures')).trigger('click')
    await vi.waitFor(() => expect(shown.get('iframe').attributes('srcdoc')).toContain('src="data:image/png'))
    expect(fetched.mock.calls.map(call => call[0])).toEqual([
      '/api/conversations/7/messages/3/remote-pictures/0',
      '/api/conversations/7/messages/3/remote-pictures/1',
    ])
    expect(shown.text()).toContain('1 张图片没有加载成功')
    expect(shown.find(byTestId('mail-pictures')).exists()).toBe(false)
    vi.unstubAllGlobals()
  })

  it('says what is not there', () => {
    const shown = letter(
      { subject: 'x', notice: 'TOO_LARGE', automatic: 'true', attachments: 'a.zip\nb.pdf' },
      '',
    )
    expect(shown.text()).toContain('只收取了信头')
    expect(shown.text()).toContain('不会自动回复')
    expect(shown.text()).toContain('a.zip, b.pdf')
  })
})
