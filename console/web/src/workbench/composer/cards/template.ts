import type { MessageContent, Template, TemplateField } from '@/api/types'
import { address, type Wrong } from './forms'

export interface Link {
  url: string
  appId: string
  path: string
}

/** What is wrong with one value, as the provider and the hub see it. */
export function wrongValue(field: TemplateField, value: string): Wrong[string] | null {
  const given = value.trim()
  if (given === '') return { key: 'required' }
  if ([...given].length > field.maxLength) return { key: 'tooLong', max: field.maxLength }
  if (field.pattern && !new RegExp(`^(?:${field.pattern})$`, 'u').test(given))
    return { key: `kind.${field.kind}` }
  return null
}

export function wrongTemplate(template: Template, values: Record<string, string>, link: Link): Wrong {
  const wrong: Wrong = {}
  for (const field of template.fields) {
    const found = wrongValue(field, values[field.name] ?? '')
    if (found) wrong[field.name] = found
  }
  address(wrong, 'url', link.url, false)
  if (link.path.trim() && !link.appId.trim()) wrong.appId = { key: 'required' }
  return wrong
}

/** The message as the timeline will show it; what is still empty shows what belongs there. */
export function templateContent(
  template: Template,
  values: Record<string, string>,
  link: Link,
): MessageContent {
  const fields: Record<string, string> = { id: template.id }
  template.fields.forEach((field, i) => {
    fields[`${i}.name`] = field.name
    fields[`${i}.label`] = field.label
    fields[`${i}.value`] = (values[field.name] ?? '').trim() || '…'
  })
  if (link.url.trim()) fields.url = link.url.trim()
  if (link.appId.trim()) fields.appId = link.appId.trim()
  if (link.path.trim()) fields.path = link.path.trim()
  return { kind: 'template', text: template.title, fields }
}
