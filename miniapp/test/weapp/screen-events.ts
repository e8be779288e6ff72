import type { PageHandle } from './page-handle'
import type { Phone } from './phone'
import { attrOf, fits, nodesInScope, textOf, type ViewNode } from './view'
import { EditorModel } from './wx-editor'

/** What WeChat's screen layer sends to one page: events of fingers, and those of components by themselves. */
export class ScreenEvents {
  /** While a tap is being answered; some functions of wx work only then. */
  tapping = false
  private readonly editors = new Map<string, EditorModel>()
  private looking = false

  constructor(
    private readonly page: PageHandle,
    private readonly phone: Phone,
  ) {}

  /**
   * Fires an event at a node and lets it bubble as WeChat does, until a `catch` stops it.
   * @throws when nothing on the way listens: a button that does nothing is a fault
   */
  fire(
    node: ViewNode | undefined,
    type: string,
    detail: Readonly<Record<string, unknown>> = {},
    bubbles = true,
  ): void {
    const { page } = this
    if (node === undefined) throw new Error(`${page.route} has no such node to ${type}`)
    const target = { id: node.attr.id, dataset: { sid: node.attr['data-sid'] }, offsetLeft: 0, offsetTop: 0 }
    let heard = false
    this.tapping = type === 'tap'
    for (let at: ViewNode | undefined = node; at !== undefined; at = bubbles ? at.parent : undefined) {
      const name = at.attr[`bind${type}`] ?? at.attr[`catch${type}`]
      if (typeof name !== 'string' || name === '' || at.attr['data-sid'] === undefined) continue
      heard = true
      const currentTarget = { id: at.attr.id, dataset: { sid: at.attr['data-sid'] } }
      const rest = { timeStamp: Date.now(), touches: [], changedTouches: [] }
      page.call(name, { type, target, currentTarget, detail, ...rest })
      if (at.attr[`catch${type}`] !== undefined) break
    }
    this.tapping = false
    if (!heard)
      throw new Error(`Nothing on ${page.route} listens to ${type} at ${node.tag} “${textOf(node)}”`)
  }

  /** A component that appears gets ready by itself: editors say so once. */
  screenChanged(): void {
    if (this.looking) return
    this.looking = true
    setImmediate(() => {
      this.looking = false
      this.meetEditors()
    })
  }

  private meetEditors(): void {
    const shown = this.page.all((node) => node.tag === 'wx-editor')
    const sids = new Set(shown.map((node) => attrOf(node, 'data-sid')))
    for (const sid of this.editors.keys()) if (!sids.has(sid)) this.editors.delete(sid)
    for (const sid of sids) {
      if (this.editors.has(sid)) continue
      const find = () => this.page.find((node) => node.tag === 'wx-editor' && node.attr['data-sid'] === sid)
      const tell = (type: string, detail: Readonly<Record<string, unknown>>) => {
        const node = find()
        // One that has gone meanwhile tells nothing; one that nobody listens to is no fault here.
        if (node?.attr[`bind${type}`] !== undefined) this.fire(node, type, detail, false)
      }
      this.editors.set(sid, new EditorModel(tell, (what) => this.phone.fault(what)))
      tell('ready', {})
    }
  }

  /** Whether the page's own selectors find this; they do not look into nested components. */
  has(selector: string): boolean {
    return [...nodesInScope(this.page.view)].some((node) => fits(node, selector))
  }

  /** The editor a selector means, when the page's own selectors reach it. */
  editorAt(selector: string): EditorModel | undefined {
    const node = [...nodesInScope(this.page.view)].find(
      (found) => found.tag === 'wx-editor' && fits(found, selector),
    )
    return node && this.editors.get(attrOf(node, 'data-sid'))
  }

  /** The editor with this id as the person sees it, wherever it stands. */
  async editor(id: string): Promise<EditorModel> {
    return this.page.until((page) => {
      const node = page.find((found) => found.tag === 'wx-editor' && found.attr.id === id)
      return node && this.editors.get(attrOf(node, 'data-sid'))
    }, `an editor ${id}`)
  }
}
