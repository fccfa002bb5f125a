// The shop: what it sells, who is signed in, and the switches that try the widget.
const zh = {
  sandbox: '沙盒', pages: '沙盒的页面', icon: '图标', 'icon.own': '按后台设置', 'icon.floating': '浮动按钮', 'icon.tab': '侧边栏', 'icon.image': '图片',
  'icon.link': '文字链接', 'icon.groups': '选择分组', theme: '外观', 'theme.auto': '跟随系统', 'theme.light': '浅色', 'theme.dark': '深色',
  hostile: '捣乱的样式', strict: '严格的 CSP', console: '打开工作台', goods: '商品', 'nav.lamp': '灯具', 'nav.sofa': '沙发', 'nav.quilt': '床品',
  cart: '购物车', buy: '加入购物车', ask: '拿不定主意？', 'ask.link': '问问客服', waiting: '客枢还没有启动，客服窗口稍后出现。',
  'sign.in': '以会员身份登录', 'sign.out': '退出登录', 'sign.failed': '登录没有成功，请再试一次', member: '会员 {0}',
  'page.': '微信', 'page.mini': '小程序', 'page.sms': '短信', 'page.mail': '邮箱', 'page.shop': '商店',
  'lamp.name': '亚麻灯罩落地灯', 'lamp.about': '暖光可调，一米六高，灯罩可单独更换', 'sofa.name': '灰绿布艺沙发', 'sofa.about': '三人位，坐深六十，布套可拆洗',
  'quilt.name': '水洗棉四件套', 'quilt.about': '一米八床，越洗越软'
}

const en = {
  sandbox: 'Sandbox', pages: 'Pages of the sandbox', icon: 'Icon', 'icon.own': 'As configured', 'icon.floating': 'Round button', 'icon.tab': 'Side tab', 'icon.image': 'Picture',
  'icon.link': 'Text link', 'icon.groups': 'List of groups', theme: 'Look', 'theme.auto': 'As the system', 'theme.light': 'Light', 'theme.dark': 'Dark',
  hostile: 'Hostile styles', strict: 'Strict CSP', console: 'Open the console', goods: 'Goods', 'nav.lamp': 'Lamps', 'nav.sofa': 'Sofas', 'nav.quilt': 'Bedding',
  cart: 'Cart', buy: 'Add to cart', ask: 'Not sure?', 'ask.link': 'Ask us', waiting: 'Keshu is not up yet; the chat appears later.',
  'sign.in': 'Sign in as a member', 'sign.out': 'Sign out', 'sign.failed': 'Signing in did not work; please try again', member: 'Member {0}',
  'page.': 'WeChat', 'page.mini': 'Mini program', 'page.sms': 'SMS', 'page.mail': 'Mailbox', 'page.shop': 'Shop',
  'lamp.name': 'Floor lamp with a linen shade', 'lamp.about': 'Warm, dimmable, 1.6 m; the shade can be replaced', 'sofa.name': 'Sage fabric sofa', 'sofa.about': 'Three seats, 60 cm deep, washable covers',
  'quilt.name': 'Washed cotton bedding', 'quilt.about': 'For a 1.8 m bed; softer with every wash'
}

const PRICES = { lamp: '¥ 329', sofa: '¥ 2,480', quilt: '¥ 459' }
const PAGES = ['/', '/mini', '/sms', '/mail', '/shop']
const SWITCHES = ['icon', 'theme', 'css', 'policy', 'language']
const MEMBER = { id: 'm1001', name: '周先生' }

const byId = (id) => document.getElementById(id)
const query = new URLSearchParams(location.search)
const product = query.get('product') in PRICES ? query.get('product') : 'lamp'
const english = query.get('language') ? query.get('language') === 'en' : !navigator.language.startsWith('zh')
const words = english ? en : zh
const say = (key, value) => words[key].replace('{0}', value)

function go(change) {
  const next = new URLSearchParams(location.search)
  for (const [name, value] of Object.entries(change)) {
    if (value) next.set(name, value)
    else next.delete(name)
  }
  location.search = next.toString()
}

function translate() {
  document.documentElement.lang = english ? 'en' : 'zh-CN'
  for (const element of document.querySelectorAll('[data-i18n]')) element.textContent = say(element.dataset.i18n)
  for (const element of document.querySelectorAll('[data-i18n-label]')) element.setAttribute('aria-label', say(element.dataset.i18nLabel))
  byId('language').textContent = english ? '中文' : 'English'
  byId('language').lang = english ? 'zh-CN' : 'en'
}

function showProduct() {
  byId('name').textContent = say(product + '.name')
  byId('about').textContent = say(product + '.about')
  byId('price').textContent = PRICES[product]
  document.title = say(product + '.name')
  const picture = document.querySelector(`[data-product="${product}"]`)
  picture.removeAttribute('hidden')
  picture.setAttribute('aria-label', say(product + '.name'))
  // What is tried stays from one page of the shop to the next.
  for (const link of document.querySelectorAll('a[data-keep]')) {
    const address = new URL(link.href)
    for (const name of SWITCHES) if (query.get(name)) address.searchParams.set(name, query.get(name))
    link.href = address.pathname + address.search
    if (address.searchParams.get('product') === product) link.setAttribute('aria-current', 'page')
  }
}

function showCart() {
  byId('cart').textContent = sessionStorage.getItem('shop.cart') ?? '0'
}

function signedIn() {
  return sessionStorage.getItem('shop.member')
}

function showMember() {
  const name = signedIn()
  byId('member').textContent = name ? say('member', name) : ''
  byId('sign').textContent = say(name ? 'sign.out' : 'sign.in')
}

/** Tells the widget, whether it is there already or not yet. */
function tell(token) {
  if (Array.isArray(window.Keshu) || !window.Keshu) (window.Keshu = window.Keshu ?? []).push(['member', token])
  else window.Keshu.member(token)
}

async function sign() {
  const out = signedIn()
  if (out) {
    sessionStorage.removeItem('shop.member')
    tell(null)
  } else {
    const answer = await fetch('/shop/member', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(MEMBER) })
    if (!answer.ok) {
      byId('member').textContent = say('sign.failed')
      return
    }
    tell((await answer.json()).token)
    sessionStorage.setItem('shop.member', MEMBER.name)
  }
  showMember()
}

async function showSandbox() {
  const [pages, info] = await Promise.all(['pages', 'info'].map(async (name) => (await fetch('/control/' + name)).json()))
  const nav = byId('pages')
  for (const page of PAGES.filter((each) => pages.includes(each))) {
    const link = document.createElement('a')
    link.href = page
    link.textContent = say('page.' + page.slice(1))
    if (page === location.pathname) link.setAttribute('aria-current', 'page')
    nav.append(link)
  }
  nav.hidden = nav.childElementCount < 2
  byId('console').hidden = !info.consoleUrl
  if (info.consoleUrl) byId('console').href = info.consoleUrl
  byId('waiting').hidden = !!info.consoleUrl
}

const switches = byId('switches')
for (const field of switches.elements) {
  if (field.type === 'checkbox') field.checked = query.get(field.name) === field.value
  else field.value = query.get(field.name) ?? ''
  field.addEventListener('change', () => go({ [field.name]: field.type === 'checkbox' ? field.checked && field.value : field.value }))
}
byId('language').addEventListener('click', () => go({ language: english ? 'zh' : 'en' }))
byId('sign').addEventListener('click', sign)
byId('buy').addEventListener('click', () => {
  sessionStorage.setItem('shop.cart', String(Number(sessionStorage.getItem('shop.cart') ?? 0) + 1))
  showCart()
})
translate()
showProduct()
showCart()
showMember()
showSandbox()
