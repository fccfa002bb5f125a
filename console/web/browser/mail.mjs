import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from './until.mjs'

/**
 * Letters from the mailbox that a first run brings, written and read in the sandbox's mail program.
 *
 * @param stage gives what the tests play on, once that is there
 */
export function mailTests(stage) {
  test('a customer writes a letter in her mail program, and the answer comes back in its thread', async () => {
    const { context, sandbox, workbench } = stage()
    const program = await context.newPage()
    await program.goto(`${sandbox.url}/mail`)
    await program.locator('#new-letter').click()
    await program.locator('[name=subject]').fill('订单 2026-12')
    await program.locator('[name=text]').fill('到哪里了？请看附件。')
    await program.locator('[name=html]').check()
    await program
      .locator('[name=files]')
      .setInputFiles({ name: '单据.txt', mimeType: 'text/plain', buffer: Buffer.from('单据') })
    await program.locator('#send').click()
    await program.locator('#letters li').filter({ hasText: '订单 2026-12' }).waitFor()

    await workbench.open()
    await until(
      'the letter in the list',
      () => workbench.get('conversation-item').filter({ hasText: 'chen@customer.example' }).count(),
      count => count > 0,
    )
    await workbench.get('conversation-item').filter({ hasText: 'chen@customer.example' }).first().click()
    await workbench.get('mail').filter({ hasText: '订单 2026-12' }).waitFor()
    await workbench.write('明天上午送到')
    await workbench.delivered('明天上午送到', 'accepted')

    const answer = program.locator('#letters li[data-from=company]').filter({ hasText: '明天上午送到' })
    await answer.waitFor()
    assert.match(await answer.innerText(), /Re: 订单 2026-12/)
    await answer.getByRole('button').click()
    assert.equal(await program.locator('[name=subject]').inputValue(), 'Re: 订单 2026-12')
    await program.locator('[name=text]').fill('谢谢，收到了')
    await program.locator('#send').click()
    await workbench.get('mail').filter({ hasText: '谢谢，收到了' }).waitFor()
    await program.close()
  })
}
