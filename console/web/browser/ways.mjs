import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from './until.mjs'

/**
 * What is left when a conversation takes no messages: here a mailbox, which the server's tests read after these.
 *
 * @param stage gives what the tests play on, once that is there
 */
export function waysTests(stage) {
  test('a closed conversation goes on by mail, and the timeline says so', async () => {
    const { page, sandbox, workbench, account, mail } = stage()
    await workbench.get('nav-channels').click()
    await workbench.get('add-email').click()
    const fields = {
      name: '客服邮箱',
      key: 'ways',
      address: mail.address,
      password: mail.password,
      imapHost: '127.0.0.1',
      imapPort: mail.imap,
      smtpHost: '127.0.0.1',
      smtpPort: mail.smtp,
    }
    for (const [field, value] of Object.entries(fields)) await page.locator(`#f-${field}`).fill(value)
    for (const field of ['imapSecurity', 'smtpSecurity'])
      await workbench.choose(`field-${field}`, '不加密（仅限内网）')
    await workbench.get('save').click()
    await workbench.get('save').waitFor({ state: 'hidden' })

    await workbench.get('nav-workbench').click()
    const customer = await sandbox.customer(account, '谢女士')
    await customer.write('茶样寄出了吗？')
    await workbench.enter('茶样寄出了吗？')
    await sandbox.spoilNextSend({ answer: 'errcode', errcode: 45015 })
    await workbench.write('稍等，我查一下。')
    await workbench.delivered('稍等，我查一下。', 'failed')
    await workbench.get('reply-closed').waitFor()
    await workbench.get('way-none').waitFor()

    await workbench.get('contact-edit').click()
    await workbench.get('contact-email').fill('谢')
    await workbench.get('contact-save').click()
    assert.match(await workbench.get('contact').getByRole('alert').innerText(), /邮箱/)
    await workbench.get('contact-email').fill('Xie@Example.com')
    await workbench.get('contact-save').click()
    await workbench.get('way-mailbox').click()
    assert.match(await workbench.get('way-chosen').innerText(), /邮件[\s\S]*xie@example\.com/)
    await workbench.write('茶样今早寄出，单号 SF100。')

    const words = await workbench.delivered('茶样今早寄出', 'accepted')
    assert.match(words, /通过邮件发送至 x\*\*\*@example\.com/)
    await until(
      'the way let go when she writes again',
      async () => {
        await customer.write('好的，谢谢')
        return workbench.get('way-chosen').count()
      },
      count => count === 0,
    )
  })
}
