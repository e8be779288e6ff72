import { setTimeout as wait } from 'node:timers/promises'
import { attrOf, hasClass, nameOf, nodesOf, renderView, textOf, type ViewNode } from './view'
import type { Templates } from './wxml'

type Handler = (...values: unknown[]) => unknown

/** What `Page()` was called with. */
export type PageConfig = Readonly<Record<string, unknown>>

/** Queries of the tests wait this long for the screen to show something. */
const WAIT_MS = 10_000
const LOOK_EVERY_MS = 20

interface PageInstance extends Record<string, unknown> {
  data: Record<string, unknown>
  route: string
}

const clone = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null))

/** Writes into `data` as setData does: `root.cn.[0].cn.[1].v`. */
function assign(data: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split('.').map((key) => key.replace(/^\[(\d+)\]$/, '$1'))
  const last = keys.pop()
  let target: Record<string, unknown> = data
  for (const key of keys) {
    const next = target[key]
    target[key] = typeof next === 'object' && next !== null ? next : {}
    target = target[key] as Record<string, unknown>
  }
  if (last !== undefined) target[last] = value === undefined ? undefined : clone(value)
}

/** One open page of the mini-program, as a finger and an eye meet it. */
export class PageHandle {
  readonly instance: PageInstance
  /** How often and how much the logic layer sent to the screen. */
  readonly sent = { calls: 0, bytes: 0 }

  constructor(
    readonly route: string,
    readonly options: Readonly<Record<string, string>>,
    config: PageConfig,
    private readonly templates: Templates,
  ) {
    const data = clone(config.data ?? {}) as Record<string, unknown>
    this.instance = {
      ...config,
      data,
      route,
      options,
      setData: (change: Record<string, unknown>, done?: () => void) => {
        this.sent.calls += 1
        this.sent.bytes += JSON.stringify(change).length
        for (const [path, value] of Object.entries(change)) assign(data, path, value)
        if (done) setImmediate(() => done.call(this.instance))
      },
      selectComponent: () => null,
      selectAllComponents: () => [],
    }
  }

  /** Calls a lifecycle method if the page has it. */
  call(name: string, ...values: unknown[]): unknown {
    const method = this.instance[name]
    return typeof method === 'function' ? (method as Handler).apply(this.instance, values) : undefined
  }

  get view(): ViewNode {
    return renderView(this.templates, this.route, this.instance.data)
  }

  get text(): string {
    return textOf(this.view)
  }

  /** Title of WeChat's navigation bar as the page set it. */
  get title(): string {
    const bar = this.find((node) => node.tag === 'wx-navigation-bar')
    return bar === undefined ? '' : attrOf(bar, 'title')
  }

  find(wanted: (node: ViewNode) => boolean): ViewNode | undefined {
    for (const node of nodesOf(this.view)) if (wanted(node)) return node
    return undefined
  }

  all(wanted: (node: ViewNode) => boolean): ViewNode[] {
    return [...nodesOf(this.view)].filter(wanted)
  }

  byId(id: string): ViewNode | undefined {
    return this.find((node) => node.attr.id === id)
  }

  byClass(name: string): ViewNode | undefined {
    return this.find((node) => hasClass(node, name))
  }

  /** A control with this role whose name is, or contains, the given words. */
  byRole(role: string, name: string | RegExp): ViewNode | undefined {
    const fits = (node: ViewNode) =>
      typeof name === 'string' ? nameOf(node).includes(name) : name.test(nameOf(node))
    return this.find(
      (node) =>
        (node.attr.ariaRole === role || (role === 'button' && node.tag === 'wx-button')) && fits(node),
    )
  }

  /** Headings in order, as a screen reader would list them. */
  get headings(): string[] {
    return this.all((node) => node.attr.ariaRole === 'heading').map(textOf)
  }

  /** Waits until the screen is as wanted; fails with what is on it instead. */
  async until<T>(
    wanted: (page: this) => T | undefined | false | null | '',
    what = 'the expected screen',
  ): Promise<T> {
    const end = Date.now() + WAIT_MS
    for (;;) {
      const found = wanted(this)
      if (found !== undefined && found !== false && found !== null && found !== '') return found
      if (Date.now() > end)
        throw new Error(`${this.route} never showed ${what}. It shows: ${this.text.slice(0, 800)}`)
      await wait(LOOK_EVERY_MS)
    }
  }

  /** Waits for words anywhere on the screen. */
  async untilText(words: string): Promise<void> {
    await this.until((page) => page.text.includes(words), `“${words}”`)
  }

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
    if (node === undefined) throw new Error(`${this.route} has no such node to ${type}`)
    const target = { id: node.attr.id, dataset: { sid: node.attr['data-sid'] }, offsetLeft: 0, offsetTop: 0 }
    let heard = false
    for (let at: ViewNode | undefined = node; at !== undefined; at = bubbles ? at.parent : undefined) {
      const name = at.attr[`bind${type}`] ?? at.attr[`catch${type}`]
      if (typeof name === 'string' && name !== '' && at.attr['data-sid'] !== undefined) {
        heard = true
        const currentTarget = { id: at.attr.id, dataset: { sid: at.attr['data-sid'] } }
        this.call(name, {
          type,
          timeStamp: Date.now(),
          target,
          currentTarget,
          detail,
          touches: [],
          changedTouches: [],
        })
        if (at.attr[`catch${type}`] !== undefined) break
      }
    }
    if (!heard)
      throw new Error(`Nothing on ${this.route} listens to ${type} at ${node.tag} “${textOf(node)}”`)
  }

  /** Taps a node; a disabled control cannot be tapped. */
  tap(node: ViewNode | undefined): void {
    if (node?.attr.ariaDisabled === true) throw new Error(`“${textOf(node)}” is disabled`)
    this.fire(node, 'tap', { x: 0, y: 0 })
  }

  /** Waits for a button or link with this name, then taps it. */
  async press(
    name: string | RegExp,
    role: 'button' | 'link' | 'radio' | 'checkbox' | 'switch' | 'tab' = 'button',
  ): Promise<void> {
    this.tap(await this.until((page) => page.byRole(role, name), `a ${role} “${String(name)}”`))
  }

  /** Types into the field with this id, whatever stood there. */
  type(id: string, value: string): void {
    this.fire(this.byId(id), 'input', { value, cursor: value.length }, false)
  }
}
