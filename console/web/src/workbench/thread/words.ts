import { useI18n } from 'vue-i18n'
import type { ConversationSummary, Message, MessageContent } from '@/api/types'

const EVENTS = new Set<MessageContent['kind']>([
  'menu-click',
  'subscribed',
  'unsubscribed',
  'scanned',
  'entered',
  'paid',
  'template-consents',
  'bot',
  'queued',
  'grouped',
  'others-address',
  'closed',
  'erased',
  'data-erased',
  'recalled',
])

/** Whether a message is something that happened rather than something said. */
export function isEvent(message: Message): boolean {
  return message.author.kind === 'system' || happened(message.content.kind)
}

/** Whether messages of this kind tell what happened, whoever did it. */
export function happened(kind: MessageContent['kind']): boolean {
  return EVENTS.has(kind)
}

/** A conversation's last words on one line. */
export function usePreview() {
  const { t } = useI18n()
  return ({ kind, text }: ConversationSummary['preview']): string => {
    const line = (text ?? '').replace(/\s+/g, ' ').trim()
    if (kind === 'text') return line
    return line ? `${t(`kind.${kind}`)} ${line}` : t(`kind.${kind}`)
  }
}

/** An event as a sentence. */
export function useEventWords() {
  const { t } = useI18n()
  return (message: Message): string => {
    const { kind, text, fields } = message.content
    switch (kind) {
      case 'menu-click':
        return t('event.menu-click', { key: text ?? fields.key ?? '' })
      case 'scanned':
        return t('event.scanned', { scene: fields.scene ?? text ?? '' })
      case 'entered':
        if (fields.group) return t('event.enteredFor', { group: fields.group })
        return fields.from ? t('event.enteredFrom', { from: fields.from }) : t('event.entered')
      case 'subscribed':
        return fields.scene ? t('event.subscribedBy', { scene: fields.scene }) : t('event.subscribed')
      case 'closed':
        if (fields.reason === 'account-deleted') return t('event.closedAccountDeleted')
        return message.author.name ? t('event.closedBy', { name: message.author.name }) : t('event.closed')
      case 'recalled':
        return message.author.kind === 'customer'
          ? t('event.recalled')
          : t('event.recalledBy', { name: message.author.name ?? t('author.agent') })
      case 'grouped':
        return t('event.grouped', { group: text ?? '' })
      case 'others-address':
        return t('event.others-address', { address: message.via?.address ?? '' })
      case 'erased':
        return t('event.erased', { kind: t(`kind.${fields.kind ?? 'text'}`) })
      case 'template-consents': {
        const answers = Object.entries(fields)
          .filter(([name]) => name.endsWith('.answer'))
          .map(([, answer]) => answer)
        if (answers.includes('GIVEN')) return t('event.template-consents')
        return t(answers.includes('WITHDRAWN') ? 'event.consentsWithdrawn' : 'event.consentsRefused')
      }
      case 'bot':
      case 'queued':
      case 'data-erased':
      case 'unsubscribed':
      case 'paid':
        return t(`event.${kind}`)
      default:
        return text ?? t(`kind.${kind}`)
    }
  }
}
