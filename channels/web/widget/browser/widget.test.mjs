/**
 * The widget in a Chromium, on pages of another origin than the hub: a plain one, hostile ones, one with a strict policy, and a
 * phone. The hub is the small one of hub.mjs. Skipped where there is no Chromium, unless KESHU_CI says that there has to be one.
 */
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { findChromium, startChromium } from './chromium.mjs'
import { fakeHub } from './hub.mjs'
import { pages } from './pages.mjs'

const PATIENCE = 30_000
const PICTURES = 'target/browser'
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGM0TjnDwMDAxMDAwMDAAAANHgFIm0Z0iAAAAABJRU5ErkJggg==',
  'base64',
)

const executablePath = findChromium()

describe('the widget', { skip: executablePath ? false : 'no Chromium on the PATH' }, () => {
  let browser, context, hub, site, page
  const stray = []

  before(async () => {
    mkdirSync(PICTURES, { recursive: true })
    browser = await startChromium(executablePath)
  })
  after(() => browser?.close())
  beforeEach(() => begin())
  afterEach(async t => {
    if (t.passed === false)
      await page.screenshot({ path: `${PICTURES}/${t.name.replaceAll(/\W+/g, '-')}.png` })
    await context.close()
    hub.close()
    site.close()
    assert.deepEqual(stray.splice(0), [], 'errors on the page')
  })

  async function begin(settings, options = {}) {
    await context?.close()
    hub?.close()
    site?.close()
    hub = await fakeHub(settings)
    site = await pages(hub.url)
    context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'zh-CN',
      ...options,
    })
    page = await open('/', false)
  }

  async function open(path, go = true) {
    const tab = await context.newPage()
    tab.setDefaultTimeout(PATIENCE)
    tab.on('pageerror', error => stray.push(error.stack ?? String(error)))
    if (go) await tab.goto(site.url + path)
    return tab
  }

  async function chat(tab = page) {
    await tab.locator('#launcher').click()
    await tab.locator('textarea').waitFor()
    await until('a visitor at the hub', () => hub.sockets.size > 0 || hub.blocked)
  }

  async function say(text, tab = page) {
    await tab.locator('textarea').fill(text)
    await tab.keyboard.press('Enter')
  }

  const lines = (tab = page) => tab.locator('.x p').allInnerTexts()
  const bubble = (text, tab = page) => tab.locator('.x p', { hasText: text })

  test('text and a picture go out, an answer comes, and all of it is there after a reload and in a second tab', async () => {
    await page.goto(site.url)
    await chat()
    await say('亚麻灯罩能单独买吗')
    await page.locator('.w', { hasText: '已发出' }).waitFor()
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '灯罩.png', mimeType: 'image/png', buffer: PNG })
    await page.locator('.tray', { hasText: '灯罩.png' }).waitFor()
    await page.getByRole('button', { name: '发送' }).click()
    await page.locator('a.frame[href*="/files/"] img').waitFor()
    hub.typing(true)
    await page.locator('.w', { hasText: '小满 正在输入' }).waitFor()
    hub.answer({ kind: 'text', text: '可以的' })
    await bubble('可以的').waitFor()
    assert.equal(await page.locator('.ty').count(), 0)
    hub.readAll()
    await page.locator('.w', { hasText: '已读' }).waitFor()

    await page.reload()
    await bubble('可以的').waitFor()
    const second = await open('/other')
    await second.locator('#launcher').click()
    await bubble('可以的', second).waitFor()
    await second.locator('a.frame img').waitFor()
    await say('另一页说的', second)
    await bubble('另一页说的').waitFor()
    assert.deepEqual(await lines(), await lines(second))
    assert.equal(hub.visitors.size, 1)
    assert.equal(hub.received.length, 3)
  })

  test('what is written while the network is gone is sent when it is back, once', async () => {
    await page.goto(site.url)
    await chat()
    await say('第一句')
    await until('the first message', () => hub.received.length === 1)
    hub.blocked = true
    hub.server.removeAllListeners('request')
    hub.server.on('request', (request, answer) => answer.destroy())
    hub.cut()
    await page.locator('.bar', { hasText: '网络已断开' }).waitFor()
    await say('断网时写的')
    await page.locator('.w', { hasText: '待发送' }).waitFor()
    hub.blocked = false
    hub.server.removeAllListeners('request')
    hub.server.on('request', (request, answer) => hub.serve(request, answer))
    await until('the second message', () => hub.received.length === 2)
    await page.locator('.bar').waitFor({ state: 'detached' })
    assert.deepEqual((await lines()).slice(-2), ['第一句', '断网时写的'])
  })

  test('where sockets are blocked it works over HTTP', async () => {
    hub.blocked = true
    await page.goto(site.url)
    await chat()
    await say('没有 WebSocket')
    await until('the message', () => hub.received.length === 1)
    hub.answer({ kind: 'text', text: '也收得到' })
    await bubble('也收得到').waitFor()
    hub.typing(true)
    await page.locator('.ty').waitFor()
    assert.equal(hub.sockets.size, 0)
  })

  test('options are buttons, and a tap is an answer', async () => {
    await page.goto(site.url)
    await chat()
    hub.answer(
      { kind: 'options', question: '想了解什么？', options: [{ id: 'a', text: '查物流' }] },
      '助手',
      'bot',
    )
    await page.getByRole('button', { name: '查物流' }).click()
    await until('the choice', () => hub.received.length === 1)
    assert.deepEqual(hub.received[0].content, { kind: 'choice', option: 'a', text: '查物流' })
    await page.locator('.qr').waitFor({ state: 'detached' })
  })

  test('a message is taken back, or it is said why not', async () => {
    await page.goto(site.url)
    await chat()
    await say('写错了')
    await page.locator('.x.me .line').hover()
    await page.locator('.x.me').getByRole('button', { name: '更多' }).click()
    hub.refuseRecall = true
    await page.getByRole('menuitem', { name: '撤回' }).click()
    await page.locator('.w.bad', { hasText: '已超过两分钟' }).waitFor()
    hub.refuseRecall = false
    await page.locator('.x.me').getByRole('button', { name: '更多' }).click()
    await page.getByRole('menuitem', { name: '撤回' }).click()
    await page.locator('.e', { hasText: '消息已撤回' }).waitFor()
    assert.equal(await bubble('写错了').count(), 0)
  })

  test('a refused message says why and can be sent again', async () => {
    hub.refuse = ({ text }) => text && { code: 'rate.exceeded', detail: '您发得太快，请稍等' }
    await page.goto(site.url)
    await chat()
    await say('太快了')
    await page.locator('.w.bad', { hasText: '您发得太快' }).waitFor()
    hub.refuse = () => undefined
    await page.getByRole('button', { name: '重新发送' }).click()
    await page.locator('.w', { hasText: '已发出' }).waitFor()
    assert.deepEqual(await lines(), ['太快了'])
  })

  test('a file that is not taken is told before it is sent, and one that the hub refuses is told at the message', async () => {
    await page.goto(site.url)
    await chat()
    const files = page.locator('input[type=file]')
    await files.setInputFiles({ name: 'a.exe', mimeType: 'application/x-msdownload', buffer: PNG })
    await page.locator('.tray .bad', { hasText: 'a.exe' }).waitFor()
    assert.ok(await page.getByRole('button', { name: '发送' }).isDisabled())
    await page.getByRole('button', { name: '移除 a.exe' }).click()
    await files.setInputFiles({ name: 'b.pdf', mimeType: 'application/pdf', buffer: PNG })
    await page.getByRole('button', { name: '发送' }).click()
    await page.locator('.w.bad', { hasText: '这不是 PDF 文件' }).waitFor()
    assert.equal(hub.received.length, 0)
  })

  test('what is pasted or dropped lies in the tray until it is sent', async () => {
    await page.goto(site.url)
    await chat()
    for (const [where, event, name] of [
      ['textarea', 'paste', 'pasted.png'],
      ['.panel', 'drop', 'dropped.png'],
    ]) {
      await page.locator(where).evaluate(
        (el, { event, name, bytes }) => {
          const data = new DataTransfer()
          data.items.add(new File([new Uint8Array(bytes)], name, { type: 'image/png' }))
          const init = { bubbles: true, cancelable: true, composed: true }
          el.dispatchEvent(
            event === 'paste'
              ? new ClipboardEvent('paste', { ...init, clipboardData: data })
              : new DragEvent('drop', { ...init, dataTransfer: data }),
          )
        },
        { event, name, bytes: [...PNG] },
      )
      await page.locator('.tray', { hasText: name }).waitFor()
    }
    assert.equal(hub.received.length, 0)
    await page.getByRole('button', { name: '发送' }).click()
    await until('both pictures', () => hub.received.length === 2)
    await page.locator('.tray').waitFor({ state: 'detached' })
  })

  test('earlier conversations come by scrolling up, and the place is kept', async () => {
    await page.goto(site.url)
    await chat()
    await say('开始')
    await until('the message', () => hub.received.length === 1)
    for (let i = 1; i <= 60; i++) hub.answer({ kind: 'text', text: `第 ${i} 条` })
    await bubble('第 60 条').waitFor()
    await page.reload()
    await bubble('第 60 条').waitFor()
    assert.equal(await bubble('第 10 条').count(), 0)
    const log = page.locator('.log')
    await log.evaluate(el => (el.scrollTop = 0))
    await bubble('第 30 条').waitFor()
    assert.ok((await log.evaluate(el => el.scrollTop)) > 100, 'what was read stays where it was')
    await until('the beginning', async () => {
      await log.evaluate(el => (el.scrollTop = 0))
      return (await bubble('开始').count()) === 1
    })
  })

  test('a closed window counts what comes, in the icon and in the title', async () => {
    await page.goto(site.url)
    await chat()
    await say('在吗')
    await until('the message', () => hub.received.length === 1)
    await page.keyboard.press('Escape')
    await page.locator('.panel').waitFor({ state: 'detached' })
    assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.id), 'launcher')
    hub.answer({ kind: 'text', text: '在的' })
    await page.locator('#launcher .n', { hasText: '1' }).waitFor()
    assert.equal(await page.title(), '(1) 小店')
    await page.locator('#launcher').click()
    await until('the title', async () => (await page.title()) === '小店')
  })

  test('the keyboard stays in the open window, and a screen reader hears what comes', async () => {
    await page.goto(site.url)
    await chat()
    await say('在吗')
    await until('the message', () => hub.received.length === 1)
    for (let i = 0; i < 25; i++) {
      await page.keyboard.press(i % 5 ? 'Tab' : 'Shift+Tab')
      assert.ok(
        await page.evaluate(() => !!document.activeElement?.shadowRoot?.activeElement?.closest('.panel')),
        `after ${i + 1} steps the focus is in the window`,
      )
    }
    hub.answer({ kind: 'text', text: '请问几号到' })
    await page.locator('[aria-live=polite]', { hasText: '小满：请问几号到' }).waitFor({ state: 'attached' })
  })

  test('a page that unsets and hides everything, and tampers with the language, changes nothing', async () => {
    await page.goto(site.url + '/hostile')
    await chat()
    await say('还在')
    await until('the message', () => hub.received.length === 1)
    assert.deepEqual(hub.received[0].content, { kind: 'text', text: '还在' })
    hub.answer({ kind: 'text', text: '<b onclick=alert(1)>不是 HTML</b>' })
    await bubble('<b onclick=alert(1)>不是 HTML</b>').waitFor()
    const panel = await page.locator('.panel').boundingBox()
    assert.deepEqual([panel.width, panel.height], [384, 660])
    assert.equal(await page.locator('textarea').evaluate(el => getComputedStyle(el).fontSize), '14px')
    assert.equal(await page.evaluate(() => window.Keshu.mine), 'the page’s own')
    assert.equal(await page.evaluate(() => typeof window.KeshuWidget.open), 'function')
    assert.equal(await page.evaluate(() => window.heardKeys ?? 0), 0, 'keys that the page heard')
    await page.screenshot({ path: `${PICTURES}/hostile.png` })
  })

  test('under a strict policy, trusted types and all, nothing is blocked', async () => {
    const blocked = []
    page.on('console', message => message.type() === 'error' && blocked.push(message.text()))
    await page.goto(site.url + '/strict')
    await chat()
    await say('严格')
    await until('the message', () => hub.received.length === 1)
    assert.equal(await page.locator('.panel').evaluate(el => getComputedStyle(el).position), 'fixed')
    assert.deepEqual(blocked, [])
  })

  test('on a phone it fills the screen', async () => {
    await begin(
      {},
      { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
    )
    await page.goto(site.url)
    await chat()
    await say('手机上')
    await until('the message', () => hub.received.length === 1)
    assert.deepEqual(await page.locator('.panel').boundingBox(), { x: 0, y: 0, width: 390, height: 844 })
    const go = await page.getByRole('button', { name: '发送' }).boundingBox()
    assert.ok(go.width >= 44 && go.height >= 44)
    await page.screenshot({ path: `${PICTURES}/phone.png` })
    await page.evaluate(() => {
      // As when the keyboard comes: half of the page is left to see.
      Object.defineProperty(visualViewport, 'height', { value: 420 })
      Object.defineProperty(visualViewport, 'offsetTop', { value: 30 })
      visualViewport.dispatchEvent(new Event('resize'))
    })
    assert.deepEqual(await page.locator('.panel').boundingBox(), { x: 0, y: 30, width: 390, height: 420 })
  })

  test('every kind of icon opens the window', async () => {
    const image = 'data:image/png;base64,x'
    for (const icon of [
      { kind: 'tab', text: '在线客服' },
      { kind: 'link' },
      { kind: 'image', image },
      { kind: 'groups' },
    ]) {
      await begin({ icon })
      await page.goto(site.url)
      await page.locator('#launcher').click()
      await page.locator('textarea').waitFor()
      await page.screenshot({ path: `${PICTURES}/icon-${icon.kind}.png` })
      await say('你好')
      await until('the message', () => hub.received.length === 1)
      assert.equal(hub.received[0].group, icon.kind === 'groups' ? 'sales' : undefined, icon.kind)
    }
  })

  test('it shows only on the pages that the deployment names', async () => {
    await begin({ pages: { show: ['/*'], hide: ['/other'] } })
    await page.goto(site.url)
    await page.locator('#launcher').waitFor()
    await page.goto(site.url + '/other')
    await page.evaluate(
      () => new Promise(done => document.addEventListener('keshu:ready', done) ?? (window.Keshu && done())),
    )
    assert.equal(await page.locator('#launcher').count(), 0)
    await page.evaluate(() => history.pushState({}, '', '/third'))
    await page.locator('#launcher').waitFor()
  })

  test('when nobody is there a message is left, and a wrong field says so', async () => {
    await begin({ open: false, closedNotice: '明天 9:00 上班' })
    await page.goto(site.url)
    await page.locator('#launcher').click()
    await page.getByLabel('手机').fill('abc')
    await page.getByRole('button', { name: '提交留言' }).click()
    await page.locator('.fm .bad', { hasText: '手机号好像不对' }).waitFor()
    await page.getByLabel('手机').fill('13800138000')
    await page.getByLabel('想问什么').fill('几点开门')
    await page.getByRole('button', { name: '提交留言' }).click()
    await until('the message', () => hub.received.length === 1)
    assert.deepEqual(hub.received[0].content.fields, { phone: '13800138000', question: '几点开门' })
    await bubble('几点开门').waitFor()
  })

  test('a page calls it, before it is there and after, in the language it likes', async () => {
    await page.addInitScript(() => (window.Keshu = [['language', 'en'], ['open']]))
    await page.goto(site.url)
    await page.getByPlaceholder('Write a message').waitFor()
    const heard = await page.evaluate(
      () =>
        new Promise(done => {
          window.Keshu.on('close', () => done('closed'))
          window.Keshu.close()
        }),
    )
    assert.equal(heard, 'closed')
    await page.evaluate(() => window.Keshu.show('service'))
    await until('a socket', () => hub.sockets.size > 0)
    await say('about my order')
    await until('the message', () => hub.received.length === 1)
    assert.equal(hub.received[0].group, 'service')
  })
})

async function until(what, holds) {
  const end = Date.now() + PATIENCE
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Never came: ${what}`)
    await pause(50)
  }
}
