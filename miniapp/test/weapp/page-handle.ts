import { setTimeout as wait } from 'node:timers/promises'
import type { Phone } from './phone'
import { ScreenEvents } from './screen-events'
import { attrOf, hasClass, isWithin, nameOf, nodesOf, renderView, textOf, type ViewNode } from './view'
import type { Templates } from './wxml'

type Handler = (...values: unknown[]) => unknown

/** What `Page()` was called with. */
export type PageConfig = Readonly<Record<string, unknown>>

/** What a page is made from. */
export interface PageParts {
  readonly route: string
  readonly options: Readonly<Record<string, string>>
  readonly config: PageConfig
  /** The page's own JSON: title, pull-to-refresh. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly templates: Templates
  readonly phone: Phone
  /** Waits until the app has drawn what it was told: no finger is faster than that. */
  readonly quiet: () => Promise<void>
}

/** Queries of the tests give up when nothing has moved for so long: no request under way, nothing new on the screen. */
const STILL_MS = 20_000
/** A page that never comes to rest; below the limit of a test, so that the screen is told. */
const MOST_MS = 50_000
const LOOK_EVERY_MS = 10
/** One setData call may carry at most this; from the second figure on DevTools warns. */
const MOST_BYTES = 1024 * 1024
const WARN_BYTES = 256 * 1024

export type Role = 'button' | 'link' | 'radio' | 'checkbox' | 'switch' | 'tab'

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
  readonly route: string
  readonly options: Readonly<Record<string, string>>
  /** How often and how much the logic layer sent to the screen. */
  readonly sent = { calls: 0, bytes: 0 }
  readonly events: ScreenEvents
  private drawn: ViewNode | undefined

  constructor(private readonly parts: PageParts) {
    const { route, options, config, phone } = parts
    this.route = route
    this.options = options
    const data = clone(config.data ?? {}) as Record<string, unknown>
    this.instance = {
      ...config,
      data,
      route,
      options,
      setData: (change: Record<string, unknown>, done?: () => void) => {
        this.receive(change)
        if (done) setImmediate(() => done.call(this.instance))
      },
      selectComponent: () => null,
      selectAllComponents: () => [],
    }
    this.events = new ScreenEvents(this, phone)
  }

  private receive(change: Readonly<Record<string, unknown>>): void {
    const { phone } = this.parts
    const bytes = Buffer.byteLength(JSON.stringify(change))
    this.sent.calls += 1
    this.sent.bytes += bytes
    if (bytes > MOST_BYTES) phone.fault(`${this.route}: setData of ${bytes} bytes is refused`)
    else if (bytes > WARN_BYTES) phone.fault(`${this.route}: setData of ${bytes} bytes is slow`)
    for (const [path, value] of Object.entries(change)) {
      if (value === undefined)
        phone.fault(`${this.route}: setting data field "${path}" to undefined is invalid`)
      assign(this.instance.data, path, value)
    }
    this.drawn = undefined
    this.events.screenChanged()
  }

  /** Calls a lifecycle method if the page has it. */
  call(name: string, ...values: unknown[]): unknown {
    const method = this.instance[name]
    return typeof method === 'function' ? (method as Handler).apply(this.instance, values) : undefined
  }

  get view(): ViewNode {
    this.drawn ??= renderView(this.parts.templates, this.route, this.instance.data)
    return this.drawn
  }

  /** What a finger reaches: an open sheet covers the page. */
  get reachable(): ViewNode {
    return [...nodesOf(this.view)].reverse().find((node) => hasClass(node, 'sheet-layer')) ?? this.view
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

  /** Everything with this role within reach whose name is, or contains, the words; exact names first. */
  allByRole(role: string, name: string | RegExp): ViewNode[] {
    const all = [...nodesOf(this.reachable)].filter(
      (node) => node.attr.ariaRole === role || (role === 'button' && node.tag === 'wx-button'),
    )
    if (name instanceof RegExp) return all.filter((node) => name.test(nameOf(node)))
    const exact = all.filter((node) => nameOf(node) === name)
    return exact.length > 0 ? exact : all.filter((node) => nameOf(node).includes(name))
  }

  byRole(role: string, name: string | RegExp): ViewNode | undefined {
    return this.allByRole(role, name)[0]
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
    const end = Date.now() + MOST_MS
    let [still, calls] = [Date.now() + STILL_MS, this.sent.calls]
    for (;;) {
      const found = wanted(this)
      if (found !== undefined && found !== false && found !== null && found !== '') return found
      if (this.parts.phone.busy || this.sent.calls !== calls)
        [still, calls] = [Date.now() + STILL_MS, this.sent.calls]
      if (Date.now() > Math.min(still, end))
        throw new Error(
          `${this.route} never showed ${what}. It shows: ${this.text.slice(0, 800)}\n${this.parts.phone.faults.join('\n')}`,
        )
      await wait(LOOK_EVERY_MS)
    }
  }

  /** Waits for words anywhere on the screen. */
  async untilText(words: string | RegExp): Promise<void> {
    await this.until(
      (page) => (typeof words === 'string' ? page.text.includes(words) : words.test(page.text)),
      `“${String(words)}”`,
    )
  }

  /** What names the page: WeChat's own title bar, then the headings in it. */
  get names(): string[] {
    return [this.title, ...this.headings].filter((name) => name !== '')
  }

  /** Waits until the page has a name, nothing is loading and no request is under way. */
  async settled(): Promise<this> {
    await this.until(
      (page) => page.names.length > 0 && page.byClass('skeleton') === undefined && !this.parts.phone.busy,
      'a title and everything loaded',
    )
    return this
  }

  /** Taps a node; one that is disabled or lies under a sheet cannot be tapped. */
  tap(node: ViewNode | undefined): void {
    if (node?.attr.ariaDisabled === true) throw new Error(`“${textOf(node)}” is disabled`)
    if (node !== undefined && !isWithin(node, this.reachable))
      throw new Error(`“${textOf(node)}” lies under a sheet`)
    this.events.fire(node, 'tap', { x: 0, y: 0 })
  }

  /** Waits for a button or link with this name that can be tapped, then taps it. */
  async press(name: string | RegExp, role: Role = 'button'): Promise<void> {
    this.tap(
      await this.until(
        (page) => page.allByRole(role, name).find((node) => node.attr.ariaDisabled !== true),
        `a ${role} “${String(name)}”`,
      ),
    )
    await this.parts.quiet()
  }

  /** Waits for the field with this id, then replaces what stands in it, as far as it takes text. */
  async type(id: string, value: string): Promise<void> {
    const field = await this.until((page) => page.byId(id), `a field ${id}`)
    if (!isWithin(field, this.reachable)) throw new Error(`The field ${id} lies under a sheet`)
    if (field.attr.disabled === true) throw new Error(`The field ${id} is disabled`)
    const most = Number(field.attr.maxlength ?? 140)
    const typed = most >= 0 ? value.slice(0, most) : value
    this.events.fire(field, 'input', { value: typed, cursor: typed.length }, false)
    await this.parts.quiet()
  }

  /** Turns WeChat's wheel to a value: the words of a list, a day or a time. */
  async pick(id: string, value: string): Promise<void> {
    const picker = await this.until((page) => page.byId(id), `a picker ${id}`)
    if (picker.attr.disabled === true) throw new Error(`The picker ${id} is disabled`)
    const range = picker.attr.range
    const chosen = Array.isArray(range) && range.length > 0 ? range.indexOf(value) : value
    if (chosen === -1) throw new Error(`The picker ${id} has no ${value}, but ${JSON.stringify(range)}`)
    this.events.fire(picker, 'change', { value: chosen }, false)
    await this.parts.quiet()
  }

  /** What WeChat's own button answers: the code of the phone button, say. */
  async pressOpenType(
    openType: string,
    event: string,
    detail: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const button = await this.until(
      (page) => page.find((node) => node.tag === 'wx-button' && node.attr.openType === openType),
      `a button of open-type ${openType}`,
    )
    this.events.fire(button, event, detail, false)
  }

  /** Pulls the page down; a page that does not say it takes that cannot be pulled. */
  pullDown(): void {
    if (this.parts.settings.enablePullDownRefresh !== true)
      throw new Error(`${this.route} has no enablePullDownRefresh`)
    this.call('onPullDownRefresh')
  }

  /** The card that is sent when the person shares the page. */
  share(): { readonly title: string; readonly path: string } {
    if (typeof this.instance.onShareAppMessage !== 'function')
      throw new Error(`${this.route} cannot be shared`)
    return this.call('onShareAppMessage', { from: 'button' }) as { title: string; path: string }
  }
}
