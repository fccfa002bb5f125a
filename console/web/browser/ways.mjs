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
    await addMailbox(page, mail)
    await workbench.get('nav-conversations').click()
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

  test('a file that WeChat does not carry goes as a link, which is said before and opens on the phone', async () => {
    const { page, sandbox, workbench, account } = stage()
    const customer = await sandbox.customer(account, '袁女士')
    await customer.write('有价目表吗？')
    await workbench.enter('有价目表吗？')
    await page
      .getByTestId('attach-file')
      .setInputFiles({ name: '价目表.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n') })
    assert.match(await workbench.get('attachment-note').innerText(), /链接发送，7 天内有效/)
    await workbench.get('attachment-send').click()

    const texts = await until(
      'the link on the phone',
      () => customer.received(),
      found => found.some(text => text?.includes('/m/')),
    )
    const [name, link] = texts.find(text => text?.includes('/m/')).split('\n')
    assert.equal(name, '价目表.pdf')
    const opened = await fetch(link)
    assert.equal(opened.status, 200)
    assert.match(opened.headers.get('content-disposition'), /^attachment/)
    assert.equal((await fetch(`${link.slice(0, -3)}AAA`)).status, 404)
    await workbench.page.getByTestId('sent-note').filter({ hasText: '以链接形式发送' }).waitFor()
  })
}

/** How accounts are entered others tell. */
function addMailbox(page, { address, password, imap, smtp }) {
  const settings = {
    address,
    imapHost: '127.0.0.1',
    imapPort: imap,
    imapSecurity: 'none',
    smtpHost: '127.0.0.1',
    smtpPort: smtp,
    smtpSecurity: 'none',
    folder: 'INBOX',
  }
  const account = { type: 'email', key: 'ways', name: '客服邮箱', enabled: true, settings, version: 0 }
  return page.evaluate(
    async body => {
      const token = decodeURIComponent(/XSRF-TOKEN=([^;]*)/.exec(document.cookie)[1])
      const headers = { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': token }
      const answer = await fetch('/api/channel-accounts', { method: 'POST', headers, body })
      if (!answer.ok) throw new Error(await answer.text())
    },
    JSON.stringify({ ...account, secrets: { password } }),
  )
}
