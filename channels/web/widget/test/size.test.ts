// @vitest-environment node
import { fileURLToPath, URL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Rollup } from 'vite'
import { expect, test } from 'vitest'

/** In bytes, gzipped, all of it. */
const MOST = 20_000

test('the widget is one file of less than 20 kB', { timeout: 60_000 }, async () => {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const built = (await build({
    root,
    mode: 'production',
    logLevel: 'error',
    build: { write: false },
  })) as Rollup.RollupOutput[]
  const files = built.flatMap(({ output }) => output)
  expect(files.map(file => file.fileName)).toEqual(['keshu.js'])
  const [file] = files
  const bytes = gzipSync(file!.type === 'chunk' ? file!.code : '', { level: 9 }).length
  console.log(`keshu.js: ${bytes} bytes gzipped`)
  expect(bytes).toBeGreaterThan(5_000)
  expect(bytes).toBeLessThan(MOST)
})
