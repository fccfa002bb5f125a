import { defineComponent, h, type PropType } from 'vue'
import { icons, type IconName } from './icons'

/** A decorative icon; whoever uses it names the control it stands in. */
export default defineComponent({
  name: 'AppIcon',
  props: {
    name: { type: String as PropType<IconName>, required: true },
    size: { type: Number as PropType<14 | 16 | 18 | 20 | 24>, default: 20 },
  },
  setup: props => () =>
    h('svg', {
      class: ['i', props.size === 20 ? null : `s${props.size}`],
      viewBox: '0 0 24 24',
      'aria-hidden': 'true',
      // Our own constants, never anybody's input.
      innerHTML: icons[props.name],
    }),
})
