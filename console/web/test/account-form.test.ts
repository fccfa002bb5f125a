import { describe, expect, it } from 'vitest'
import type { ChannelAccount, ChannelField, ChannelTypeView } from '@/api/types'
import { blankForm, complaintsOf, formOf, writeOf } from '@/channels/form'

const field = (name: string, change: Partial<ChannelField> = {}): ChannelField => ({
  name,
  kind: 'TEXT',
  required: true,
  pattern: null,
  options: [],
  defaultValue: null,
  requiredWhen: null,
  label: name,
  help: '',
  ...change,
})
const type: ChannelTypeView = {
  type: 'wechat',
  label: '公众号',
  webhook: true,
  testable: true,
  capabilities: ['SEND_TEXT'],
  fields: [
    field('appId', { pattern: 'wx[0-9a-f]{16}' }),
    field('appSecret', { kind: 'SECRET', pattern: '.{8,64}' }),
    field('mode', {
      kind: 'CHOICE',
      options: ['plain', 'secure'].map(value => ({ value, label: value })),
      defaultValue: 'secure',
    }),
    field('checkTimestamp', { kind: 'SWITCH', required: false, defaultValue: 'true' }),
  ],
}
const account: ChannelAccount = {
  id: '1',
  type: 'wechat',
  key: 'main',
  name: '主号',
  enabled: true,
  settings: { appId: 'wx0123456789abcdef' },
  secretsSet: ['appSecret'],
  version: 4,
  webhookUrl: null,
  embedding: null,
  declared: false,
  secretsUnreadable: false,
}

describe("a channel account's form", () => {
  it('starts with the defaults of the channel', () => {
    expect(blankForm(type).settings).toEqual({ appId: '', mode: 'secure', checkTimestamp: 'true' })
  })

  it('names everything that stands in the way of saving', () => {
    const form = { ...blankForm(type), key: 'Main Account', name: ' ' }
    form.settings.appId = 'wx12'
    expect(complaintsOf(type, form, null)).toEqual({
      name: 'required',
      key: 'key',
      appId: 'pattern',
      appSecret: 'required',
    })
  })

  it('needs a field while another has a certain value', () => {
    const aes = field('aesKey', {
      kind: 'SECRET',
      required: false,
      requiredWhen: { field: 'mode', values: ['secure'] },
    })
    const more = { ...type, fields: [...type.fields, aes] }
    const form = formOf(account, more)
    expect(complaintsOf(more, form, account)).toEqual({ aesKey: 'required' })
    form.settings.mode = 'plain'
    expect(complaintsOf(more, form, account)).toEqual({})
  })

  it('needs no secret that the hub keeps already, and does not send one back', () => {
    const form = formOf(account, type)
    expect(complaintsOf(type, form, account)).toEqual({})
    expect(writeOf(type, form, account)).toMatchObject({
      secrets: {},
      version: 4,
      settings: { mode: 'secure' },
    })
  })

  it('sends a secret that was typed anew, without blanks around it', () => {
    const form = formOf(account, type)
    form.secrets.appSecret = ' new-secret '
    expect(writeOf(type, form, account).secrets).toEqual({ appSecret: 'new-secret' })
  })
})
