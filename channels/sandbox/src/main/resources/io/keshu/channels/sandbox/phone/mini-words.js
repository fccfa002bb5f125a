// What only the page of mini programs says.
import { teach } from './words.js'

teach(
  {
    pageTitle: '小程序 · 沙盒 · 客枢', 'mini.program': '小程序', 'mini.enter': '打开客服', 'mini.page': '发页面',
    'mini.subscribe': '订阅消息', 'mini.withdraw': '取消订阅', 'mini.allow': '允许', 'mini.refuse': '拒绝',
    'mini.consents': '客户同意接收的订阅消息', 'mini.consents.help': '同意一次，只能发一条', 'mini.left': '还可以发 {0} 条', 'mini.none': '没有同意',
    'mini.form': '推送的数据格式', 'mini.form.help': '微信按账号的设置用 XML 或 JSON 推送',
    'mini.askEnter': '从哪里打开客服', 'mini.from': '按钮带的参数（session-from，可以不填）', 'mini.fromValue': '商品 1024',
    'mini.askPage': '发送小程序页面', 'mini.pageTitle': '页面标题', 'mini.pageValue': '白茶饼 350 克',
    'mini.popup': '「{0}」申请给你发送消息', 'mini.askWithdraw': '不再接收哪些消息',
    'event.user_enter_tempsession': '打开了客服', 'event.subscribe_accept': '允许了订阅消息', 'event.subscribe_reject': '拒绝了订阅消息', 'event.subscribe_withdraw': '取消了订阅消息'
  },
  {
    pageTitle: 'Mini program · Sandbox · Keshu', 'mini.program': 'Mini program', 'mini.enter': 'Open service', 'mini.page': 'Send page',
    'mini.subscribe': 'Subscribe', 'mini.withdraw': 'Unsubscribe', 'mini.allow': 'Allow', 'mini.refuse': 'Refuse',
    'mini.consents': 'Subscribe messages that the customer agreed to', 'mini.consents.help': 'One consent, one message', 'mini.left': '{0} left', 'mini.none': 'no consent',
    'mini.form': 'Format of pushes', 'mini.form.help': 'WeChat pushes XML or JSON, as the account has chosen',
    'mini.askEnter': 'Where the service is opened from', 'mini.from': 'The button\'s session-from, may be empty', 'mini.fromValue': 'Item 1024',
    'mini.askPage': 'Send a page of the mini program', 'mini.pageTitle': 'Title of the page', 'mini.pageValue': 'White tea, 350 g',
    'mini.popup': '“{0}” would like to send you messages', 'mini.askWithdraw': 'Which messages are not wanted any more',
    'event.user_enter_tempsession': 'opened the service', 'event.subscribe_accept': 'allowed subscribe messages', 'event.subscribe_reject': 'refused subscribe messages', 'event.subscribe_withdraw': 'withdrew from subscribe messages'
  }
)
