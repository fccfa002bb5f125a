import { describe, expect, it } from 'vitest'
import type { Template } from '@/api/types'
import {
  articlesContent,
  programContent,
  questionContent,
  wrongArticles,
  wrongProgram,
  wrongQuestion,
} from '@/workbench/composer/cards/forms'
import { templateContent, wrongTemplate } from '@/workbench/composer/cards/template'

const article = (change = {}) => ({
  title: '退货',
  description: '',
  url: 'https://example.com',
  picture: '',
  ...change,
})
const template: Template = {
  id: 'T',
  title: '进度',
  text: '',
  example: '',
  linked: true,
  left: null,
  fields: [
    { name: 'thing1', label: '事项', kind: 'thing', maxLength: 20, pattern: null },
    { name: 'phone_number2', label: '电话', kind: 'phone_number', maxLength: 17, pattern: '[0-9+() -]+' },
  ],
}
const noLink = { url: '', appId: '', path: '' }

describe('a card', () => {
  it('needs a title and a whole address', () => {
    expect(wrongArticles([article()])).toEqual({})
    expect(wrongArticles([article({ title: ' ' })])).toEqual({ '0.title': { key: 'required' } })
    for (const url of ['', 'example.com', 'javascript:alert(1)', 'https://', 'ftp://x'])
      expect(Object.keys(wrongArticles([article({ url })])), url).toEqual(['0.url'])
  })

  it('takes as many characters as fit and not one more, an emoji as one', () => {
    expect(wrongArticles([article({ title: '😀'.repeat(64) })])).toEqual({})
    expect(wrongArticles([article({ title: '长'.repeat(65) })])).toEqual({
      '0.title': { key: 'tooLong', max: 64 },
    })
  })

  it('becomes numbered fields, without what was left empty', () => {
    expect(articlesContent([article({ title: ' 退货 ' })])).toEqual({
      kind: 'articles',
      text: '退货',
      fields: { '0.title': '退货', '0.description': '', '0.url': 'https://example.com' },
    })
  })
})

describe('a question', () => {
  it('has answers that differ', () => {
    expect(wrongQuestion({ question: '', options: ['是', '否'], closing: '' })).toEqual({})
    expect(wrongQuestion({ question: '', options: ['是', ' 是', ''], closing: '' })).toEqual({
      '1': { key: 'twice' },
      '2': { key: 'required' },
    })
  })

  it('numbers its answers', () => {
    expect(questionContent({ question: '满意吗', options: ['是', '否'], closing: '谢谢' }).fields).toEqual({
      '0.id': '1',
      '0.text': '是',
      '1.id': '2',
      '1.text': '否',
      closing: '谢谢',
    })
  })
})

describe('a mini-program card', () => {
  it('needs everything, its picture too', () => {
    expect(Object.keys(wrongProgram({ title: '', appId: '', path: '', media: '' }))).toHaveLength(4)
    expect(wrongProgram({ title: '商城', appId: 'wx1', path: 'a', media: '7' })).toEqual({})
    expect(programContent({ title: '商城', appId: 'wx1', path: 'a', media: '7' }).fields.media).toBe('7')
  })
})

describe('a template message', () => {
  it('needs every field, as long as the provider takes it and in its form', () => {
    expect(wrongTemplate(template, {}, noLink)).toEqual({
      thing1: { key: 'required' },
      phone_number2: { key: 'required' },
    })
    expect(wrongTemplate(template, { thing1: '长'.repeat(20), phone_number2: '400-1' }, noLink)).toEqual({})
    expect(wrongTemplate(template, { thing1: '长'.repeat(21), phone_number2: 'call' }, noLink)).toEqual({
      thing1: { key: 'tooLong', max: 20 },
      phone_number2: { key: 'kind.phone_number' },
    })
  })

  it('leads to a whole address or a mini program with its id', () => {
    const values = { thing1: 'x', phone_number2: '1' }
    expect(wrongTemplate(template, values, { ...noLink, url: 'x' })).toEqual({ url: { key: 'address' } })
    expect(wrongTemplate(template, values, { ...noLink, path: 'a' })).toEqual({ appId: { key: 'required' } })
  })

  it('is shown line by line before it is sent', () => {
    expect(templateContent(template, { thing1: '换灯罩' }, noLink).fields).toEqual({
      id: 'T',
      '0.name': 'thing1',
      '0.label': '事项',
      '0.value': '换灯罩',
      '1.name': 'phone_number2',
      '1.label': '电话',
      '1.value': '…',
    })
  })
})
