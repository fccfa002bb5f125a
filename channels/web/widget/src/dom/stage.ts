type Build = () => Node | false | null | undefined

interface Item {
  key: string
  /** What it shows; made anew when this is another. */
  shows: string
  build(): ChildNode
}

/** Which parts of the tree follow what they show. Everything else is made once and left alone: focus, selection, sound playing. */
export class Stage {
  private readonly parts = new Set<() => void>()
  readonly host: HTMLElement
  /** What everything is in. */
  readonly top = document.createElement('div')

  constructor(readonly root: ShadowRoot) {
    this.host = root.host as HTMLElement
    root.appendChild(this.top)
  }

  /** A node that is built anew whenever what it shows has changed. One node, or nothing. */
  part(shows: () => unknown[], build: Build): Node {
    const make = () => (build() || document.createComment('')) as ChildNode
    let shown = shows()
    let node = make()
    this.follow(
      () => node,
      () => {
        const now = shows()
        if (now.every((value, i) => value === shown[i])) return
        shown = now
        const next = make()
        node.parentNode!.replaceChild(next, node)
        node = next
      },
    )
    return node
  }

  /** Calls back on every change for as long as the node is on the stage. */
  follow(node: () => Node, update: () => void): void {
    const part = () => (node().getRootNode() === this.root ? update() : void this.parts.delete(part))
    this.parts.add(part)
  }

  /** The conversation changed. */
  update(): void {
    for (const part of [...this.parts]) part()
  }
}

/** Children of one element, kept by their keys. */
export class List {
  private known = new Map<string, { shows: string; node: ChildNode }>()

  constructor(private readonly parent: Element) {}

  set(items: Item[]): void {
    const next = new Map<string, { shows: string; node: ChildNode }>()
    let at = this.parent.firstChild
    for (const { key, shows, build } of items) {
      const old = this.known.get(key)
      const node = old?.shows === shows ? old.node : build()
      next.set(key, { shows, node })
      if (node === at) at = at.nextSibling
      else this.parent.insertBefore(node, at)
    }
    while (at) {
      const after: ChildNode | null = at.nextSibling
      this.parent.removeChild(at)
      at = after
    }
    this.known = next
  }
}
