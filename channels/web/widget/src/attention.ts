const COUNT = /^\(\d+\) /

/** What calls the visitor back: a number before the page's title, and a short sound. */
export class Attention {
  private audio?: AudioContext

  /** Puts the number before the title, whatever the page makes of the title meanwhile; 0 takes it away. */
  count(unread: number): void {
    const bare = document.title.replace(COUNT, '')
    const title = unread ? `(${unread}) ${bare}` : bare
    if (document.title !== title) document.title = title
  }

  /** A short tone, made here: no file is fetched. Silent where the browser wants a click first. */
  ring(): void {
    try {
      const audio = (this.audio ??= new AudioContext())
      const wave = audio.createOscillator()
      const gain = audio.createGain()
      const now = audio.currentTime
      wave.frequency.value = 784
      gain.gain.setValueAtTime(0.1, now)
      gain.gain.exponentialRampToValueAtTime(0.0001, now + 0.3)
      wave.connect(gain).connect(audio.destination)
      wave.start()
      wave.stop(now + 0.3)
    } catch {
      // No sound here.
    }
  }
}
