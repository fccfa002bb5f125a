import { mount } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import { i18n } from '@/i18n'
import ChannelBadge from '@/ui/ChannelBadge'

function badge(type: string) {
  i18n.global.locale.value = 'zh'
  return mount(ChannelBadge, { props: { type }, global: { plugins: [i18n] } })
}

describe('a channel', () => {
  test('goes by its family, whichever provider it is by', () => {
    expect(badge('sms-smpp').attributes('title')).toBe('短信')
    expect(badge('sms-aliyun').classes()).toContain('ch-sms')
  })

  test('that nobody knows goes by its type', () => {
    expect(badge('fax').attributes('title')).toBe('fax')
  })
})
