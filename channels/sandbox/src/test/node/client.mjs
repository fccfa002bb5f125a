// co-wechat-api as the account's server. Reads what it needs to know, and writes what came of each call.
import { text } from 'node:stream/consumers'
import API from 'co-wechat-api'

const { url, appId, secret, openid, stranger } = JSON.parse(await text(process.stdin))

async function outcome(work) {
  try {
    return { answer: await work() }
  } catch (error) {
    return { code: error.code, message: error.message }
  }
}

function client(withSecret) {
  const api = new API(appId, withSecret)
  api.prefix = `${url}/cgi-bin/`
  return api
}

const api = client(secret)
const token = await outcome(() => api.getAccessToken())
process.stdout.write(JSON.stringify({
  token: { valid: token.answer?.isValid?.() ?? (token.answer?.accessToken ?? '').length > 0, code: token.code },
  wrongSecret: await outcome(() => client('0123456789abcdef').getAccessToken()),
  sent: await outcome(() => api.sendText(openid, '您好 <b> "引号" 👍')),
  toStranger: await outcome(() => api.sendText(stranger, '您好')),
  image: await outcome(() => api.sendImage(openid, 'media')),
  user: await outcome(() => api.getUser(openid)),
  followers: await outcome(() => api.getFollowers()),
  addresses: await outcome(() => api.getIp())
}))
