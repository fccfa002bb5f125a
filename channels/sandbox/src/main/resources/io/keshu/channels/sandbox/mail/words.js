// What the mail page says, in Chinese and English; the choice is the one of all pages of the sandbox.
const KEY = 'keshu.sandbox.language'

const zh = {
  pageTitle: '邮箱 · 沙盒 · 客枢', title: '客户的邮箱', subtitle: '这里的邮件不会发给任何真实客户', pages: '沙盒的页面',
  'page./': '微信', 'page./mini': '小程序', 'page./sms': '短信', 'page./mail': '邮箱', 'page./shop': '网店',
  console: '打开工作台', offline: '沙盒没有应答，正在重新连接…', person: '客户', newPerson: '新客户', newLetter: '写信',
  empty: '还没有信。点“写信”写给公司试试。', to: '收件人', subject: '主题', text: '正文', html: '同时带一份 HTML', files: '附件',
  cancel: '取消', ok: '确定', send: '发送', name: '称呼', answer: '回复', me: '我', company: '公司', noSubject: '（无主题）',
  automatic: '自动回复', sent: '信已送到', failed: '没有成功：{0}', answering: '回复：{0}', file: '附件'
}

const en = {
  pageTitle: 'Mailbox · Sandbox · Keshu', title: 'A customer’s mailbox', subtitle: 'Nothing here reaches a real customer', pages: 'Pages of the sandbox',
  'page./': 'WeChat', 'page./mini': 'Mini program', 'page./sms': 'SMS', 'page./mail': 'Mailbox', 'page./shop': 'Shop',
  console: 'Open the console', offline: 'The sandbox does not answer; connecting again…', person: 'Customer', newPerson: 'New customer', newLetter: 'Write',
  empty: 'No letters yet. Write one to the company.', to: 'To', subject: 'Subject', text: 'Text', html: 'With an HTML part', files: 'Attachments',
  cancel: 'Cancel', ok: 'OK', send: 'Send', name: 'Name', answer: 'Reply', me: 'Me', company: 'Company', noSubject: '(No subject)',
  automatic: 'Automatic', sent: 'The letter has arrived', failed: 'That did not work: {0}', answering: 'Reply: {0}', file: 'Attachment'
}

let words = zh

export const saysEnglish = () => words === en

export function say(key, ...values) {
  return values.reduce((text, value, i) => text.replace(`{${i}}`, value), words[key] ?? key)
}

export function speak(language) {
  words = language === 'en' ? en : zh
  document.documentElement.lang = words === en ? 'en' : 'zh-CN'
  document.title = say('pageTitle')
  for (const element of document.querySelectorAll('[data-say]')) element.textContent = say(element.dataset.say)
  for (const element of document.querySelectorAll('[data-say-label]')) element.setAttribute('aria-label', say(element.dataset.sayLabel))
  const other = document.getElementById('language')
  other.textContent = words === en ? '中文' : 'English'
  other.lang = words === en ? 'zh-CN' : 'en'
  try {
    localStorage.setItem(KEY, language)
  } catch {
    // Without a store the page speaks Chinese again next time.
  }
}

export function begin() {
  let language = 'zh'
  try {
    language = localStorage.getItem(KEY) ?? 'zh'
  } catch {
    language = 'zh'
  }
  speak(language)
}
