import type { Chat } from './chat'
import { Refusal } from './hub'
import { uuid } from './ids'
import type { Pending } from './outbox'

/** Files on their way: checked before anything is sent, shown with their progress, given up by a tap. */
export class Uploads {
  private readonly files = new Map<string, File>()
  private readonly aborts = new Map<string, () => void>()

  constructor(private readonly chat: Chat) {}

  /** Why a file can't be sent, in words; undefined if it can. The hub looks at what is inside and may still refuse. */
  problem(file: File): string | undefined {
    const { say, settings } = this.chat
    const { fileBytes, fileTypes } = settings!.limits
    const { name } = file
    if (!file.size) return say('empty', { name })
    if (file.size > fileBytes) return say('tooLarge', { name, size: size(file.size), max: size(fileBytes) })
    if (file.type && fileTypes.length && !fileTypes.some(type => matches(type, file.type)))
      return say('badType', { name })
    return undefined
  }

  send(file: File): void {
    const id = uuid()
    this.files.set(id, file)
    const picture = file.type.startsWith('image/')
    const item: Pending = {
      id,
      content: { kind: picture ? 'image' : 'file', name: file.name, bytes: file.size, type: file.type },
      group: this.chat.takeGroup(),
      at: new Date().toISOString(),
      state: 'uploading',
      percent: 0,
      preview: picture ? URL.createObjectURL(file) : undefined,
    }
    this.chat.put(item)
    void this.upload(item)
  }

  again(item: Pending): void {
    if (!this.files.has(item.id)) return
    this.chat.put({ ...item, state: 'uploading', percent: 0, detail: undefined })
    void this.upload(item)
  }

  /** After the connection came back: goes on with what waits. */
  resume(): void {
    for (const item of this.chat.outbox.list) {
      if (item.state === 'uploading' && !this.aborts.has(item.id)) void this.upload(item)
    }
  }

  cancel(id: string): void {
    this.aborts.get(id)?.()
    this.forget(id)
  }

  forget(id: string): void {
    this.files.delete(id)
    this.aborts.delete(id)
  }

  private async upload({ id }: Pending): Promise<void> {
    const file = this.files.get(id)
    if (!file) return
    // Taken before the first wait: a reconnect meanwhile does not begin it twice.
    this.aborts.set(id, () => this.files.delete(id))
    try {
      const token = await this.chat.token()
      const uploaded = await this.chat.hub.upload(
        token,
        file,
        percent => {
          if (this.chat.outbox.change(id, { percent })) this.chat.changed()
        },
        abort => this.aborts.set(id, abort),
      )
      const item = this.chat.outbox.get(id)
      if (!item) return
      const { upload, kind, name, type, bytes } = uploaded
      this.chat.uploaded({
        ...item,
        state: 'sending',
        percent: 100,
        content: { kind, upload, name, type, bytes },
      })
    } catch (error) {
      const item = this.chat.outbox.get(id)
      if (!item) return
      const detail = (error instanceof Refusal && error.detail) || this.chat.say('notSent')
      this.chat.put({ ...item, state: 'refused', detail })
    } finally {
      this.aborts.delete(id)
    }
  }
}

function matches(pattern: string, type: string): boolean {
  return pattern === type || (pattern.endsWith('/*') && type.startsWith(pattern.slice(0, -1)))
}

/** In words: 1.4 MB. */
export function size(bytes: number): string {
  const kilobytes = bytes / 1024
  return kilobytes < 1024 ? Math.ceil(kilobytes) + ' KB' : (kilobytes / 1024).toFixed(1) + ' MB'
}
