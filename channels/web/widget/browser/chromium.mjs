/** The machine's Chromium. */
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'

const FLAGS = '--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking'
const NAMES = ['chromium', 'chromium-browser', 'google-chrome']

/** Its path; undefined where there is none. In continuous integration there has to be one. */
export function findChromium() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin']
  const paths = [process.env.CHROMIUM, ...folders.flatMap(folder => NAMES.map(name => join(folder, name)))]
  const found = paths.find(path => path && executable(path))
  if (!found && process.env.KESHU_CI === 'true')
    throw new Error('No Chromium on the PATH, which the browser tests need.')
  return found
}

export function startChromium(executablePath) {
  return chromium.launch({ executablePath, args: FLAGS.split(' ') })
}

function executable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
