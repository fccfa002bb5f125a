// What the page says, in Chinese and English, and which of them it speaks.
const KEY = 'keshu.sandbox.language'

const zh = {
  'page.': '公众号', 'page.mini': '小程序', 'page.sms': '短信', 'page.mail': '邮箱', 'page.shop': '商店', pages: '沙盒的页面',
  title: '沙盒', subtitle: '这里的消息不会发给任何真实客户', pageTitle: '沙盒 · 客枢',
  'step.wrote': '以客户身份说一句', 'step.taken': '客枢收下', 'step.answered': '在工作台回复，回到这里看',
  reset: '清空重来', console: '打开工作台', offline: '沙盒没有应答，正在重新连接…',
  account: '公众号', follower: '客户', newFollower: '新客户', chat: '聊天', message: '消息', send: '发送',
  notFollowing: '关注后才能发消息', follow: '关注公众号', followShort: '关注', unfollowShort: '取消关注', notFollowingMark: '（未关注）',
  scan: '扫码', click: '点菜单', locate: '报位置', pay: '付款', templates: '收到模板消息时', 'templates.DELIVERED': '正常收下', 'templates.BLOCKED': '客户拒收', 'templates.FAILED': '微信发送失败', picture: '图片视频', voice: '语音', sendPlace: '发位置',
  'ask.voice': '说一段语音', 'ask.said': '说了什么（微信识别出的文字）', said: '你好，我想退货', 'ask.place': '发送位置', 'ask.label': '地点', place: '杭州市民中心',
  'type.image': '图片', 'type.voice': '语音', 'type.video': '视频', 'type.location': '位置', save: '保存录音', amr: '浏览器不能播放 AMR，MP3 可以', 'type.miniprogrampage': '小程序', 'type.other': '图文', typing: '对方正在输入…',
  'ask.newFollower': '添加一位客户', 'ask.name': '称呼', 'ask.scan': '扫描带参数的二维码', 'ask.scene': '场景值',
  'ask.click': '点击自定义菜单', 'ask.key': '菜单的 key', cancel: '取消', ok: '确定',
  faults: '让微信出错', 'faults.help': '看看客枢怎么应对', 'faults.now': '正在生效的故障', 'faults.clear': '全部恢复正常',
  'fault.api': '客枢调用微信时', 'fault.push': '微信推送给客枢时', 'fault.answer': '结果', 'fault.errcode': '错误码',
  'fault.status': '状态码', 'fault.path': '接口', 'fault.count': '次数', 'fault.delay': '延迟（毫秒）', 'fault.when': '请求',
  'fault.set': '生效', 'fault.duplicates': '多推几次', 'fault.reorder': '每几条打乱', 'fault.drop': '丢掉前几次',
  'fault.pushes': '条数', 'fault.endless': '一直', 'fault.remove': '取消这个故障',
  'answer.errcode': '返回错误码', 'answer.right': '变慢', 'answer.status': 'HTTP 错误', 'answer.garbage': '返回乱码',
  'answer.bare': '只返回 {}', 'answer.empty': '返回空内容', 'answer.truncated': '只返回一半', 'answer.cut': '断开连接', 'answer.hang': '一直不回应',
  'path.all': '全部', 'path.send': '发消息', 'path.token': '取令牌', 'path.typing': '输入状态',
  'when.before': '没有执行', 'when.after': '已经执行',
  'chip.left': '还剩 {0} 次', 'chip.endless': '直到取消', 'chip.delay': '延迟 {0} 毫秒', 'chip.every': '每第 {0} 次',
  'chip.duplicates': '多推 {0} 次', 'chip.reorder': '每 {0} 条打乱', 'chip.drop': '丢掉前 {0} 次', 'chip.after': '但已执行',
  log: '刚刚发生', 'log.help': '客枢与微信之间的每次调用和推送', 'log.empty': '还没有。在手机上说一句试试。',
  'kind.call': '调用', 'kind.push': '推送', 'kind.delivered': '到达',
  'push.acknowledged': '客枢已收下', 'push.replied': '客枢收下并回复', 'push.failed': '客枢没有收下', 'push.tries': '试了 {0} 次',
  'push.copy': '重复', 'end.noAnswer': '没有应答', 'end.onDemand': '按设定 {0}', 'via.api': '客服消息', 'via.passive': '被动回复',
  'event.subscribe': '关注了公众号', 'event.unsubscribe': '取消了关注', 'event.SCAN': '扫了二维码', 'event.CLICK': '点了菜单', 'event.view_miniprogram': '点了菜单，打开小程序', 'event.scancode_push': '点了菜单，扫码', 'event.scancode_waitmsg': '点了菜单，扫码等待', 'event.pic_sysphoto': '点了菜单，拍照', 'event.pic_photo_or_album': '点了菜单，拍照或相册', 'event.pic_weixin': '点了菜单，相册', 'event.location_select': '点了菜单，选位置', menu: '公众号菜单',
  'event.VIEW': '打开了链接', 'event.user_pay_from_pay_cell': '付了款', 'template.more': '查看详情', 'template.program': '打开小程序', 'event.LOCATION': '上报了位置',
  fault: '该公众号提供的服务出现故障，请稍后再试', failed: '没有成功：{0}',
  'name.new': '新客户 {0}'
}

const en = {
  'page.': 'Official account', 'page.mini': 'Mini program', 'page.sms': 'SMS', 'page.mail': 'Mailbox', 'page.shop': 'Shop', pages: 'Pages of the sandbox',
  title: 'Sandbox', subtitle: 'Nothing here reaches a real customer', pageTitle: 'Sandbox · Keshu',
  'step.wrote': 'Say something as a customer', 'step.taken': 'Keshu takes it', 'step.answered': 'Answer in the console, see it here',
  reset: 'Start over', console: 'Open the console', offline: 'The sandbox does not answer; connecting again…',
  account: 'Official account', follower: 'Customer', newFollower: 'New customer', chat: 'Chat', message: 'Message', send: 'Send',
  notFollowing: 'Follow the account to write to it', follow: 'Follow', followShort: 'Follow', unfollowShort: 'Unfollow', notFollowingMark: ' (not following)',
  scan: 'Scan', click: 'Menu', locate: 'Location', pay: 'Pay', templates: 'Template messages', 'templates.DELIVERED': 'arrive', 'templates.BLOCKED': 'are refused by the customer', 'templates.FAILED': 'fail at WeChat', picture: 'Picture', voice: 'Voice', sendPlace: 'Place',
  'ask.voice': 'Say something', 'ask.said': 'What was said, as WeChat recognises it', said: 'Hello, I want to return this', 'ask.place': 'Send a place', 'ask.label': 'Place', place: 'Hangzhou Civic Centre',
  'type.image': 'Picture', 'type.voice': 'Voice', 'type.video': 'Video', 'type.location': 'Place', save: 'Save the recording', amr: 'Browsers play MP3, not AMR', 'type.miniprogrampage': 'Mini program', 'type.other': 'Article', typing: 'Typing…',
  'ask.newFollower': 'Add a customer', 'ask.name': 'Name', 'ask.scan': 'Scan a QR code with a parameter', 'ask.scene': 'Scene',
  'ask.click': 'Click an item of the menu', 'ask.key': 'Key of the item', cancel: 'Cancel', ok: 'OK',
  faults: 'Let WeChat fail', 'faults.help': 'and see what Keshu does', 'faults.now': 'Faults that hold now', 'faults.clear': 'Back to normal',
  'fault.api': 'When Keshu calls WeChat', 'fault.push': 'When WeChat pushes to Keshu', 'fault.answer': 'Result', 'fault.errcode': 'Error code',
  'fault.status': 'Status', 'fault.path': 'Calls', 'fault.count': 'How many', 'fault.delay': 'Delay (ms)', 'fault.when': 'The call',
  'fault.set': 'Set', 'fault.duplicates': 'Pushed again', 'fault.reorder': 'Shuffled by', 'fault.drop': 'Tries dropped',
  'fault.pushes': 'How many', 'fault.endless': 'endless', 'fault.remove': 'Remove this fault',
  'answer.errcode': 'Error code', 'answer.right': 'Slow', 'answer.status': 'HTTP error', 'answer.garbage': 'Garbage',
  'answer.bare': 'Only {}', 'answer.empty': 'Empty answer', 'answer.truncated': 'Half an answer', 'answer.cut': 'Connection cut', 'answer.hang': 'No answer at all',
  'path.all': 'All', 'path.send': 'Messages', 'path.token': 'Tokens', 'path.typing': 'Typing',
  'when.before': 'is not carried out', 'when.after': 'is carried out',
  'chip.left': '{0} left', 'chip.endless': 'until removed', 'chip.delay': 'delayed {0} ms', 'chip.every': 'every {0}th',
  'chip.duplicates': 'pushed {0} more times', 'chip.reorder': 'shuffled by {0}', 'chip.drop': '{0} tries dropped', 'chip.after': 'but carried out',
  log: 'Just now', 'log.help': 'Each call and push between Keshu and WeChat', 'log.empty': 'Nothing yet. Say something on the phone.',
  'kind.call': 'Call', 'kind.push': 'Push', 'kind.delivered': 'Phone',
  'push.acknowledged': 'taken by Keshu', 'push.replied': 'taken and answered', 'push.failed': 'not taken', 'push.tries': '{0} tries',
  'push.copy': 'copy', 'end.noAnswer': 'no answer', 'end.onDemand': '{0} on demand', 'via.api': 'by the API', 'via.passive': 'passive reply',
  'event.subscribe': 'followed the account', 'event.unsubscribe': 'unfollowed the account', 'event.SCAN': 'scanned a QR code', 'event.CLICK': 'clicked the menu', 'event.view_miniprogram': 'tapped the menu: mini program', 'event.scancode_push': 'tapped the menu: scan', 'event.scancode_waitmsg': 'tapped the menu: scan and wait', 'event.pic_sysphoto': 'tapped the menu: camera', 'event.pic_photo_or_album': 'tapped the menu: camera or album', 'event.pic_weixin': 'tapped the menu: album', 'event.location_select': 'tapped the menu: place', menu: 'Menu of the account',
  'event.VIEW': 'opened a link', 'event.user_pay_from_pay_cell': 'paid', 'template.more': 'See more', 'template.program': 'Open the mini program', 'event.LOCATION': 'told the location',
  fault: 'The service of this official account is out of order. Please try again later.', failed: 'That did not work: {0}',
  'name.new': 'New customer {0}'
}

let words = zh
const listeners = []

/** Calls this whenever the page begins to speak another language. */
export function spoken(listener) {
  listeners.push(listener)
}

/** Words of one page alone, in both languages. */
export function teach(chinese, english) {
  Object.assign(zh, chinese)
  Object.assign(en, english)
}

export function say(key, ...values) {
  const text = words[key] ?? zh[key] ?? key
  return text.replace(/\{(\d)\}/g, (_, index) => String(values[index]))
}

export function saysEnglish() {
  return words === en
}

function saved() {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

/** Speaks a language from now on, and remembers it where the browser lets it. */
export function speak(language) {
  words = language === 'en' ? en : zh
  try {
    localStorage.setItem(KEY, language)
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  show()
}

function show() {
  document.documentElement.lang = words === en ? 'en' : 'zh-CN'
  document.title = say('pageTitle')
  for (const element of document.querySelectorAll('[data-i18n]')) element.textContent = say(element.dataset.i18n)
  for (const element of document.querySelectorAll('[data-i18n-placeholder]')) element.placeholder = say(element.dataset.i18nPlaceholder)
  for (const element of document.querySelectorAll('[data-i18n-label]')) {
    element.setAttribute('aria-label', say(element.dataset.i18nLabel))
    if (element.tagName === 'BUTTON') element.title = say(element.dataset.i18nLabel)
  }
  const other = document.getElementById('language')
  other.textContent = words === en ? '中文' : 'English'
  other.lang = words === en ? 'zh-CN' : 'en'
  for (const listener of listeners) listener()
}

export function begin() {
  words = saved() === 'en' ? en : zh
  show()
}
