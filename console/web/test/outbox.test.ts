import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiProblem } from '@/api/problem'
import type { Message } from '@/api/types'
import { Outbox, type Outgoing } from '@/workbench/composer/outbox'
import { message, settle } from './samples'

interface Call {
  conversation: string
  clientId: string
  text: string
}
type Answer = (call: Call) => Promise<Message>

const unreachable: Answer = () => Promise.reject(ApiProblem.unreachable('away'))
const status = (code: number, name: string): Answer => {
  return () => Promise.reject(ApiProblem.of(code, { code: name, detail: 'said the hub' }))
}

function outbox(answer: Answer) {
  const state = { answer, calls: [] as Call[], confirmed: [] as Message[], shown: [] as readonly Outgoing[] }
  const create = () =>
    new Outbox('keshu.outbox.1', {
      post: (conversation, clientId, text) => {
        const call = { conversation, clientId, text }
        state.calls.push(call)
        return state.answer(call)
      },
      confirmed: (_id, confirmed) => void state.confirmed.push(confirmed),
      changed: entries => (state.shown = entries),
    })
  return { state, create, box: create() }
}
const accepts: Answer = async ({ clientId }) => message(9, { clientId })

beforeEach(() => void vi.useFakeTimers())

describe('the outbox', () => {
  it('shows a message at once and lets it go when the hub has it', async () => {
    const { state, box } = outbox(accepts)
    const entry = box.send('7', 'hello')
    expect(state.shown.map(e => [e.text, e.state])).toEqual([['hello', 'posting']])
    await settle()
    expect(state.shown).toEqual([])
    expect(state.confirmed.map(m => m.clientId)).toEqual([entry.clientId])
  })

  it('repeats a lost answer under the same client id, later and later', async () => {
    const { state, box } = outbox(unreachable)
    box.send('7', 'hello')
    await settle()
    expect(state.shown[0]?.state).toBe('waiting')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(state.calls).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(state.calls).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(state.calls).toHaveLength(3)
    state.answer = accepts
    await vi.advanceTimersByTimeAsync(4_000)
    expect(new Set(state.calls.map(c => c.clientId)).size).toBe(1)
    expect(state.shown).toEqual([])
  })

  it("keeps the order of a conversation's messages over a failure", async () => {
    const { state, box } = outbox(unreachable)
    box.send('7', 'first')
    box.send('7', 'second')
    await settle()
    expect(state.calls.map(c => c.text)).toEqual(['first'])
    state.calls = []
    state.answer = accepts
    box.flush()
    await settle()
    expect(state.calls.map(c => c.text)).toEqual(['first', 'second'])
  })

  it('does not let one conversation wait for another', async () => {
    const { state, box } = outbox(call => (call.conversation === '7' ? unreachable(call) : accepts(call)))
    box.send('7', 'stuck')
    box.send('8', 'through')
    await settle()
    expect(state.shown.map(e => e.text)).toEqual(['stuck'])
  })

  it('shows what the hub refused, with its words, and does not try again by itself', async () => {
    const { state, box } = outbox(status(422, 'message.too_long'))
    box.send('7', 'long')
    await settle()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(state.calls).toHaveLength(1)
    expect(state.shown[0]).toMatchObject({
      state: 'refused',
      problem: 'said the hub',
      code: 'message.too_long',
    })
  })

  it('sends a refused message again under its own client id', async () => {
    const { state, box } = outbox(status(409, 'conversation.closed'))
    const { clientId } = box.send('7', 'again')
    await settle()
    state.answer = accepts
    box.again(clientId)
    await settle()
    expect(state.calls.map(c => c.clientId)).toEqual([clientId, clientId])
    expect(state.shown).toEqual([])
  })

  it('gives a refused message back to be edited, but not one under way', async () => {
    const { state, box } = outbox(status(422, 'message.too_long'))
    const refused = box.send('7', 'long')
    await settle()
    state.answer = () => new Promise(() => {})
    const posting = box.send('7', 'short')
    expect(box.discard(refused.clientId)).toBe('long')
    expect(box.discard(posting.clientId)).toBeNull()
  })

  it('waits for a new sign-in where the session has ended', async () => {
    const { state, box } = outbox(status(401, 'session.required'))
    box.send('7', 'hello')
    await settle()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(state.calls).toHaveLength(1)
    state.answer = accepts
    box.flush()
    await settle()
    expect(state.shown).toEqual([])
  })

  it('survives a reload with the same client id', async () => {
    const { state, box, create } = outbox(unreachable)
    const { clientId } = box.send('7', 'hello')
    await settle()
    box.stop()
    state.answer = accepts
    state.calls = []
    create().flush()
    await settle()
    expect(state.calls).toEqual([{ conversation: '7', clientId, text: 'hello' }])
  })

  it('lets go what the timeline shows already, though its answer was lost', async () => {
    const { state, box } = outbox(unreachable)
    const { clientId } = box.send('7', 'hello')
    await settle()
    box.seen([message(3, { clientId })])
    expect(state.shown).toEqual([])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(state.calls).toHaveLength(1)
  })

  it('starts empty where what was kept cannot be read', () => {
    sessionStorage.setItem('keshu.outbox.1', '{broken')
    expect(outbox(accepts).state.shown).toEqual([])
  })
})
