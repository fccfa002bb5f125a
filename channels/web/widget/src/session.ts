import { Refusal, type Hub } from './hub'
import type { Keep } from './keep'
import type { Page, Session } from './protocol'

/** Who the visitor is to the hub: the token, kept for the next page, renewed, and begun anew where it is no longer taken. */
export class Sessions {
  current?: Session
  private pending?: Promise<string>
  private member?: string

  constructor(
    private readonly hub: Hub,
    private readonly keep: Keep,
    private readonly page: () => Page,
    /** Another visitor than before: what was shown belongs to somebody else. */
    private readonly changed: (session: Session, other: boolean) => void,
  ) {
    this.current = keep.get<Session>('session')
  }

  /** A token that the hub took last; asks for one if there is none, or if that one is refused. */
  token(refused: boolean): Promise<string> {
    const kept = this.keep.get<Session>('session')
    // Another tab may have begun or renewed it.
    if (
      kept &&
      kept.token !== this.current?.token &&
      (!this.current || kept.visitor === this.current.visitor)
    ) {
      this.current = kept
      refused = false
    }
    if (!refused && this.current && !this.member) return Promise.resolve(this.current.token)
    return (this.pending ??= this.begin(refused).finally(() => (this.pending = undefined)))
  }

  /** What the hub said of this session on another way, or another tab was told. */
  take(session: Session): void {
    const other = !!this.current && this.current.visitor !== session.visitor
    this.current = session
    this.keep.set('session', session)
    this.changed(session, other)
  }

  /** Takes over what another tab keeps. */
  reread(): void {
    const kept = this.keep.get<Session>('session')
    if (kept) {
      const other = kept.visitor !== this.current?.visitor
      this.current = kept
      if (other) this.changed(kept, true)
    } else this.current = undefined
  }

  /** Somebody signed in on the page. Used with the next token that is asked for. */
  signIn(jwt: string): void {
    this.member = jwt
  }

  /** Nobody is signed in any more: the next token is a new visitor's. */
  signOut(): void {
    this.member = this.current = undefined
    this.keep.set('session', undefined)
  }

  private async begin(refused: boolean): Promise<string> {
    const { member, hub } = this
    const token = refused ? undefined : this.current?.token
    const ask = (token?: string, member?: string) =>
      hub.session({ token, member, language: hub.language, page: this.page() })
    let session: Session
    try {
      session = await ask(token, member)
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 401) throw error
      // A token of yesterday's secret begins a new visitor; a sign-in that is not taken leaves the visitor a guest.
      session = error.code === 'member.invalid' ? await ask(token) : await ask(undefined, member)
      if (error.code === 'member.invalid')
        console.warn('Keshu: the member token is not valid. ' + error.detail)
    }
    if (this.member === member) this.member = undefined
    this.take(session)
    return session.token
  }
}
