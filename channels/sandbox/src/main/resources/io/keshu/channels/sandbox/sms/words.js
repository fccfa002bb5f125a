// What the page of phones says, in Chinese and English; the choice is the one of all pages of the sandbox.
const KEY = 'keshu.sandbox.language'

const zh = {
  pageTitle: '短信 · 沙盒 · 客枢', title: '客户的短信', subtitle: '这里的短信不会发给任何真实客户', pages: '沙盒的页面',
  'page./': '微信', 'page./mini': '小程序', 'page./sms': '短信', 'page./mail': '邮箱', 'page./shop': '网店',
  console: '打开工作台', offline: '沙盒没有应答，正在重新连接…', person: '客户', newPerson: '新客户', off: '关机',
  unbound: '客枢还没有连上短信中心，发出的短信会在连上后送到。', to: '发给', messages: '短信', text: '短信内容', send: '发送',
  name: '称呼', cancel: '取消', ok: '确定', failed: '没有成功：{0}', 'state.waiting': '发送中', 'state.taken': '客枢已收下', segments: '{0} 条'
}

const en = {
  pageTitle: 'SMS · Sandbox · Keshu', title: 'A customer’s phone', subtitle: 'Nothing here reaches a real customer', pages: 'Pages of the sandbox',
  'page./': 'WeChat', 'page./mini': 'Mini program', 'page./sms': 'SMS', 'page./mail': 'Mailbox', 'page./shop': 'Shop',
  console: 'Open the console', offline: 'The sandbox does not answer; connecting again…', person: 'Customer', newPerson: 'New customer', off: 'Switched off',
  unbound: 'Keshu is not bound to the SMSC yet; messages arrive when it is.', to: 'To', messages: 'Messages', text: 'Text', send: 'Send',
  name: 'Name', cancel: 'Cancel', ok: 'OK', failed: 'That did not work: {0}', 'state.waiting': 'Sending', 'state.taken': 'Taken by Keshu', segments: '{0} segments'
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
