import type { RuleAnswer, RuleDefinition } from '@/api/types'

export type TriggerKind = RuleDefinition['trigger']['kind']
export type AnswerKind = RuleAnswer['kind']

export const TRIGGERS: readonly TriggerKind[] = [
  'KEYWORD',
  'FIRST_MESSAGE',
  'SUBSCRIBED',
  'DEFAULT',
  'OUTSIDE_HOURS',
  'WAITING',
  'MESSAGE_KIND',
  'ENTERED',
]
export const MESSAGE_KINDS = [
  'TEXT',
  'IMAGE',
  'VOICE',
  'VIDEO',
  'FILE',
  'LOCATION',
  'LINK',
  'CARD',
  'OTHER',
] as const
export const MATCHES = ['CONTAINS', 'EXACT', 'PATTERN'] as const
export const CHOICES = ['ALL', 'RANDOM', 'ROTATING'] as const
export const TIMES = ['ANY', 'BUSINESS_HOURS', 'OUTSIDE_BUSINESS_HOURS', 'WINDOW'] as const
export const LANGUAGES = ['ANY', 'CHINESE', 'ENGLISH'] as const
export const ACQUAINTANCES = ['ANY', 'NEW', 'RETURNING'] as const
export const ANSWER_KINDS: readonly AnswerKind[] = [
  'TEXT',
  'ARTICLES',
  'LINK',
  'OPTIONS',
  'IMAGE',
  'VOICE',
  'VIDEO',
  'MUSIC',
  'MINI_PROGRAM',
  'PUBLISHED',
  'MENU',
]

/** Single fields of an answer. */
export type AnswerPart = 'media' | 'title' | 'description' | 'url' | 'appId' | 'path'

/** The fields of each kind beside text, cards and options, in the order of the form. */
export const PARTS_OF: Readonly<Record<AnswerKind, readonly AnswerPart[]>> = {
  TEXT: [],
  ARTICLES: [],
  OPTIONS: [],
  MENU: [],
  LINK: ['title', 'url', 'description'],
  IMAGE: ['media'],
  VOICE: ['media'],
  VIDEO: ['media', 'title', 'description'],
  MUSIC: ['title', 'url', 'description', 'media'],
  MINI_PROGRAM: ['title', 'appId', 'path', 'media'],
  PUBLISHED: ['path', 'title'],
}

/** As what the file of an answer is uploaded. */
export const MEDIA_KIND: Partial<Readonly<Record<AnswerKind, 'image' | 'voice' | 'video' | 'thumbnail'>>> = {
  IMAGE: 'image',
  VOICE: 'voice',
  VIDEO: 'video',
  MUSIC: 'thumbnail',
  MINI_PROGRAM: 'thumbnail',
}

/** Whether an answer of this kind has a text of its own. */
export const hasText = (kind: AnswerKind): boolean => kind === 'TEXT' || kind === 'OPTIONS' || kind === 'MENU'

export const blankCard = () => ({ title: '', description: '', url: '', picture: '' })
export const blankAnswer = (): RuleAnswer => ({
  kind: 'TEXT',
  text: '',
  articles: [],
  options: [],
  media: '',
  title: '',
  description: '',
  url: '',
  appId: '',
  path: '',
})

export function blankRule(): RuleDefinition {
  return {
    name: '',
    enabled: true,
    trigger: { kind: 'KEYWORD', match: 'CONTAINS', words: [], scenes: [], kinds: [], minutes: 5 },
    conditions: {
      channels: [],
      accounts: [],
      time: 'ANY',
      window: { days: [], from: '', to: '' },
      language: 'ANY',
      acquaintance: 'ANY',
      tags: [],
    },
    answers: [blankAnswer()],
    choice: 'ALL',
    stop: true,
    handOver: false,
    group: '',
  }
}

export const copyOf = (rule: RuleDefinition): RuleDefinition =>
  JSON.parse(JSON.stringify(rule)) as RuleDefinition

/** Lines with something on them. */
export const lines = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

const EXAMPLES: Readonly<Record<string, string>> = { account: '' }

/** An answer's text as a customer may see it. */
export function filledIn(text: string, values: Readonly<Record<string, string>> = EXAMPLES): string {
  return text.replace(/\{(customer|account)(?:\|([^{}|]*))?\}/g, (_, name: string, otherwise?: string) => {
    return values[name] || otherwise || ''
  })
}

export const PARTS = [
  'name',
  'enabled',
  'trigger',
  'conditions',
  'answers',
  'choice',
  'stop',
  'handOver',
  'group',
] as const
export type RulePart = (typeof PARTS)[number]

/** In which parts two states of a rule differ. */
export function differingParts(one: Partial<RuleDefinition>, other: Partial<RuleDefinition>): RulePart[] {
  return PARTS.filter(part => canonical(one[part]) !== canonical(other[part]))
}

/** The same text for the same value, whatever the order of its parts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

/** Where a rule lands in a list when it is put before another; `null` puts it last. */
export function moved<T extends { id: string }>(list: readonly T[], id: string, before: string | null): T[] {
  const one = list.find(item => item.id === id)
  if (!one || id === before) return [...list]
  const others = list.filter(item => item.id !== id)
  const at = before === null ? others.length : others.findIndex(item => item.id === before)
  others.splice(at < 0 ? others.length : at, 0, one)
  return others
}

/** Which field of the form a problem belongs to: parts of lists by their place. */
export function problemAt(problems: readonly { field: string; message: string }[], field: string): string {
  return problems.find(problem => problem.field === field)?.message ?? ''
}

/** Problems of the lines of a field with their line's number, and of the field itself. */
export function lineProblems(
  problems: readonly { field: string; message: string }[],
  field: string,
): { line: number; message: string }[] {
  return problems.flatMap(problem => {
    if (problem.field === field) return [{ line: 0, message: problem.message }]
    const rest = problem.field.startsWith(`${field}[`)
      ? /^\[(\d+)\]$/.exec(problem.field.slice(field.length))
      : null
    return rest ? [{ line: Number(rest[1]) + 1, message: problem.message }] : []
  })
}
