// Writes the call that would bring a message: its parameters and its body.
import { text } from 'node:stream/consumers'
import { encrypt, getSignature } from '@wecom/crypto'

const { token, encodingAesKey, appId, timestamp, nonce, message } = JSON.parse(await text(process.stdin))
const encrypted = encrypt(encodingAesKey, message, appId)
process.stdout.write(JSON.stringify({
  signature: getSignature(token, timestamp, nonce, encrypted),
  body: `<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`
}))
