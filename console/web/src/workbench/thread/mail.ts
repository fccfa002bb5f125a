/** Where a letter is, so that what it names can be fetched. */
export interface LetterPlace {
  conversation: string
  number: number
}

/**
 * A letter's HTML as a page of its own. The hub has cleaned it; should anything have slipped through, the policy keeps it from running
 * and from loading, and the frame's sandbox keeps it out of the console. Pictures are part of the page itself.
 */
export const harmlessPage = (html: string) =>
  '<!doctype html><meta charset="utf-8">' +
  '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; img-src data:">' +
  '<style>body{font:14px/1.6 sans-serif;margin:8px;overflow-wrap:anywhere}img{max-width:100%;height:auto}</style>' +
  html

/** Pictures that the letter names and does not bring. */
const remote = (page: Document) => [...page.querySelectorAll<HTMLImageElement>('img[data-remote]')]

const parsed = (html: string) => new DOMParser().parseFromString(html, 'text/html')

export const remotePictures = (html: string) => remote(parsed(html)).length

const asData = (blob: Blob) =>
  new Promise<string>((done, failed) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result))
    reader.onerror = () => failed(reader.error)
    reader.readAsDataURL(blob)
  })

/** A letter may name many; the hub is asked for a few at a time. */
const AT_ONCE = 4

/** The letter with its pictures, as far as the hub could fetch them, and how many it could not. */
export async function withPictures(
  html: string,
  place: LetterPlace,
): Promise<{ html: string; missing: number }> {
  const page = parsed(html)
  const images = remote(page)
  let next = 0
  let missing = 0
  const load = async () => {
    while (next < images.length) {
      const index = next++
      try {
        const answer = await fetch(
          `/api/conversations/${place.conversation}/messages/${place.number}/remote-pictures/${index}`,
          { credentials: 'same-origin' },
        )
        if (!answer.ok) throw new Error(String(answer.status))
        images[index]?.setAttribute('src', await asData(await answer.blob()))
      } catch {
        missing++
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, load))
  return { html: page.body.innerHTML, missing }
}
