import { beforeEach, describe, expect, it, vi } from 'vitest'
import { HintBuffer } from '@/workbench/live/hint-buffer'
import type { Hint } from '@/workbench/live/socket'
import { deferred, settle } from './samples'

const hint = (id: string, lastNumber: number, touched: number | null = null): Hint => ({
  id,
  lastNumber,
  touched,
})

beforeEach(() => void vi.useFakeTimers())

describe('hints', () => {
  it('of a burst are handled once, joined by conversation', async () => {
    const handled: Hint[][] = []
    const buffer = new HintBuffer(async hints => void handled.push(hints), 80)
    buffer.add([hint('1', 4, 3), hint('2', 1)])
    buffer.add([hint('1', 6, 2)])
    buffer.add([hint('1', 5)])
    expect(handled).toEqual([])
    await vi.advanceTimersByTimeAsync(80)
    expect(handled).toEqual([[hint('1', 6, 2), hint('2', 1)]])
  })

  it('that come while others are handled wait for their turn', async () => {
    const gate = deferred<void>()
    const handled: Hint[][] = []
    const buffer = new HintBuffer(async hints => {
      handled.push(hints)
      await gate.promise
    }, 80)
    buffer.add([hint('1', 1)])
    await vi.advanceTimersByTimeAsync(80)
    buffer.add([hint('1', 2)])
    await vi.advanceTimersByTimeAsync(500)
    expect(handled).toHaveLength(1)
    gate.resolve()
    await settle()
    await vi.advanceTimersByTimeAsync(80)
    expect(handled).toEqual([[hint('1', 1)], [hint('1', 2)]])
  })

  it('are dropped when the agent leaves', async () => {
    const handle = vi.fn(async () => {})
    const buffer = new HintBuffer(handle, 80)
    buffer.add([hint('1', 1)])
    buffer.clear()
    await vi.advanceTimersByTimeAsync(500)
    expect(handle).not.toHaveBeenCalled()
  })
})
