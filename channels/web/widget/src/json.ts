const ESCAPES: Record<string, string> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/**
 * JSON of a value. Old libraries add toJSON to arrays and strings, which JSON.stringify then calls and turns lists into strings;
 * this asks nobody.
 */
export function encode(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'number') return isFinite(value) ? String(value) : 'null'
  if (typeof value === 'boolean') return String(value)
  let text = ''
  if (Array.isArray(value)) {
    for (const item of value) text += (text && ',') + encode(item)
    return `[${text}]`
  }
  for (const name of Object.keys(value)) {
    const item = (value as Record<string, unknown>)[name]
    if (item !== undefined && typeof item !== 'function')
      text += `${text && ','}${quote(name)}:${encode(item)}`
  }
  return `{${text}}`
}

function quote(text: string): string {
  let out = '"'
  for (let i = 0; i < text.length; i++) {
    const unit = text.charAt(i)
    const code = text.charCodeAt(i)
    out += ESCAPES[unit] ?? (code < 32 || code === 0x2028 || code === 0x2029 ? escaped(code) : unit)
  }
  return out + '"'
}

function escaped(code: number): string {
  return '\\u' + (code + 0x10000).toString(16).slice(1)
}

/** What JSON text says, read by the browser itself and not by what the page put in the place of JSON.parse. */
export function decode(text: string): Promise<unknown> {
  return new Response(text).json()
}
