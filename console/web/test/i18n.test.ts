import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import en from '@/i18n/en.json'
import zh from '@/i18n/zh.json'

type Tree = { [key: string]: string | Tree }
function flat(tree: Tree, prefix = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(prefix + key, value)
    else for (const [inner, words] of flat(value, `${prefix}${key}.`)) found.set(inner, words)
  }
  return found
}
const chinese = flat(zh)
const english = flat(en)
const holes = (words: string) => [...words.matchAll(/\{(\w+)\}/g)].map(m => m[1]).sort()

/** Keys that sources name in full; those put together at run time are the business of their own tests. */
function usedKeys(): string[] {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(name =>
    /\.(vue|ts)$/.test(name),
  )
  return sources.flatMap(name => {
    const source = readFileSync(`src/${name}`, 'utf8')
    return [...source.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map(m => m[1]!)
  })
}

describe('the words', () => {
  it('exist in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort())
  })

  it('have the same places to fill in', () => {
    for (const [key, words] of chinese) expect([key, holes(english.get(key)!)]).toEqual([key, holes(words)])
  })

  it('are never empty, and Chinese ones are Chinese', () => {
    const latin = new Set(['channel.app', 'comma', 'colon'])
    for (const [key, words] of chinese) {
      expect(words.trim(), key).not.toBe('')
      if (!latin.has(key)) expect(words, key).toMatch(/\p{Script=Han}/u)
    }
    for (const [key, words] of english) expect(words, key).not.toMatch(/\p{Script=Han}/u)
  })

  it('exist for everything that the pages ask for', () => {
    const used = usedKeys()
    expect(used.length).toBeGreaterThan(80)
    expect(used.filter(key => !chinese.has(key))).toEqual([])
  })
})
