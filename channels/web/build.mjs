/**
 * Builds the widget for Maven, and with `check` looks it over and tests it. Each step is skipped while its inputs are what they were
 * when it last succeeded; what they were is kept as a hash beside what the step made.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = join(dirname(fileURLToPath(import.meta.url)), 'widget')
const OUTSIDE = new Set(['node_modules', 'dist', 'target', 'test', 'browser'])

if (!existsSync(join(here, 'package.json'))) {
  console.log('widget: there is none to build')
  process.exit(0)
}
process.chdir(here)
perform('npm ci', ['package.json', 'package-lock.json'], 'node_modules/.keshu-installed', 'node_modules/.bin', ['ci'])
const inputs = readdirSync('.').filter((name) => !OUTSIDE.has(name))
if (process.argv[2] === 'check') {
  for (const name of ['lint', 'type-check', 'test']) {
    perform(name, [...inputs, 'test', 'browser', '../example'], `../target/widget-${name}`, '.', ['run', name])
  }
} else {
  perform('build', inputs, '../target/widget-built', 'dist/keshu.js', ['run', 'build'])
}

function perform(name, inputs, stamp, output, npm) {
  const hash = createHash('sha256').update(process.version)
  for (const input of [...inputs].sort()) hashOf(input, hash)
  const now = hash.digest('hex')
  if (existsSync(output) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) {
    console.log(`widget ${name}: nothing changed, skipped`)
    return
  }
  rmSync(stamp, { force: true })
  console.log(`widget ${name}: running`)
  const ended = spawnSync('npm', npm, { stdio: 'inherit', shell: process.platform === 'win32' })
  if (ended.status !== 0) {
    console.error(`widget ${name} failed; its output is above`)
    process.exit(1)
  }
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, now)
}

function hashOf(path, hash) {
  if (!existsSync(path)) return
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) hashOf(join(path, name), hash)
  } else {
    hash.update(path).update(readFileSync(path))
  }
}
