// An account's server whose cryptography is @wecom/crypto: takes one encrypted push and answers it with an encrypted message.
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { decrypt, encrypt, getSignature } from '@wecom/crypto'

const { url, account, openid } = JSON.parse(await text(process.stdin))
const field = (xml, name) => new RegExp(`<${name}>(?:<!\\[CDATA\\[(.*?)\\]\\]>|(.*?))</${name}>`, 's').exec(xml)?.slice(1).find((part) => part !== undefined)

async function control(method, path, body) {
  const response = await fetch(url + path, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`)
  return response.json()
}

function answer(received) {
  const message = `<xml><ToUserName><![CDATA[${received.openid}]]></ToUserName><FromUserName><![CDATA[${field(received.message, 'ToUserName')}]]></FromUserName>`
    + '<CreateTime>1714036504</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[收到：' + field(received.message, 'Content') + ']]></Content></xml>'
  const encrypted = encrypt(account.encodingAesKey, message, account.appId)
  const [timestamp, nonce] = ['1714036504', '1514711492']
  return `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt><MsgSignature><![CDATA[${getSignature(account.token, timestamp, nonce, encrypted)}]]></MsgSignature>`
    + `<TimeStamp>${timestamp}</TimeStamp><Nonce><![CDATA[${nonce}]]></Nonce></xml>`
}

const received = await new Promise((resolve, reject) => {
  const server = createServer(async (request, response) => {
    const query = new URL(request.url, 'http://localhost').searchParams
    const encrypted = field(await text(request), 'Encrypt')
    const { message, id } = decrypt(account.encodingAesKey, encrypted)
    const signed = query.get('msg_signature') === getSignature(account.token, query.get('timestamp'), query.get('nonce'), encrypted)
    const one = { message, id, signed, openid: query.get('openid') }
    response.end(answer(one), () => server.close(() => resolve(one)))
    server.closeIdleConnections()
  }).listen(0, '127.0.0.1', async () => {
    try {
      await control('PATCH', `/control/accounts/${account.appId}`, { webhookUrl: `http://127.0.0.1:${server.address().port}/webhook` })
      await control('POST', `/control/accounts/${account.appId}/followers/${openid}/text`, { text: '在吗，中文 👍' })
    } catch (error) {
      reject(error)
    }
  })
})
process.stdout.write(JSON.stringify(received), () => process.exit(0))
