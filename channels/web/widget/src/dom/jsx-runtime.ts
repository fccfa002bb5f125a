/**
 * What JSX becomes: elements, made once. There is no virtual DOM and no diffing; `Stage` says which parts are made anew. With the
 * whole of Preact the widget would be a quarter larger than it may be.
 */
export type Child = Node | string | number | boolean | null | undefined | Child[]
type Props = Record<string, unknown> & { children?: Child }
type Component = (props: never) => Node

const SVG = 'http://www.w3.org/2000/svg'

export function jsx(tag: string | Component, { children, ...props }: Props): Node {
  if (typeof tag !== 'string') return tag({ children, ...props } as never)
  const el =
    tag === 'svg' || tag === 'path' ? document.createElementNS(SVG, tag) : document.createElement(tag)
  append(el, children)
  for (const name of Object.keys(props)) {
    const value = props[name]
    if (name === 'ref') (value as (el: Element) => void)(el)
    else if (typeof value === 'function')
      el.addEventListener(name.slice(2).toLowerCase(), value as EventListener)
    else if (name === 'value') (el as HTMLInputElement).value = String(value)
    else if (value !== undefined && value !== null && (value !== false || name.startsWith('aria-')))
      el.setAttribute(name, value === true && !name.startsWith('aria-') ? '' : String(value))
  }
  return el
}

export const jsxs = jsx

export function Fragment({ children }: { children?: Child }): Node {
  const fragment = document.createDocumentFragment()
  append(fragment, children)
  return fragment
}

function append(parent: Node, child: Child): void {
  if (Array.isArray(child)) {
    for (const each of child) append(parent, each)
  } else if (child instanceof Node) parent.appendChild(child)
  else if (typeof child === 'string' || typeof child === 'number')
    parent.appendChild(document.createTextNode(String(child)))
}

type Handler<E extends Event, T> = (event: E & { currentTarget: T; target: Element }) => void

interface Attributes<T> {
  [aria: `aria-${string}`]: string | number | boolean | undefined
  children?: Child
  ref?: (el: T) => void
  id?: string
  class?: string
  role?: string
  lang?: string
  title?: string
  hidden?: boolean
  tabindex?: number
  onClick?: Handler<MouseEvent, T>
  onKeyDown?: Handler<KeyboardEvent, T>
  onKeyUp?: Handler<KeyboardEvent, T>
  onInput?: Handler<Event, T>
  onChange?: Handler<Event, T>
  onBlur?: Handler<FocusEvent, T>
  onScroll?: Handler<Event, T>
  onPaste?: Handler<ClipboardEvent, T>
  onDragOver?: Handler<DragEvent, T>
  onDragLeave?: Handler<DragEvent, T>
  onDrop?: Handler<DragEvent, T>
  onError?: Handler<Event, T>
  onSubmit?: Handler<Event, T>
}

type Tags = {
  [tag in keyof HTMLElementTagNameMap]: Attributes<HTMLElementTagNameMap[tag]> & Record<string, unknown>
}

// eslint-disable-next-line @typescript-eslint/no-namespace
export namespace JSX {
  export type Element = Node
  export interface ElementChildrenAttribute {
    children: unknown
  }
  export interface IntrinsicAttributes {
    key?: string
  }
  export interface IntrinsicElements extends Tags {
    svg: Record<string, unknown>
    path: Record<string, unknown>
  }
}
