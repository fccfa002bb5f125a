import { describe, expect, it, vi } from 'vitest'
import type { Media, MediaLimit, MessageContent } from '@/api/types'
import { kindOf, refusalOf } from '@/workbench/composer/upload'
import { lengthOf, sizeOf } from '@/workbench/media/size'
import MessageContentView from '@/workbench/thread/MessageContentView.vue'
import { byTestId, show } from './mounting'

const at = '2026-03-02T08:00:00Z'
function media(change: Partial<Media> = {}): Media {
  return {
    id: '5',
    kind: 'image',
    state: 'stored',
    contentType: 'image/png',
    size: 2048,
    fileName: '照片.png',
    width: 800,
    height: 400,
    durationMs: null,
    hasThumbnail: true,
    problem: null,
    ...change,
  }
}
const open = (content: Partial<MessageContent>, of: Media | null = null) =>
  show(MessageContentView, { content: { kind: 'text', text: null, fields: {}, ...content }, at, media: of })

describe('what a message shows', () => {
  it('shows a picture small and keeps its place, and opens it large', async () => {
    const view = open({ kind: 'image' }, media())
    const small = view.get('img')
    expect(small.attributes('src')).toBe('/api/media/5/thumbnail')
    expect(small.attributes('style')).toContain('width: 280px')
    await view.get(byTestId('media-picture')).trigger('click')
    expect(document.querySelector('.full')?.getAttribute('src')).toBe('/api/media/5')
    view.unmount()
  })

  it('says of what is on its way, expired or lost that it is, with the reason', () => {
    const pending = open({ kind: 'image' }, media({ id: null, state: 'pending' }))
    expect(pending.get(byTestId('media-away')).text()).toBe('图片正在接收…')
    const gone = open({ kind: 'video' }, media({ kind: 'video', state: 'expired', problem: '文件已不存在' }))
    expect(gone.text()).toContain('视频已过期')
    expect(gone.text()).toContain('文件已不存在')
  })

  it('asks for what was lost once more, and shows it as on its way until the hub says how that ended', async () => {
    const calls: string[] = []
    vi.stubGlobal('fetch', (request: Request) => {
      calls.push(`${request.method} ${new URL(request.url).pathname}`)
      return Promise.resolve(new Response(null, { status: 204 }))
    })
    document.cookie = 'XSRF-TOKEN=t'
    const lost = media({ state: 'expired', problem: '文件已不存在' })
    const view = open({ kind: 'image' }, lost)
    await view.get(byTestId('media-retry')).trigger('click')
    expect(calls).toEqual(['POST /api/media/5/retry'])
    expect(view.text()).toBe('图片正在接收…')
    await view.setProps({ media: { ...lost } })
    expect(view.text()).toContain('图片已过期')
    vi.unstubAllGlobals()
  })

  it('says of what is no longer kept that it is not, and offers nothing', () => {
    const view = open({ kind: 'image' }, media({ state: 'cleared' }))
    expect(view.text()).toBe('图片已过保存期，不再保留')
    expect(view.find(byTestId('media-retry')).exists()).toBe(false)
  })

  it('shows a video by its poster', () => {
    const view = open({ kind: 'video' }, media({ kind: 'video', contentType: 'video/mp4' }))
    expect(view.get('video').attributes('poster')).toBe('/api/media/5/thumbnail')
  })

  it('keeps the words of a recording beside its player, also when the recording is lost', () => {
    const voice = media({ kind: 'voice', contentType: 'audio/amr', durationMs: 65_000 })
    const view = open({ kind: 'voice', text: '我要退货' }, voice)
    expect(view.get(byTestId('voice-play')).attributes('aria-label')).toBe('播放语音')
    expect(view.text()).toContain('1:05')
    expect(view.text()).toContain('我要退货')
    const lost = open({ kind: 'voice', text: '我要退货' }, { ...voice, state: 'failed' })
    expect(lost.text()).toContain('我要退货')
  })

  it('plays what browsers know with their own player', () => {
    const view = open({ kind: 'voice' }, media({ kind: 'voice', contentType: 'audio/mpeg' }))
    expect(view.get('audio').attributes('src')).toBe('/api/media/5')
    expect(view.text()).toContain('没有转写文字')
  })

  it('offers a file by its type and size', () => {
    const view = open(
      { kind: 'file' },
      media({ kind: 'file', contentType: 'application/pdf', fileName: '报价.pdf' }),
    )
    expect(view.text()).toContain('报价.pdf')
    expect(view.text()).toContain('PDF · 2 KB')
    expect(view.get('a').attributes('href')).toBe('/api/media/5?download=true')
  })

  it('shows articles and options, and makes links of web addresses only', () => {
    const news = open({
      kind: 'articles',
      fields: {
        '0.title': '退货',
        '0.url': 'https://example.com/1',
        '1.title': '坏',
        '1.url': 'javascript:alert(1)',
      },
    })
    expect(news.findAll('a').map(a => a.attributes('href'))).toEqual(['https://example.com/1'])
    expect(news.text()).toContain('坏')
    const question = open({
      kind: 'options',
      text: '满意吗？',
      fields: { '0.id': '1', '0.text': '满意', closing: '谢谢' },
    })
    expect(question.text()).toBe('满意吗？满意谢谢')
  })

  it('shows a place as a card that leads to a map', () => {
    const view = open({
      kind: 'location',
      text: '人民广场',
      fields: { latitude: '31.2', longitude: '121.4' },
    })
    expect(view.text()).toContain('人民广场')
    expect(view.get('a').attributes('href')).toContain('position=121.4,31.2')
  })
})

describe('what may be uploaded', () => {
  const image: MediaLimit = { kind: 'image', maxBytes: 10, contentTypes: ['image/png'], maxSeconds: null }
  const anything: MediaLimit = { kind: 'file', maxBytes: 20, contentTypes: [], maxSeconds: null }
  const file = (size: number, type: string) => new File([new Uint8Array(size)], 'a', { type })

  it('is told before anything is uploaded: size, type, emptiness', () => {
    expect(refusalOf(file(10, 'image/png'), image)).toBeNull()
    expect(refusalOf(file(11, 'image/png'), image)).toBe('tooLarge')
    expect(refusalOf(file(0, 'image/png'), image)).toBe('empty')
    expect(refusalOf(file(5, 'image/svg+xml'), image)).toBe('type')
    expect(refusalOf(file(5, ''), image)).toBeNull()
  })

  it('goes as what it is where the channel carries that, else as a file, else not at all', () => {
    expect(kindOf(file(1, 'image/png'), [image, anything])).toBe('image')
    expect(kindOf(file(1, 'video/mp4'), [image, anything])).toBe('file')
    expect(kindOf(file(1, 'video/mp4'), [image])).toBeNull()
  })

  it('is said in sizes and lengths that people read', () => {
    expect([sizeOf(999), sizeOf(2048), sizeOf(10 << 20)]).toEqual(['999 B', '2 KB', '10.0 MB'])
    expect([lengthOf(200), lengthOf(61_000)]).toEqual(['0:01', '1:01'])
  })
})

vi.mock('@/workbench/media/amr', () => ({ playAmr: vi.fn() }))
