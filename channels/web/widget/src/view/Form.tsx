import type { Chat } from '../chat'
import type { Stage } from '../dom/stage'
import type { Field } from '../protocol'
import type { Say } from '../words'

/** What is wrong with a field, in words; empty if nothing is. The hub checks it again. */
export function fault({ kind, label, required }: Field, value: string, say: Say): string {
  const text = value.trim()
  if (!text) return required ? say('required', { label }) : ''
  if (kind === 'phone' && !/^\+?[\d\s()-]{6,20}$/.test(text)) return say('badPhone')
  if (kind === 'email' && !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text)) return say('badEmail')
  return ''
}

/** The form before the chat, or the one that leaves a message. What is filled in stays when the window closes. */
export function form(chat: Chat, stage: Stage, kind: 'before' | 'message'): Node {
  const { say, settings } = chat
  const before = kind === 'before'
  const fields = before ? settings!.form : settings!.messageForm
  const faults: Record<string, string> = {}
  const inputs = new Map<Field, HTMLElement>()
  const valueOf = (field: Field) => chat.filled[field.name] ?? ''
  const check = (field: Field) => {
    const problem = (faults[field.name] = fault(field, valueOf(field), say))
    inputs.get(field)!.setAttribute('aria-invalid', String(!!problem))
    return problem
  }
  const submit = (event: Event) => {
    event.preventDefault()
    const wrong = fields.filter(check)[0]
    stage.update()
    if (wrong) return inputs.get(wrong)!.focus()
    const sent: Record<string, string> = {}
    for (const field of fields) if (valueOf(field).trim()) sent[field.name] = valueOf(field).trim()
    chat.submit(kind, sent)
  }
  const input = (field: Field, id: string): Node => {
    const shared = {
      id,
      ref: (el: HTMLElement) => inputs.set(field, el),
      'aria-describedby': id + '-p',
      onInput: (event: Event) => chat.fill(field.name, (event.target as HTMLInputElement).value),
      onBlur: () => {
        if (valueOf(field) || faults[field.name]) check(field)
        stage.update()
      },
    }
    const value = valueOf(field)
    if (field.kind === 'long') return <textarea {...shared} rows={4} value={value} />
    if (field.kind !== 'choice')
      return (
        <input
          {...shared}
          type={field.kind === 'phone' ? 'tel' : field.kind === 'email' ? 'email' : 'text'}
          value={value}
        />
      )
    return (
      <select {...shared}>
        <option value="">{say('choose')}</option>
        {(field.options ?? []).map(option => (
          <option value={option} selected={option === value}>
            {option}
          </option>
        ))}
      </select>
    )
  }
  return (
    <form class="fm" novalidate onSubmit={submit}>
      {before && <p>{settings!.look.greeting}</p>}
      {stage.part(
        () => [chat.formProblem],
        () =>
          !!chat.formProblem && (
            <p class="bad" role="alert">
              {chat.formProblem}
            </p>
          ),
      )}
      {fields.map((field, i) => (
        <div>
          <label for={'f' + i}>
            {field.label} {!field.required && <small>{say('optional')}</small>}
          </label>
          {input(field, 'f' + i)}
          {stage.part(
            () => [faults[field.name]],
            () => (
              <div class="bad" id={`f${i}-p`}>
                {faults[field.name]}
              </div>
            ),
          )}
        </div>
      ))}
      <button class="big">{say(before ? 'start' : 'submitMessage')}</button>
      {!before && (chat.entries.list[0] || chat.outbox.list[0]) && (
        <button type="button" class="lk" onClick={() => chat.wantThread(true)}>
          {say('toThread')}
        </button>
      )}
    </form>
  )
}
