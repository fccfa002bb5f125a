import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Phone } from './phone.mjs'
import { until } from './until.mjs'

/**
 * What may still be sent, and what goes when nothing else does.
 *
 * @param stage gives what the tests play on, once that is there
 */
export function replyTests(stage) {
  test('what is left counts down, and when it is used up a template goes where a text does not', async () => {
    const { context, sandbox, workbench, account } = stage()
    const customer = await sandbox.customer(account, '孟女士')
    const phone = await Phone.of(context, sandbox, customer)
    await customer.write('灯罩换好了吗？')
    await workbench.enter('灯罩换好了吗？')
    const left = () => workbench.get('reply-left').innerText()
    await until('all five left', left, words => words.includes('5'))

    for (let n = 1; n <= 5; n++) {
      await workbench.write(`第 ${n} 条`)
      await workbench.delivered(`第 ${n} 条`, 'accepted')
      if (n === 4) {
        await until('one left', left, words => words.includes('1'))
        assert.equal(await workbench.get('reply-window').getAttribute('data-near'), 'true')
      }
      // The fifth is written on while the window closes.
      if (n === 5) await workbench.get('composer-input').fill('还有一句没说完')
    }
    await workbench.get('reply-closed').waitFor()
    assert.match(await workbench.get('reply-closed').innerText(), /条数已用完[\s\S]*草稿/)
    assert.equal(await workbench.get('composer-send').isDisabled(), true)

    await workbench.get('reply-template').click()
    await workbench.get('template').filter({ hasText: '服务进度提醒' }).click()
    await workbench.get('card-send').click()
    assert.match(await workbench.get('field-thing1-help').innerText(), /请填写/)
    await workbench.get('field-thing1').fill('更换灯罩')
    await workbench.get('field-phrase2').fill('sent')
    await workbench.get('field-phone_number3').fill('400-820-0000')
    await workbench.get('card-send').click()
    assert.match(await workbench.get('field-phrase2-help').innerText(), /汉字/)
    await workbench.get('field-phrase2').fill('已寄出')
    await workbench.get('card-send').click()

    await workbench.delivered('服务进度提醒', 'delivered')
    await until(
      'the card on the phone',
      () => phone.cards(),
      cards => cards.some(card => card.includes('服务进度提醒') && card.includes('已寄出')),
    )
    assert.equal(await workbench.get('composer-input').inputValue(), '还有一句没说完')

    await customer.write('收到，谢谢')
    await until('all five left again', left, words => words.includes('5'))
    await workbench.get('composer-input').press('Enter')
    await workbench.delivered('还有一句没说完', 'accepted')
    await phone.close()
  })

  test('what WeChat says of the window is right, and a template that does not arrive says why', async () => {
    const { sandbox, workbench, account } = stage()
    const customer = await sandbox.customer(account, '齐先生')
    await customer.write('发票开好了吗？')
    await workbench.enter('发票开好了吗？')
    await sandbox.spoilNextSend({ answer: 'errcode', errcode: 45015 })
    await workbench.write('开好了，这就寄。')
    await workbench.delivered('开好了，这就寄。', 'failed')
    await workbench.get('reply-closed').waitFor()
    assert.match(await workbench.get('reply-closed').innerText(), /平台拒收了消息/)
    await workbench.message('开好了，这就寄。').getByTestId('message-keep').click()
    assert.equal(await workbench.get('composer-input').inputValue(), '开好了，这就寄。')

    await customer.templatesEnd('BLOCKED')
    await workbench.get('reply-template').click()
    await workbench.get('template').filter({ hasText: '服务进度提醒' }).click()
    await workbench.get('field-thing1').fill('开发票')
    await workbench.get('field-phrase2').fill('已寄出')
    await workbench.get('field-phone_number3').fill('400-820-0000')
    await workbench.get('card-send').click()
    assert.match(await workbench.delivered('服务进度提醒', 'failed'), /拒收/)
  })

  test('a question made by keyboard alone is answered on the phone', async () => {
    const { context, page, sandbox, workbench, account } = stage()
    const customer = await sandbox.customer(account, '沈女士')
    const phone = await Phone.of(context, sandbox, customer)
    await customer.write('周末能送吗？')
    await workbench.enter('周末能送吗？')
    await workbench.focusComesTo('composer-input')
    await workbench.get('compose-more').focus()
    await page.keyboard.press('Enter')
    await workbench.get('compose-options').waitFor()
    await workbench.get('compose-options').focus()
    await page.keyboard.press('Enter')
    await workbench.get('option-question').waitFor()
    await workbench.get('option-question').focus()
    await page.keyboard.type('哪天方便？')
    await workbench.get('option-0').focus()
    await page.keyboard.type('周六')
    await workbench.get('option-1').focus()
    await page.keyboard.type('周日')
    await page.keyboard.press('Enter')
    await workbench.delivered('哪天方便？', 'accepted')
    await phone.choose('周日')
    await until(
      'the answer in the thread',
      () => workbench.message('周日').count(),
      count => count === 2,
    )
    await phone.close()
  })

  test('an article with half an address is refused at the field, and whole it stands on the phone', async () => {
    const { context, page, sandbox, workbench, account } = stage()
    const customer = await sandbox.customer(account, '方先生')
    const phone = await Phone.of(context, sandbox, customer)
    await customer.write('怎么退货？')
    await workbench.enter('怎么退货？')
    await workbench.get('compose-more').click()
    await workbench.get('compose-articles').click()
    await workbench.get('article-title-0').click()
    await page.keyboard.press('Escape')
    await workbench.get('article-title-0').waitFor({ state: 'hidden' })
    // The key closed the form and nothing else, and the cursor is where it was.
    await workbench.focusComesTo('compose-more')
    await workbench.get('compose-more').click()
    await workbench.get('compose-articles').click()
    await workbench.get('article-title-0').fill('退货三步')
    await workbench.get('article-url-0').fill('shop.example.com')
    await workbench.get('card-send').click()
    assert.match(await workbench.get('article-url-0-help').innerText(), /https/)
    await workbench.get('article-url-0').fill('https://shop.example.com/returns')
    await workbench.get('card-send').click()
    await workbench.delivered('退货三步', 'accepted')
    await until(
      'the card on the phone',
      () => phone.cards(),
      cards => cards.some(card => card.includes('退货三步')),
    )
    assert.equal(await page.locator('.el-overlay:visible').count(), 0)
    await phone.close()
  })
}
