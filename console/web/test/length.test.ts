import { describe, expect, it } from 'vitest'
import { lengthOf } from '@/workbench/composer/length'

describe('the length of a text', () => {
  it.each([
    ['abc', 3, 3],
    ['你好', 6, 2],
    ['😀', 4, 1],
    ['a\nb', 3, 3],
    ['', 0, 0],
  ])('of %j is %i bytes and %i characters', (text, bytes, chars) => {
    expect(lengthOf(text, 'bytes')).toBe(bytes)
    expect(lengthOf(text, 'chars')).toBe(chars)
  })
})
