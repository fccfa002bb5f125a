// Opens an encrypted answer, and tells whether its signature is right.
import { text } from 'node:stream/consumers'
import { decrypt, getSignature } from '@wecom/crypto'

const { token, encodingAesKey, body } = JSON.parse(await text(process.stdin))
const field = (name) => new RegExp(`<${name}>(?:<!\\[CDATA\\[(.*?)\\]\\]>|(.*?))</${name}>`, 's').exec(body).slice(1).find((part) => part !== undefined)
const { message, id } = decrypt(encodingAesKey, field('Encrypt'))
const signed = field('MsgSignature') === getSignature(token, field('TimeStamp'), field('Nonce'), field('Encrypt'))
process.stdout.write(JSON.stringify({ message, id, signed }))
