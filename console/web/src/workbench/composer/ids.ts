/** A fresh client id. crypto.randomUUID is missing where the console is served over plain HTTP, getRandomValues is not. */
export function newClientId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
