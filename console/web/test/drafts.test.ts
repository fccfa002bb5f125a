import { describe, expect, it } from 'vitest'
import { Drafts } from '@/workbench/composer/drafts'

describe('drafts', () => {
  it('are kept per conversation and agent, over a reload of the tab', () => {
    new Drafts('1').write('7', '地址没变')
    expect(new Drafts('1').read('7')).toBe('地址没变')
    expect(new Drafts('1').read('8')).toBe('')
    expect(new Drafts('2').read('7')).toBe('')
    expect(localStorage.length).toBe(0)
  })

  it('leave nothing behind once they are empty', () => {
    const drafts = new Drafts('1')
    drafts.write('7', 'words')
    drafts.write('7', '  \n')
    expect(sessionStorage.length).toBe(0)
  })

  it('do without storage where the browser refuses it', () => {
    const refused = {
      getItem: () => {
        throw new Error('refused')
      },
      setItem: () => {
        throw new Error('full')
      },
    } as unknown as Storage
    const drafts = new Drafts('1', refused)
    expect(() => drafts.write('7', 'words')).not.toThrow()
    expect(drafts.read('7')).toBe('')
  })
})
