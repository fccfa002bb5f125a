/** Marks an address that was reached by stepping through the list, in the history's state. */
export const BROWSING = 'browsing'

/** Whether a conversation just opened should put the cursor into its field: stepping on with J and K must not end there. */
export function wantsFocus(state: unknown = history.state): boolean {
  return !(typeof state === 'object' && state !== null && BROWSING in state)
}
