/**
 * The console in a Chromium, against a whole hub and a WeChat played by the sandbox. Takes KESHU_HUB, KESHU_SANDBOX,
 * KESHU_ADMIN_PASSWORD, KESHU_MAIL and CHROMIUM from its environment; the server's tests start all of them and run it.
 */
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { after, afterEach, before, test } from 'node:test'
import { chromium } from 'playwright-core'
import { Line } from './line.mjs'
import { mailTests } from './mail.mjs'
import { Phone } from './phone.mjs'
import { replyTests } from './reply.mjs'
import { Sandbox } from './sandbox.mjs'
import { until } from './until.mjs'
import { waysTests } from './ways.mjs'
import { Workbench } from './workbench.mjs'

const {
  KESHU_HUB: hub,
  KESHU_SANDBOX,
  KESHU_ADMIN_PASSWORD: password,
  CHROMIUM: executablePath,
} = process.env
const sandbox = new Sandbox(KESHU_SANDBOX)
const FLAGS = '--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking'
const pictures = 'target/browser'
const strayErrors = []
let browser, context, page, line, workbench, account

before(async () => {
  line = await Line.to(hub)
  browser = await chromium.launch({
    executablePath,
    args: [...FLAGS.split(' '), '--disable-component-update', '--disable-sync'],
  })
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
  page = await context.newPage()
  page.on('pageerror', error => strayErrors.push(error.stack ?? String(error)))
  workbench = new Workbench(page, line.url)
})

after(async () => {
  await browser?.close()
  line?.close()
})

afterEach(async t => {
  if (t.passed === false) {
    mkdirSync(pictures, { recursive: true })
    await page.screenshot({ path: `${pictures}/${t.name.replaceAll(/\W+/g, '-')}.png` })
  }
})

test('a wrong password is refused in words, the right one opens the workbench', async () => {
  await workbench.open()
  await workbench.signIn('wrong')
  await until(
    'why the password is refused',
    () => workbench.get('login-problem').innerText(),
    words => words.includes('用户名或密码不对'),
  )
  await workbench.focusComesTo('login-password')
  await workbench.signIn(password)
  await workbench.get('search').waitFor()
})

test('an account is added in its form, and WeChat finds its address in order', async () => {
  account = await sandbox.account({ name: '有风茶铺', mode: 'secure' })
  await workbench.get('nav-channels').click()
  await workbench.get('add-account').click()
  await workbench.get('add-wechat').click()
  await workbench.get('save').click()
  assert.match(await page.locator('footer [role=alert]').innerText(), /需要修改/)

  const fields = {
    name: account.name,
    key: 'tea',
    appId: account.appId,
    appSecret: account.secret,
    token: account.token,
    encodingAesKey: account.encodingAesKey,
    apiBaseUrl: sandbox.url,
  }
  for (const [field, value] of Object.entries(fields)) await page.locator(`#f-${field}`).fill(value)
  await workbench.get('save').click()

  const shown = await workbench.get('webhook-url').innerText()
  const checked = await sandbox.connect(account, new URL(new URL(shown).pathname, hub).href)
  assert.equal(checked.ok, true, JSON.stringify(checked))
})

test('a marketer changes the greeting and adds a rule, and the phone gets what they say', async () => {
  await workbench.get('nav-bot').click()
  await workbench.get('rule-open').filter({ hasText: '问候语' }).click()
  await workbench.get('answer-text').fill('您好，这里是有风茶铺。')
  await workbench.get('save').click()
  await workbench.get('save').waitFor({ state: 'hidden' })
  const greeted = await sandbox.customer(account, '陈女士')
  await greeted.write('在吗')
  await greeted.receives('您好，这里是有风茶铺。')

  await workbench.get('nav-bot').click()
  await workbench.get('rule-add').click()
  await workbench.get('rule-name').fill('退茶')
  await workbench.get('words').fill('退茶\n换茶')
  await workbench.get('answer-text').fill('{account}收到，请拍下茶饼正面。')
  await workbench.get('save').click()
  await workbench.get('rule-delete').waitFor()
  const returning = await sandbox.customer(account, '李先生')
  await returning.write('我想 换茶')
  await returning.receives('有风茶铺收到，请拍下茶饼正面。')
})

test('a marketer builds a menu whose entries answer, fire a rule and lead to a group, and the phone shows it', async () => {
  await workbench.get('nav-bot').click()
  await workbench.get('tab-groups').click()
  await workbench.get('group-name').fill('售后')
  await workbench.get('group-add').click()
  await workbench.get('group').filter({ hasText: '售后' }).waitFor()

  await workbench.get('nav-menus').click()
  await workbench.menuOf(account.name)
  await workbench.addEntry('营业时间')
  await workbench.get('menu-text').fill('每天 9 点到 18 点。')
  await workbench.addEntry('退换茶')
  await workbench.get('tap-RULE').click()
  await workbench.choose('menu-goal', '退茶')
  await workbench.addEntry('找人')
  await workbench.get('tap-GROUP').click()
  await workbench.choose('menu-goal', '售后')
  await workbench.get('publish').click()
  await workbench.get('publish-confirm').click()
  await workbench.get('publish-confirm').waitFor({ state: 'hidden' })

  const customer = await sandbox.customer(account, '赵女士')
  const phone = await Phone.of(context, sandbox, customer)
  assert.deepEqual(await phone.menu(), ['营业时间', '退换茶', '找人'])
  await phone.tap('营业时间')
  assert.equal(await phone.shows('每天 9 点到 18 点。'), 1)
  await phone.tap('退换茶')
  assert.equal(await phone.shows('有风茶铺收到，请拍下茶饼正面。'), 1)
  await phone.write('能换茶吗')
  assert.equal(await phone.showsTimes('有风茶铺收到，请拍下茶饼正面。', 2), 2)
  await phone.tap('找人')
  await phone.close()

  await workbench.get('nav-conversations').click()
  await workbench.row('售后').click()
  await page.getByText('转给「售后」').waitFor()

  await workbench.get('nav-menus').click()
  await workbench.menuOf(account.name)
  await workbench.get('menu-more').click()
  await workbench.get('seen-by').click()
  await workbench.get('seen-by-user').fill(customer.openid)
  await workbench.get('seen-by-show').click()
  await page.getByRole('dialog').getByText('退换茶').waitFor()
  await page.keyboard.press('Escape')
  await workbench.get('seen-by-user').waitFor({ state: 'hidden' })
})

test('a marketer makes a QR code, the phone scans it, its rule answers and the count rises', async () => {
  await workbench.get('nav-audience').click()
  await workbench.account('audience-account', account.name)
  await workbench.get('tab-codes').click()
  await workbench.get('make-code').click()
  await workbench.get('code-name').fill('西湖门店')
  await workbench.get('code-scene').fill('x'.repeat(65))
  await workbench.get('save-code').click()
  assert.match(await page.getByRole('dialog').innerText(), /最多 64 个字符/)
  await workbench.get('code-scene').fill('door-1')
  await workbench.get('save-code').click()
  const code = page.locator('[data-scene="door-1"]')
  await code.waitFor()
  const picture = await page.request.get(await code.locator('img').evaluate(image => image.src))
  assert.equal(picture.headers()['content-type'], 'image/jpeg')

  await code.getByTestId('make-rule').click()
  await workbench.get('answer-text').fill('欢迎来到西湖门店，报桌号即可点单。')
  await workbench.get('save').click()
  await workbench.get('rule-delete').waitFor()

  const guest = await sandbox.customer(account, '王小姐')
  const phone = await Phone.of(context, sandbox, guest)
  await phone.scan('door-1')
  await phone.shows('欢迎来到西湖门店')
  await phone.close()
  await workbench.get('nav-audience').click()
  await workbench.account('audience-account', account.name)
  await workbench.get('tab-codes').click()
  await until(
    'the scan counted',
    async () => {
      await workbench.get('tab-history').click()
      await workbench.get('tab-codes').click()
      return page.locator('[data-scene="door-1"]').getByTestId('scanned').innerText()
    },
    count => count === '1',
  )
  assert.match(await page.locator('[data-scene="door-1"]').innerText(), /西湖门店/)
})

test('a marketer gets everywhere by the keyboard, and a dialog gives the cursor back', async () => {
  const enter = () => page.keyboard.press('Enter')
  await workbench.get('nav-audience').focus()
  await enter()
  await workbench.tabTo('tab-codes')
  await enter()
  await workbench.get('make-code').waitFor()
  await workbench.tabTo('make-code')
  await enter()
  await workbench.get('code-name').waitFor()
  await workbench.tabTo('code-name')
  await page.keyboard.type('键盘')
  await workbench.tabTo('code-scene')
  await page.keyboard.press('Escape')
  await workbench.get('code-name').waitFor({ state: 'hidden' })
  await workbench.focusComesTo('make-code')

  await enter()
  await workbench.get('code-name').waitFor()
  await workbench.tabTo('code-name')
  await page.keyboard.type('键盘门店')
  await workbench.tabTo('scene-number')
  await enter()
  await workbench.tabTo('code-scene')
  await page.keyboard.type('100001')
  await workbench.tabTo('permanent')
  await enter()
  await workbench.tabTo('save-code')
  await enter()
  await page.getByText('须为 1 到 100000 的整数').waitFor()
  await page.keyboard.press('Escape')
  await workbench.get('code-name').waitFor({ state: 'hidden' })

  await workbench.get('nav-bot').focus()
  await enter()
  await workbench.get('rule-search').waitFor()
  await workbench.tabTo('rule-add')
  await enter()
  await workbench.get('rule-name').waitFor()
  for (const [field, words] of [
    ['rule-name', '键盘写的'],
    ['words', '键盘'],
    ['answer-text', '用键盘也行。'],
  ]) {
    await workbench.tabTo(field)
    await page.keyboard.type(words)
  }
  await workbench.tabTo('save')
  await enter()
  await workbench.get('rule-delete').waitFor()

  await workbench.get('nav-menus').focus()
  await enter()
  await workbench.get('add-top').waitFor()
  await workbench.tabTo((await workbench.get('menu-entry').count()) > 0 ? 'menu-entry' : 'add-top')
  await enter()
  await workbench.tabTo('menu-name')
  await workbench.tabTo('menu-text')
})

test('the tester says which rule would answer, and a greeting that is switched off is not said', async () => {
  await workbench.get('nav-bot').click()
  const greeting = workbench.get('rule-row').filter({ hasText: '问候语' })
  await greeting.getByTestId('rule-enabled').click()
  await until(
    'whether the greeting is off',
    () => greeting.getByRole('switch').getAttribute('aria-checked'),
    checked => checked === 'false',
  )

  await workbench.get('tab-test').click()
  await workbench.get('sample-text').fill('能退茶吗')
  await workbench.get('test-run').click()
  assert.match(await workbench.get('test-result').innerText(), /1 条规则会回复/)
  await workbench.get('sample-text').fill('在吗')
  await workbench.get('test-run').click()
  await until(
    'who answers',
    () => workbench.get('test-result').innerText(),
    words => words.includes('交给客服'),
  )
})

test('what is written on the phone appears without a reload, and the answer stands on the phone once', async () => {
  const phone = await Phone.of(context, sandbox, await sandbox.customer(account, '小满'))
  await workbench.get('nav-conversations').click()
  await page.evaluate(() => (window.neverReloaded = true))

  await phone.write('灯罩有一道裂纹，能只换灯罩吗？')
  await workbench.row('灯罩有一道裂纹').waitFor()
  await workbench.enter('灯罩有一道裂纹')
  await workbench.focusComesTo('composer-input')
  await workbench.write('可以，灯罩单独补发给您。')

  assert.match(await workbench.delivered('灯罩单独补发', 'accepted'), /已发出/)
  assert.equal(await phone.shows('可以，灯罩单独补发给您。'), 1)
  assert.equal(await page.evaluate(() => window.neverReloaded), true)
  await phone.close()
})

/** A red picture of 2 by 2 pixels. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR42mP4z8AARAwQCgAf7gP9Y167WwAAAABJRU5ErkJggg==',
  'base64',
)
const drawn = image => image.evaluate(node => node.complete && node.naturalWidth > 0)

test('a picture and a recording from the phone are seen and played, and a picture comes back to the phone', async () => {
  const phone = await Phone.of(context, sandbox, await sandbox.customer(account, '小雪'))
  await workbench.get('nav-conversations').click()
  await phone.write('给您看一下杯子')
  await workbench.enter('给您看一下杯子')

  await phone.sendFile('cup.png', 'image/png', PICTURE)
  const seen = workbench.get('media-picture').locator('img')
  await seen.waitFor()
  await until('the picture in the thread', () => drawn(seen))
  await seen.click()
  await until('the picture in large', () => drawn(page.locator('.full')))
  await page.keyboard.press('Escape')
  await page.locator('.full').waitFor({ state: 'hidden' })

  const said = '杯子的把手裂开了一道口子，想问一下能不能换一个新的，或者退款也可以'
  await phone.say(said)
  await workbench.message(said).waitFor()
  const play = workbench.message(said).getByTestId('voice-play')
  await play.click()
  await until(
    'the recording playing',
    () => play.getAttribute('aria-pressed'),
    pressed => pressed === 'true',
  )
  await play.click()

  await page
    .getByTestId('attach-file')
    .setInputFiles({ name: 'new.png', mimeType: 'image/png', buffer: PICTURE })
  await workbench.get('attachment-send').click()
  const back = await phone.picture()
  await until('the picture on the phone', () => drawn(back))
  await phone.close()
})

test('what WeChat has lost is said to be lost, and comes when it is fetched again', async () => {
  const phone = await Phone.of(context, sandbox, await sandbox.customer(account, '大暑'))
  await phone.write('图片发您了')
  await workbench.enter('图片发您了')
  await sandbox.loseMedia(1)
  await phone.sendFile('lost.png', 'image/png', PICTURE)

  await page.locator('[data-testid="media-away"][data-state="expired"]').waitFor()
  assert.match(await workbench.get('media-away').innerText(), /图片已过期/)
  await workbench.get('media-retry').click()

  const seen = workbench.get('media-picture').locator('img')
  await seen.waitFor()
  await until('the picture after all', () => drawn(seen))
  await phone.close()
})

test('a message pressed twice is sent once', async () => {
  const customer = await sandbox.customer(account, '周先生')
  await customer.write('周六上午能安装吗？')
  await workbench.enter('周六上午能安装吗？')

  await workbench.get('composer-input').fill('周六上午九点到。')
  await workbench.get('composer-send').dblclick()
  await workbench.delivered('周六上午九点到。', 'accepted')
  await workbench.write('师傅会先打电话。')
  await workbench.delivered('师傅会先打电话。', 'accepted')

  assert.deepEqual((await customer.received()).slice(-2), ['周六上午九点到。', '师傅会先打电话。'])
})

test('what WeChat refuses says why, and goes out when it is sent again', async () => {
  const customer = await sandbox.customer(account, '吴经理')
  await customer.write('三十套会议椅怎么报价？')
  await workbench.enter('三十套会议椅怎么报价？')

  await sandbox.spoilNextSend({ answer: 'errcode', errcode: 45015 })
  await workbench.write('报价单一小时内给您。')
  assert.match(await workbench.delivered('报价单', 'failed'), /未送达：已超出可以回复客户的时间/)
  assert.equal((await customer.received()).includes('报价单一小时内给您。'), false)

  await workbench.message('报价单').getByTestId('message-resend').click()
  await workbench.delivered('报价单', 'accepted')
  await customer.receives('报价单一小时内给您。')
})

test('what may have arrived is not called failed, and is not sent again by itself', async () => {
  const customer = await sandbox.customer(account, '林小鹿')
  await customer.write('我的订单寄出了吗？')
  await workbench.enter('我的订单寄出了吗？')

  await sandbox.spoilNextSend({ answer: 'garbage', when: 'after' })
  await workbench.write('今天下午寄出。')

  assert.match(await workbench.delivered('今天下午寄出。', 'unknown'), /可能已送达/)
  await workbench.write('单号稍后给您。')
  await workbench.delivered('单号稍后给您。', 'accepted')
  assert.deepEqual((await customer.received()).slice(-2), ['今天下午寄出。', '单号稍后给您。'])
})

test('while the connection is lost writing goes on, and afterwards everything is there once', async () => {
  const customer = await sandbox.customer(account, '山茶花')
  await customer.write('补差价的链接发我一下')
  await workbench.enter('补差价的链接发我一下')

  line.cut()
  await workbench.get('connection-bar').waitFor()
  await workbench.write('马上发您。')
  await workbench.delivered('马上发您。', 'pending')
  await customer.write('不急，明天也行')
  line.mend()

  await workbench.get('connection-bar').waitFor({ state: 'hidden' })
  await workbench.message('不急，明天也行').waitFor()
  await workbench.delivered('马上发您。', 'accepted')
  await customer.receives('马上发您。')
  assert.equal((await customer.received()).filter(text => text === '马上发您。').length, 1)
})

test('whoever unfollows is erased, and the timeline says so', async () => {
  const leaving = await sandbox.customer(account, '钱先生')
  await leaving.write('我的电话是 13900002222')
  await workbench.enter('13900002222')
  await leaving.happen({ event: 'unsubscribe' })
  await page.getByText('个人资料与会话内容已按微信的要求删除').waitFor()
  await until(
    'nothing of the number left',
    () => page.locator('body').innerText(),
    words => !words.includes('13900002222'),
  )
})

test('what a customer writes is never taken for markup', async () => {
  const words = '<img src=x onerror="window.struck=1"><script>window.struck=1</script>'
  const customer = await sandbox.customer(account, '何先生')
  await customer.write(words)
  await workbench.enter('onerror')

  assert.equal(await workbench.message('onerror').locator('.bub').innerText(), words)
  assert.equal(await page.evaluate(() => window.struck), undefined)
})

test('keys go from conversation to conversation, to the search and to their own sheet', async () => {
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await until(
    'no conversation open',
    () => page.url(),
    url => url.endsWith('/conversations'),
  )
  await page.keyboard.press('j')
  await until(
    'the first row chosen',
    () => workbench.get('conversation-item').first().getAttribute('aria-selected'),
    chosen => chosen === 'true',
  )
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('k')
  await until(
    'the first row chosen again',
    () => workbench.get('conversation-item').first().getAttribute('aria-selected'),
    chosen => chosen === 'true',
  )
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: '快捷键' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: '快捷键' }).waitFor({ state: 'hidden' })
  await page.keyboard.press('Control+k')
  await workbench.focusComesTo('search')
})

replyTests(() => ({ context, page, sandbox, workbench, account }))
waysTests(() => ({ page, sandbox, workbench, account, mail: JSON.parse(process.env.KESHU_MAIL ?? '{}') }))

mailTests(() => ({ context, sandbox, workbench }))

test('language and theme are switched and stay', async () => {
  await workbench.get('language-switch').click()
  await page.getByRole('heading', { name: 'Conversations' }).waitFor()
  while ((await workbench.get('theme-switch').getAttribute('data-theme-choice')) !== 'dark')
    await workbench.get('theme-switch').click()
  assert.equal(await workbench.theme(), 'dark')

  await page.reload()
  await page.getByRole('heading', { name: 'Conversations' }).waitFor()
  assert.equal(await page.locator('html').getAttribute('lang'), 'en')
  assert.equal(await workbench.theme(), 'dark')
  await workbench.get('language-switch').click()
  await page.getByRole('heading', { name: '会话', exact: true }).waitFor()
})

test('a session that ended leads through sign-in back to the conversation and its draft', async () => {
  const customer = await sandbox.customer(account, '郑女士')
  await customer.write('发票抬头能改吗？')
  await workbench.enter('发票抬头能改吗？')
  await workbench.get('composer-input').fill('可以改，请把')
  const place = page.url()

  await context.clearCookies({ name: 'KESHU_SESSION' })
  await page.reload()
  await workbench.signIn(password)

  await workbench.message('发票抬头能改吗？').waitFor()
  assert.equal(page.url(), place)
  assert.equal(await workbench.get('composer-input').inputValue(), '可以改，请把')
})

test('on a phone there is one column at a time, and a way back', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await workbench.get('back').click()
  // The list tells of the draft in place of the last words.
  await workbench.row('可以改，请把').waitFor()
  assert.equal(await workbench.get('composer-input').count(), 0)
  await workbench.row('可以改，请把').click()
  await workbench.get('composer-input').waitFor()
  assert.equal(await workbench.get('conversation-item').count(), 0)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  assert.equal(wide, false, 'nothing reaches beyond the edge')
  await page.setViewportSize({ width: 1440, height: 900 })
})

test('nothing broke on the page meanwhile', () => {
  assert.deepEqual(strayErrors, [])
})
