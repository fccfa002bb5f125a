import assert from 'node:assert/strict'
import { PATIENCE, until } from './until.mjs'

const id = name => `[data-testid="${name}"]:visible`

/** The console as one agent sees it. Finds things by what they are, and waits for what it is asked for. */
export class Workbench {
  constructor(page, url) {
    this.page = page
    this.url = url
    page.setDefaultTimeout(PATIENCE)
  }

  get(name) {
    return this.page.locator(id(name))
  }

  async open(path = '') {
    await this.page.goto(`${this.url}/#/${path}`)
  }

  async signIn(password) {
    await this.get('login-username').fill('admin')
    await this.get('login-password').fill(password)
    await this.get('login-submit').click()
  }

  row(words) {
    return this.get('conversation-item').filter({ hasText: words })
  }

  /** Opens the conversation whose last words are these, and takes the pointer off the list, which holds still under it. */
  async enter(words) {
    await this.row(words).click()
    await this.page.mouse.move(0, 0)
    await this.message(words).waitFor()
  }

  message(words) {
    return this.get('message').filter({ hasText: words })
  }

  async write(words) {
    await this.get('composer-input').fill(words)
    await this.get('composer-input').press('Enter')
  }

  /** Waits until the message's delivery stands so, and returns all that is said at the message. */
  async delivered(words, state) {
    const message = this.page.locator(`${id('message')}[data-delivery="${state}"]`).filter({ hasText: words })
    await message.waitFor()
    return message.innerText()
  }

  /** Chooses an option of a field that opens a list. */
  async choose(field, option) {
    await this.get(field).click()
    await this.page.getByRole('option', { name: option, exact: true }).click()
  }

  /** The menu page of the account with this name. */
  async menuOf(name) {
    await this.account('menu-account', name)
  }

  /** Has a page show the account with this name, where it shows another. */
  async account(field, name) {
    await this.get(field).waitFor()
    if (!(await this.get(field).innerText()).includes(name)) await this.choose(field, name)
  }

  /** Adds a button to the bar and names it. */
  async addEntry(name) {
    await this.get('add-top').click()
    await this.get('menu-name').fill(name)
  }

  async theme() {
    return this.page.locator('html').getAttribute('data-theme')
  }

  async focused() {
    return this.page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? null)
  }

  /** Goes on by the Tab key until the cursor is there; every place on the way shows that it has the cursor. */
  async tabTo(name) {
    const passed = []
    for (let presses = 0; presses < 80; presses++) {
      await this.page.keyboard.press('Tab')
      const { at, shown, what } = await this.page.evaluate(() => {
        const drawn = element => {
          const style = getComputedStyle(element)
          return style.boxShadow !== 'none' || (style.outlineStyle !== 'none' && style.outlineWidth !== '0px')
        }
        const found = document.activeElement
        // Fields that are made of several parts show it at their frame.
        const around = [found]
        while (around.length < 4) around.push(around.at(-1)?.parentElement)
        return {
          at: found?.closest('[data-testid]')?.getAttribute('data-testid'),
          shown: !found || found === document.body || around.some(each => each && drawn(each)),
          what: found?.outerHTML.slice(0, 120),
        }
      })
      assert.ok(shown, `the cursor shows in ${what}`)
      if (at === name) return
      passed.push(at ?? what)
    }
    assert.fail(`${name} is not reached by Tab: ${passed.join(', ')}`)
  }

  async focusComesTo(name) {
    return until(
      `the cursor in ${name}`,
      () => this.focused(),
      found => found === name,
    )
  }
}
