import type { OutgoingContent } from '../outbox'

/** What fits on a phone, as the hub checks it too. In characters. */
export const TITLE = 64
export const DESCRIPTION = 512
export const ADDRESS = 1024
export const OPTIONS = 10

export interface Article {
  title: string
  description: string
  url: string
  picture: string
}

/** What is wrong, by the field's name: the key of its words and what is filled in there. */
export type Wrong = Record<string, { key: string; max?: number }>

const chars = (text: string) => [...text].length

function text(wrong: Wrong, name: string, value: string, required: boolean, max: number): void {
  if (required && value.trim() === '') wrong[name] = { key: 'required' }
  else if (chars(value.trim()) > max) wrong[name] = { key: 'tooLong', max }
}

export function address(wrong: Wrong, name: string, value: string, required: boolean): void {
  const given = value.trim()
  if (given === '') {
    if (required) wrong[name] = { key: 'required' }
    return
  }
  if (given.length > ADDRESS) wrong[name] = { key: 'tooLong', max: ADDRESS }
  else if (!/^https?:\/\/[^\s/?#]+/i.test(given) || !URL.canParse(given)) wrong[name] = { key: 'address' }
}

export function wrongArticles(articles: readonly Article[]): Wrong {
  const wrong: Wrong = {}
  articles.forEach((article, i) => {
    text(wrong, `${i}.title`, article.title, true, TITLE)
    text(wrong, `${i}.description`, article.description, false, DESCRIPTION)
    address(wrong, `${i}.url`, article.url, true)
    address(wrong, `${i}.picture`, article.picture, false)
  })
  return wrong
}

export function articlesContent(articles: readonly Article[]): OutgoingContent {
  const fields: Record<string, string> = {}
  articles.forEach((article, i) => {
    fields[`${i}.title`] = article.title.trim()
    fields[`${i}.description`] = article.description.trim()
    fields[`${i}.url`] = article.url.trim()
    if (article.picture.trim()) fields[`${i}.picture`] = article.picture.trim()
  })
  return { kind: 'articles', text: fields['0.title'] ?? '', fields }
}

export interface Question {
  question: string
  options: string[]
  closing: string
}

export function wrongQuestion({ question, options, closing }: Question): Wrong {
  const wrong: Wrong = {}
  text(wrong, 'question', question, false, DESCRIPTION)
  text(wrong, 'closing', closing, false, DESCRIPTION)
  options.forEach((option, i) => {
    text(wrong, `${i}`, option, true, TITLE)
    if (!wrong[i] && options.findIndex(other => other.trim() === option.trim()) < i)
      wrong[`${i}`] = { key: 'twice' }
  })
  return wrong
}

export function questionContent({ question, options, closing }: Question): OutgoingContent {
  const fields: Record<string, string> = { closing: closing.trim() }
  options.forEach((option, i) => {
    fields[`${i}.id`] = String(i + 1)
    fields[`${i}.text`] = option.trim()
  })
  return { kind: 'options', text: question.trim(), fields }
}

export interface Program {
  title: string
  appId: string
  path: string
  /** The hub's id of the picture; empty until there is one. */
  media: string
}

export function wrongProgram({ title, appId, path, media }: Program): Wrong {
  const wrong: Wrong = {}
  text(wrong, 'title', title, true, TITLE)
  text(wrong, 'appId', appId, true, TITLE)
  text(wrong, 'path', path, true, ADDRESS)
  if (!media) wrong.media = { key: 'required' }
  return wrong
}

export function programContent({ title, appId, path, media }: Program): OutgoingContent {
  return {
    kind: 'mini-program',
    text: title.trim(),
    fields: { appId: appId.trim(), path: path.trim(), media },
  }
}
