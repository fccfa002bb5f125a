import { useI18n } from 'vue-i18n'
import type { ApiProblem } from '@/api/problem'

/** A problem in words: the hub's own, or the console's where the hub could not be asked. */
export function useProblemWords() {
  const { t } = useI18n()
  return (problem: ApiProblem): string => {
    if (problem.detail) return problem.detail
    if (problem.status === 0) return t('error.unreachable')
    return problem.status >= 500 ? t('error.server') : t('error.other', { status: problem.status })
  }
}

/** What to read out when reporting: the trace if there is one. */
export function problemCode(problem: ApiProblem): string | null {
  return problem.traceId ?? (problem.status > 0 ? problem.code : null)
}
