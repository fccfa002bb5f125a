import { useI18n } from 'vue-i18n'
import { hasText } from './rules'
import type { RuleAnswer, RuleDefinition } from '@/api/types'

/** Rules in a few words. */
export function useRuleWords() {
  const { t } = useI18n()

  function trigger(rule: RuleDefinition): string {
    const { kind, match, words, scenes, kinds, minutes } = rule.trigger
    const list = (all: readonly string[]) =>
      all.length > 4
        ? t('rules.andMore', { list: all.slice(0, 4).join(t('comma')), n: all.length })
        : all.join(t('comma'))
    switch (kind) {
      case 'KEYWORD':
        return t(`rules.match.${match}Short`, { words: list(words) })
      case 'SUBSCRIBED':
        return scenes.length
          ? t('rules.subscribedBy', { scenes: list(scenes) })
          : t('rules.trigger.SUBSCRIBED')
      case 'MESSAGE_KIND':
        return t('rules.kindIs', { kinds: list(kinds.map(one => t(`rules.kind.${one}`))) })
      case 'WAITING':
        return t('rules.waited', { n: minutes })
      default:
        return t(`rules.trigger.${kind}`)
    }
  }

  const kind = (of: RuleAnswer['kind']): string => t(`rules.answer.${of}`)

  function answer(one: RuleAnswer): string {
    if (one.kind === 'ARTICLES')
      return t('rules.cards', { titles: one.articles.map(card => card.title).join(t('comma')) })
    if (one.kind === 'OPTIONS') return `${one.text} [${one.options.join(' / ')}]`
    if (!hasText(one.kind)) return `[${kind(one.kind)}] ${one.title}`.trim()
    if (one.kind === 'MENU' && !one.text) return `[${kind(one.kind)}]`
    return one.text.replace(/\s+/g, ' ')
  }

  function answers(rule: RuleDefinition): string {
    const first = rule.answers[0]
    if (!first) return t('rules.onlyHandsOver')
    return rule.answers.length > 1
      ? t('rules.firstOf', { text: answer(first), n: rule.answers.length })
      : answer(first)
  }

  return { trigger, kind, answer, answers }
}
