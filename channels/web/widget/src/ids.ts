/** A random UUID, also where the page came by plain HTTP and crypto.randomUUID is missing. */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 15) | 64
  bytes[8] = (bytes[8]! & 63) | 128
  let text = ''
  for (let i = 0; i < 16; i++)
    text += ([4, 6, 8, 10].includes(i) ? '-' : '') + (bytes[i]! + 256).toString(16).slice(1)
  return text
}
