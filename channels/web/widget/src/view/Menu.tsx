import type { Stage } from '../dom/stage'
import { Icon } from './icons'

type Choice = [words: string, act: () => void] | false | undefined | ''

/** A button with three dots, and what it offers. */
export function menuOf(stage: Stage, label: string, choices: () => Choice[]): Node {
  let open = false
  let button!: HTMLElement
  const show = (shown: boolean) => {
    open = shown
    button.setAttribute('aria-expanded', String(shown))
    stage.update()
    if (!shown) button.focus()
  }
  return (
    <span
      class="dots"
      onKeyDown={event => {
        if (event.key !== 'Escape' || !open) return
        event.preventDefault()
        show(false)
      }}
    >
      <button
        ref={el => (button = el)}
        class="ib"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={false}
        onClick={() => show(!open)}
      >
        <Icon of="more" />
      </button>
      {stage.part(
        () => [open],
        () =>
          open && (
            <span class="menu" role="menu">
              {choices().map(
                choice =>
                  choice && (
                    <button
                      role="menuitem"
                      onClick={() => {
                        show(false)
                        choice[1]()
                      }}
                    >
                      {choice[0]}
                    </button>
                  ),
              )}
            </span>
          ),
      )}
    </span>
  )
}
