import type { MessageContent } from '@/api/types'

/** Only web addresses become links; anything else that calls itself one is shown as text. */
export function webAddress(address: string | undefined): string | undefined {
  return address && /^https?:\/\//i.test(address) ? address : undefined
}

export interface ArticleCard {
  title: string
  description: string
  url: string | undefined
}

/** The cards of a message, whose fields are numbered: 0.title, 0.url, 1.title and so on. */
export function articlesOf({ fields }: MessageContent): ArticleCard[] {
  const cards: ArticleCard[] = []
  for (let i = 0; fields[`${i}.url`] !== undefined; i++)
    cards.push({
      title: fields[`${i}.title`] ?? '',
      description: fields[`${i}.description`] ?? '',
      url: webAddress(fields[`${i}.url`]),
    })
  return cards
}

export interface TemplateRow {
  label: string
  value: string
}

/** The lines of a message by template. */
export function templateRowsOf({ fields }: MessageContent): TemplateRow[] {
  const rows: TemplateRow[] = []
  for (let i = 0; fields[`${i}.name`] !== undefined; i++) {
    const label = fields[`${i}.label`] ?? ''
    // Templates without words before a blank have its name for a label, which nobody reads.
    rows.push({ label: label === fields[`${i}.name`] ? '' : label, value: fields[`${i}.value`] ?? '' })
  }
  return rows
}

/** The answers of a question, in order. */
export function optionsOf({ fields }: MessageContent): string[] {
  const options: string[] = []
  for (let i = 0; fields[`${i}.id`] !== undefined; i++) options.push(fields[`${i}.text`] ?? '')
  return options
}
