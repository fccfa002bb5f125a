/**
 * Plays what browsers don't: AMR, the form of WeChat's recordings. The decoder is large and seldom needed, so it is loaded with the
 * first recording that is played. It is the narrow-band one, which is all that WeChat sends.
 */
export interface Playing {
  stop(): void
}

export async function playAmr(url: string, ended: () => void): Promise<Playing> {
  const [{ default: Decoder }, answer] = await Promise.all([
    import('benz-amr-recorder'),
    fetch(url, { credentials: 'same-origin' }),
  ])
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
  const decoder = new Decoder()
  await decoder.initWithBlob(await answer.blob())
  decoder.onAutoEnded(ended)
  decoder.play()
  return { stop: () => decoder.stop() }
}
