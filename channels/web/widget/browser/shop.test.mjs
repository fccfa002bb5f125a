/**
 * The widget on the sandbox's shop, against a whole hub, while an agent works in the console. Takes KESHU_HUB, KESHU_SANDBOX,
 * KESHU_ADMIN_PASSWORD and CHROMIUM from its environment; the server's tests start all of them and run it.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { after, afterEach, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Workbench } from '../../../../console/web/browser/workbench.mjs'
import { startChromium } from './chromium.mjs'

const { KESHU_HUB: hub, KESHU_SANDBOX: sandbox, KESHU_ADMIN_PASSWORD: password, CHROMIUM } = process.env
const PATIENCE = 60_000
const PICTURES = 'target/browser'
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
const stray = []
let browser, desk, workbench, visitor, page

before(async () => {
  mkdirSync(PICTURES, { recursive: true })
  browser = await startChromium(CHROMIUM)
  desk = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
  workbench = new Workbench(await desk.newPage(), hub)
  await workbench.open()
  await workbench.signIn(password)
  await workbench.get('search').waitFor()
})

after(() => browser?.close())

afterEach(async t => {
  const name = t.name.replaceAll(/[\s,’]+/g, '-')
  await page.screenshot({ path: `${PICTURES}/shop-${name}.png` })
  if (t.passed === false) await workbench.page.screenshot({ path: `${PICTURES}/desk-${name}.png` })
  await visitor.close()
  assert.deepEqual(stray.splice(0), [], 'errors on the page')
})

/** Somebody new, on a page of the shop, with the window open. */
async function come(path = '', options = {}) {
  visitor = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', ...options })
  page = await open(path)
}

async function open(path) {
  const tab = await visitor.newPage()
  tab.setDefaultTimeout(PATIENCE)
  tab.on('pageerror', error => stray.push(error.stack ?? String(error)))
  await tab.goto(sandbox + '/shop' + path)
  return tab
}

async function chat(tab = page) {
  await tab.locator('#launcher').click()
  await tab.locator('textarea').waitFor()
}

async function say(text) {
  await page.locator('textarea').fill(text)
  await page.keyboard.press('Enter')
  await page
    .locator('.x.me', { hasText: text })
    .locator('.w', { hasText: /已发出|已读/ })
    .waitFor()
}

/** The visitor's row in the console: nobody knows her name, and the last words may be the bot's. */
async function row() {
  const kept = await page.evaluate(() => {
    const key = Object.keys(localStorage).find(each => each.startsWith('keshu:') && each.endsWith(':session'))
    return JSON.parse(localStorage.getItem(key)).visitor
  })
  return workbench.row(kept.slice(-4))
}

const bubble = (text, tab = page) => tab.locator('.x p', { hasText: text })
const lines = (tab = page) => tab.locator('.x p').allInnerTexts()

test('a visitor writes and sends a picture, sees typing, gets an answer, and has it all after a reload and in two tabs', async () => {
  await come()
  await chat()
  await say('亚麻灯罩能单独买吗')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '灯罩.png', mimeType: 'image/png', buffer: PNG })
  await page.getByRole('button', { name: '发送' }).click()
  await page.locator('a.frame[href] img').waitFor()

  await (await row()).click()
  await workbench.message('亚麻灯罩能单独买吗').waitFor()
  await workbench.get('composer-input').pressSequentially('可以单独买，')
  await page.locator('.ty').waitFor()
  await workbench.write('可以单独买，九十九元。')
  await bubble('可以单独买，九十九元。').waitFor()

  await page.reload()
  await bubble('可以单独买，九十九元。').waitFor()
  const second = await open('?product=sofa')
  await chat(second)
  await bubble('可以单独买，九十九元。', second).waitFor()
  await second.locator('a.frame[href] img').waitFor()
  await second.locator('textarea').fill('那就要一个')
  await second.keyboard.press('Enter')
  await bubble('那就要一个').waitFor()
  await workbench.message('那就要一个').waitFor()
  assert.deepEqual(await lines(), await lines(second))
})

test('what a visitor takes back is gone on both sides', async () => {
  await come()
  await chat()
  await say('这句写错了')
  await (await row()).click()
  await workbench.message('这句写错了').waitFor()
  await page.locator('.x.me .line').hover()
  await page.locator('.x.me').getByRole('button', { name: '更多' }).click()
  await page.getByRole('menuitem', { name: '撤回' }).click()
  await page.locator('.e', { hasText: '消息已撤回' }).waitFor()
})

test('a member who signs in on the page is that member', async () => {
  await come()
  await page.getByRole('button', { name: '以会员身份登录' }).click()
  await page.getByText('会员 周先生').waitFor()
  await chat()
  await say('我的订单到哪了')
  await (await row()).waitFor()
  const other = await browser.newContext({ locale: 'zh-CN' })
  const device = await other.newPage()
  device.setDefaultTimeout(PATIENCE)
  await device.goto(sandbox + '/shop')
  await device.getByRole('button', { name: '以会员身份登录' }).click()
  await device.getByText('会员 周先生').waitFor()
  await chat(device)
  await bubble('我的订单到哪了', device).waitFor()
  await other.close()
})

test('where sockets are blocked everything goes over HTTP', async () => {
  await come('?product=quilt')
  await visitor.addInitScript(() => {
    window.WebSocket = class {
      constructor() {
        throw new Error('blocked')
      }
    }
  })
  await page.reload()
  await chat()
  await say('没有 WebSocket 也行吗')
  await (await row()).click()
  await workbench.message('没有 WebSocket 也行吗').waitFor()
  await workbench.write('也行。')
  await bubble('也行。').waitFor()
})

test('on a page with hostile styles and a strict policy it looks and works as ever', async () => {
  await come('?css=hostile&policy=strict')
  await chat()
  await say('还看得见吗')
  const panel = await page.locator('.panel').boundingBox()
  assert.deepEqual([panel.width, panel.height], [384, 660])
})

test('on a phone it fills the screen, in English and in the dark', async () => {
  await come('?language=en', {
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    locale: 'en-GB',
    colorScheme: 'dark',
  })
  await page.locator('#launcher').click()
  await page.getByPlaceholder('Write a message').fill('Do you ship abroad?')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.locator('.w', { hasText: /Sent|Read/ }).waitFor()
  assert.deepEqual(await page.locator('.panel').boundingBox(), { x: 0, y: 0, width: 390, height: 844 })
})

test('the example for a company’s own app works, as a member', async () => {
  await come()
  const token = await page.evaluate(async () => {
    const body = JSON.stringify({ id: 'm2002', name: '吴女士' })
    const answer = await fetch('/shop/member', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    })
    return (await answer.json()).token
  })
  const example = fileURLToPath(new URL('../../example/client.test.mjs', import.meta.url))
  const env = { ...process.env, KESHU_DEPLOYMENT: 'shop', KESHU_MEMBER: token, NODE_TEST_CONTEXT: undefined }
  const ran = spawnSync(process.execPath, ['--test', '--test-reporter=spec', example], {
    env,
    encoding: 'utf8',
  })
  assert.equal(ran.status, 0, ran.stdout + ran.stderr)
  await workbench.row('2002').waitFor()
})
