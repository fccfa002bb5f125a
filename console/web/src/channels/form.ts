import type { ChannelAccount, ChannelAccountWrite, ChannelField, ChannelTypeView } from '@/api/types'

export interface AccountForm {
  key: string
  name: string
  enabled: boolean
  settings: Record<string, string>
  /** Only what was typed here; a secret left empty stays as the hub keeps it. */
  secrets: Record<string, string>
  /** Names of secrets that are to have no value any more. */
  cleared: string[]
}

const KEY = /^[a-z0-9][a-z0-9-]{0,31}$/

export function blankForm(type: ChannelTypeView): AccountForm {
  const settings: Record<string, string> = {}
  for (const field of type.fields) {
    if (field.kind !== 'SECRET')
      settings[field.name] = field.defaultValue ?? (field.kind === 'SWITCH' ? 'false' : '')
  }
  return { key: '', name: '', enabled: true, settings, secrets: {}, cleared: [] }
}

export function formOf(account: ChannelAccount, type: ChannelTypeView): AccountForm {
  const blank = blankForm(type)
  return {
    key: account.key,
    name: account.name,
    enabled: account.enabled,
    settings: { ...blank.settings, ...account.settings },
    secrets: {},
    cleared: [],
  }
}

export type Complaint = 'required' | 'pattern' | 'key'

/** Whether a field must be filled in, as the form stands now. */
export function required(field: ChannelField, form: AccountForm): boolean {
  const when = field.requiredWhen
  return field.required || (!!when && when.values.includes(form.settings[when.field] ?? ''))
}

/** Whether a secret is stored that may be left out. */
export function clearable(field: ChannelField, form: AccountForm, account: ChannelAccount | null): boolean {
  const stored = field.kind === 'SECRET' && !!account?.secretsSet.includes(field.name)
  return stored && !required(field, form) && !form.secrets[field.name]
}

/** What is wrong with a field of the channel's own, or null. */
export function complaintOf(
  field: ChannelField,
  form: AccountForm,
  account: ChannelAccount | null,
): Complaint | null {
  const secret = field.kind === 'SECRET'
  const value = (secret ? form.secrets[field.name] : form.settings[field.name])?.trim() ?? ''
  if (value === '') {
    const kept = secret && !!account?.secretsSet.includes(field.name)
    return required(field, form) && !kept ? 'required' : null
  }
  if (field.kind === 'COLOUR' && !/^#[0-9a-f]{6}$/i.test(value)) return 'pattern'
  if (field.kind === 'NUMBER' && !/^-?[0-9]{1,9}$/.test(value)) return 'pattern'
  if (!field.pattern) return null
  try {
    const pattern = new RegExp(`^(?:${field.pattern})$`, 'u')
    const parts =
      field.kind === 'LINES'
        ? value
            .split('\n')
            .map(line => line.trim())
            .filter(Boolean)
        : [value]
    return parts.every(part => pattern.test(part)) ? null : 'pattern'
  } catch {
    // A pattern that only the hub's language knows: the hub checks it on saving.
    return null
  }
}

/** All that stands in the way of saving, by field name. */
export function complaintsOf(
  type: ChannelTypeView,
  form: AccountForm,
  account: ChannelAccount | null,
): Record<string, Complaint> {
  const found: Record<string, Complaint> = {}
  if (!form.name.trim()) found.name = 'required'
  if (!form.key.trim()) found.key = 'required'
  else if (!account && !KEY.test(form.key.trim())) found.key = 'key'
  for (const field of type.fields) {
    const complaint = complaintOf(field, form, account)
    if (complaint) found[field.name] = complaint
  }
  return found
}

export function writeOf(
  type: ChannelTypeView,
  form: AccountForm,
  account: ChannelAccount | null,
): ChannelAccountWrite {
  const settings: Record<string, string> = {}
  for (const [name, value] of Object.entries(form.settings))
    if (value.trim() !== '') settings[name] = value.trim()
  const secrets: Record<string, string> = {}
  for (const [name, value] of Object.entries(form.secrets))
    if (value.trim() !== '') secrets[name] = value.trim()
  for (const name of form.cleared) secrets[name] = ''
  return {
    type: type.type,
    key: form.key.trim(),
    name: form.name.trim(),
    enabled: form.enabled,
    settings,
    secrets,
    version: account?.version ?? 0,
  }
}
