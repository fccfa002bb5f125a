/** What an agent has begun to write, per conversation; kept in this tab over reloads, apart for each agent. */
export class Drafts {
  constructor(
    private readonly agentId: string,
    private readonly storage: Storage = sessionStorage,
  ) {}

  read(conversationId: string): string {
    try {
      return this.storage.getItem(this.key(conversationId)) ?? ''
    } catch {
      return ''
    }
  }

  write(conversationId: string, text: string): void {
    try {
      if (text.trim() === '') this.storage.removeItem(this.key(conversationId))
      else this.storage.setItem(this.key(conversationId), text)
    } catch {
      // Storage is full or refused: the text stays in the field, which is where it matters.
    }
  }

  private key(conversationId: string): string {
    return `keshu.draft.${this.agentId}.${conversationId}`
  }
}
