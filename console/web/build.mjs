/**
 * The front end's steps for Maven: `node build.mjs build` and `node build.mjs check`. Each step is skipped while its inputs are
 * what they were when it last succeeded; what they were is kept as hashes in target/steps. Deleting target (or `mvn clean`)
 * makes everything run again, except `npm ci`, which lives with node_modules.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const OLDEST_NODE = [20, 19]
const here = dirname(fileURLToPath(import.meta.url))
process.chdir(here)

const OUT = 'target/classes/META-INF/resources'
const CONFIG = ['build.mjs', 'package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts']
const PAGE = ['openapi.json', 'index.html', 'public', 'src']
// Written from the contract and from the templates, so they follow and never lead.
const GENERATED = ['src/api/schema.d.ts', 'src/components.d.ts']

const install = {
  name: 'npm ci',
  inputs: ['package.json', 'package-lock.json', '.npmrc'],
  stamp: 'node_modules/.keshu-installed',
  output: 'node_modules/.bin',
  run: () => npm('ci'),
}
const build = {
  name: 'build',
  inputs: [...CONFIG, ...PAGE],
  stamp: 'target/steps/build',
  output: join(OUT, 'index.html'),
  run: () => npm('run', 'generate-api') && tool('vite', 'build', '--outDir', OUT, '--logLevel', 'warn'),
}
const lint = {
  name: 'lint',
  inputs: [...CONFIG, ...PAGE, 'test', 'browser', 'eslint.config.js', '.prettierrc.json', '.prettierignore'],
  stamp: 'target/steps/lint',
  run: () => npm('run', 'lint'),
}
const typeCheck = {
  name: 'type-check',
  inputs: [...CONFIG, ...PAGE, 'test'],
  stamp: 'target/steps/type-check',
  run: () => npm('run', 'type-check'),
}
const test = {
  name: 'test',
  inputs: [...CONFIG, ...PAGE, 'test'],
  stamp: 'target/steps/test',
  run: () => npm('test'),
}

const goals = { build: [install, build], check: [install, lint, typeCheck, test] }

function main() {
  requireNode()
  const steps = goals[process.argv[2] ?? '']
  if (!steps) fail(`usage: node build.mjs ${Object.keys(goals).join('|')}`)
  for (const step of steps) perform(step)
}

/** Runs a step unless its inputs and its output are as its last success left them. */
function perform(step) {
  const inputs = fingerprint(step.inputs)
  const same = existsSync(step.stamp) && readFileSync(step.stamp, 'utf8') === inputs
  if (same && (!step.output || existsSync(step.output))) {
    say(`${step.name}: nothing changed, skipped`)
    return
  }
  rmSync(step.stamp, { force: true })
  say(`${step.name}: running`)
  if (!step.run()) fail(`${step.name} failed; its output is above`)
  mkdirSync(dirname(step.stamp), { recursive: true })
  writeFileSync(step.stamp, inputs)
}

/** One hash over the names and contents of files and folders, and over Node itself. */
function fingerprint(paths) {
  const hash = createHash('sha256').update(process.version)
  const add = path => {
    if (!existsSync(path) || GENERATED.includes(path)) return
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) add(`${path}/${name}`)
    } else {
      hash.update(`\0${path}\0`).update(readFileSync(path))
    }
  }
  paths.forEach(add)
  return hash.digest('hex')
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    fail(
      `the console needs Node ${OLDEST_NODE.join('.')} or later to build; this is ${process.versions.node}`,
    )
  }
}

function npm(...args) {
  return start(process.platform === 'win32' ? 'npm.cmd' : 'npm', args)
}

function tool(name, ...args) {
  return start(join('node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name), args)
}

function start(command, args) {
  const shell = process.platform === 'win32'
  const ended = spawnSync(command, args, { stdio: 'inherit', shell, env: { ...process.env, CI: 'true' } })
  if (ended.error) {
    const missing = ended.error.code === 'ENOENT'
    fail(missing ? `${command} was not found; it comes with Node` : `${command}: ${ended.error.message}`)
  }
  return ended.status === 0
}

function say(words) {
  console.log(`[console/web] ${words}`)
}

function fail(words) {
  console.error(`[console/web] ${words}`)
  process.exit(1)
}

main()
