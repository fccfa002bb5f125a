import { mount } from '@vue/test-utils'
import { beforeEach, describe, expect, test } from 'vitest'
import { defineComponent, h } from 'vue'
import type { ReplyLimits } from '@/api/types'
import { i18n } from '@/i18n'
import { goesOut, useConversionWords } from '@/workbench/composer/reply/convert'

const limits = {
  sends: ['text', 'image'],
  converts: [
    { kind: 'video', form: 'link' },
    { kind: 'location', form: 'text' },
  ],
  linkSeconds: 604_800,
} as unknown as ReplyLimits

function words(kind: string, of: ReplyLimits = limits): string | null {
  let said: string | null = null
  const probe = defineComponent(() => {
    said = useConversionWords()(of, kind)
    return () => h('i')
  })
  mount(probe, { global: { plugins: [i18n] } })
  return said
}

describe('what the channel does not carry as it is', () => {
  beforeEach(() => {
    i18n.global.locale.value = 'zh'
  })

  test('is offered where something can be sent in its place', () => {
    expect(goesOut(limits, 'image')).toBe(true)
    expect(goesOut(limits, 'video')).toBe(true)
    expect(goesOut(limits, 'published')).toBe(false)
  })

  test('says before what will be sent', () => {
    expect(words('video')).toContain('7 天内有效')
    expect(words('video', { ...limits, linkSeconds: 7_200 })).toContain('2 小时')
    expect(words('location')).toContain('文字')
    expect(words('image')).toBeNull()
  })

  test('says so in English, a day in hours', () => {
    i18n.global.locale.value = 'en'
    expect(words('video', { ...limits, linkSeconds: 86_400 })).toContain('24 h')
    expect(words('video')).toContain('7 days.')
  })
})
