import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { api, take } from '@/api/client'
import { ApiProblem } from '@/api/problem'
import type { Agent } from '@/api/types'

/**
 * Who is signed in. `unknown` until the hub was asked; it stays so while the hub or its session store can't be reached,
 * since being away is not being signed out.
 */
export const useSession = defineStore('session', () => {
  const agent = ref<Agent | null>(null)
  const state = ref<'unknown' | 'in' | 'out'>('unknown')
  const problem = ref<ApiProblem | null>(null)
  /** Whether somebody was signed in here and was thrown out, as opposed to having left or not yet come. */
  const expired = ref(false)

  async function check(): Promise<void> {
    try {
      const session = await take(api.GET('/api/session'), true)
      agent.value = session.agent
      state.value = 'in'
      problem.value = null
    } catch (error) {
      const found = ApiProblem.from(error)
      if (found.status === 401) ended()
      else problem.value = found
    }
  }

  async function signIn(username: string, password: string): Promise<void> {
    const session = await take(api.POST('/api/session', { body: { username, password } }), true)
    agent.value = session.agent
    state.value = 'in'
    problem.value = null
    expired.value = false
  }

  async function signOut(): Promise<void> {
    await take(api.DELETE('/api/session'), true).catch(error => {
      if (ApiProblem.from(error).status !== 401) throw error
    })
    ended()
    expired.value = false
  }

  /** The session is over on the hub's side. */
  function ended(): void {
    if (state.value === 'in') expired.value = true
    agent.value = null
    state.value = 'out'
    problem.value = null
  }

  return {
    agent,
    state,
    problem,
    expired,
    signedIn: computed(() => state.value === 'in'),
    check,
    signIn,
    signOut,
    ended,
  }
})
