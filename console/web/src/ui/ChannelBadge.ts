import { defineComponent, h, type PropType } from 'vue'
import { useI18n } from 'vue-i18n'
import { channelGlyphs } from './icons'

const looks: Readonly<Record<string, string>> = {
  wechat: 'wechat',
  miniprogram: 'mini',
  sms: 'sms',
  'sms-smpp': 'sms',
  'sms-aliyun': 'sms',
  'sms-tencent': 'sms',
  'sms-twilio': 'sms',
  email: 'mail',
  web: 'web',
  app: 'app',
}

/** What agents call it, whichever provider it is by: `sms-smpp` is `sms`. */
const familyOf = (type: string): string => type.split('-')[0] ?? type

/** The name of a channel in the reader's language; a channel the console does not know goes by its type. */
export function useChannelName() {
  const { t, te } = useI18n()
  return (type: string) => {
    const known = [type, familyOf(type)].find(one => te(`channel.${one}`))
    return known ? t(`channel.${known}`) : type
  }
}

/** A channel's colour and glyph together, named for whoever sees neither. */
export default defineComponent({
  name: 'ChannelBadge',
  props: {
    type: { type: String, required: true },
    size: { type: String as PropType<'sm' | 'lg' | 'xl'>, default: 'sm' },
  },
  setup(props) {
    const name = useChannelName()
    return () => {
      const look = looks[props.type] ?? looks[familyOf(props.type)] ?? 'web'
      return h('span', { class: ['ch', `ch-${look}`, props.size], title: name(props.type) }, [
        h('svg', {
          viewBox: '0 0 12 12',
          role: 'img',
          'aria-label': name(props.type),
          innerHTML: channelGlyphs[look],
        }),
      ])
    }
  },
})
