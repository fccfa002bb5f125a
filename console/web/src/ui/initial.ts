/** What stands on an avatar: a Chinese name's first character; of a generated name the end of its number, which tells them apart. */
export function initial(name: string): string {
  const generated = /[\s_]([0-9A-Za-z]{2,})$/.exec(name.trim())
  if (generated && !/^[A-Za-z]+\s[A-Za-z]+$/.test(name.trim())) return generated[1]!.slice(-2).toUpperCase()
  return [...name.trim()][0]?.toUpperCase() ?? '?'
}
