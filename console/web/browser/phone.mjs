/** The customer's phone, as the sandbox's own page shows it. */
export class Phone {
  static async of(context, sandbox, customer) {
    const page = await context.newPage()
    await page.goto(`${sandbox.url}/#${customer.account}/${customer.openid}`)
    return new Phone(page)
  }

  constructor(page) {
    this.page = page
  }

  async write(words) {
    await this.page.locator('#message').fill(words)
    await this.page.locator('#send').click()
    await this.page.locator('#chat [data-from="user"]').filter({ hasText: words }).waitFor()
  }

  /** Scans the QR code of a scene. */
  async scan(scene) {
    await this.page.locator('#scan').click()
    await this.page.locator('#ask-value').fill(scene)
    await this.page.locator('#ask-form button[type=submit]').click()
  }

  /** Waits until the account's words stand in the chat, and returns how often. */
  async shows(words) {
    const bubbles = this.page.locator('#chat [data-from="account"]').filter({ hasText: words })
    await bubbles.first().waitFor()
    return bubbles.count()
  }

  /** As {@link shows}, once they stand there so many times. */
  async showsTimes(words, times) {
    const bubbles = this.page.locator('#chat [data-from="account"]').filter({ hasText: words })
    await bubbles.nth(times - 1).waitFor()
    return bubbles.count()
  }

  /** The names on the account's menu bar. */
  async menu() {
    const entries = this.page.locator('#menu-bar [data-menu]')
    await entries.first().waitFor()
    return (await entries.allInnerTexts()).map(name => name.trim())
  }

  async tap(name) {
    await this.page.locator(`#menu-bar [data-menu="${name}"]`).click()
  }

  /** Sends a file from the phone: a picture, a recording or a video, by its type. */
  async sendFile(name, mimeType, buffer) {
    await this.page.locator('#picture-file').setInputFiles({ name, mimeType, buffer })
  }

  /** Speaks: WeChat makes these words of it. */
  async say(words) {
    await this.page.locator('#voice').click()
    await this.page.locator('#ask-value').fill(words)
    await this.page.locator('#ask-form [type=submit]').click()
    await this.page
      .locator('#chat [data-from="user"][data-type="voice"]')
      .filter({ hasText: words })
      .waitFor()
  }

  /** The last picture that the account sent, once the phone shows it. */
  async picture() {
    const image = this.page.locator('#chat [data-from="account"] img').last()
    await image.waitFor()
    return image
  }

  /** What stands on the account's cards. */
  cards() {
    return this.page.locator('#chat [data-from="account"] .card-in').allInnerTexts()
  }

  /** Taps an answer of a question. */
  choose(answer) {
    return this.page.locator('#chat').getByRole('button', { name: answer }).last().click()
  }

  close() {
    return this.page.close()
  }
}
