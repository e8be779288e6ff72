import path from 'node:path'
import { routesOf, type AppJson } from './app-json'
import type { PageHandle } from './page-handle'
import type { Phone } from './phone'
import { createAnswers, type Answers, type Callbacks, type Life } from './wx-answer'

type NavigateOptions = Callbacks & { readonly url: string; readonly delta?: number }

/** WeChat's limit on open pages. */
const STACK_LIMIT = 10

/** Makes a page of a route, not yet loaded. */
export type MakePage = (route: string, query: Readonly<Record<string, string>>) => PageHandle

/**
 * The open pages by WeChat's rules: ten at most, tabs only by switchTab, and a subpackage that must be fetched
 * before its first page opens, unless a preload rule fetched it already.
 */
export class PageStack {
  pages: PageHandle[] = []
  private readonly tabs: ReadonlySet<string>
  private readonly routes: readonly string[]
  private readonly tabPages = new Map<string, PageHandle>()
  private readonly fetched = new Set<string>()
  private readonly answers: Answers

  constructor(
    private readonly json: AppJson,
    private readonly phone: Phone,
    life: Life,
    private readonly make: MakePage,
  ) {
    this.routes = routesOf(json)
    this.tabs = new Set(json.tabBar?.list.map(({ pagePath }) => pagePath))
    this.answers = createAnswers(phone, life)
  }

  get top(): PageHandle | undefined {
    return this.pages.at(-1)
  }

  get onTabPage(): boolean {
    return this.top !== undefined && this.tabs.has(this.top.route)
  }

  private parse(url: string): { route: string; query: Record<string, string> } {
    const [full = '', search = ''] = url.split('?')
    const base = this.top?.route ?? ''
    const route = full.startsWith('/') ? full.slice(1) : path.posix.join(path.posix.dirname(base), full)
    if (!this.routes.includes(route)) throw new Error(`page "${route}" is not found`)
    const pairs = search
      .split('&')
      .filter(Boolean)
      .map((pair) => [pair.split('=')[0] ?? '', pair.slice(pair.indexOf('=') + 1)])
    // WeChat hands the query over as it stands in the address; Taro decodes it.
    return { route, query: Object.fromEntries(pairs) as Record<string, string> }
  }

  private packageOf(route: string): string | undefined {
    return this.json.subPackages?.find(({ root }) => route.startsWith(`${root}/`))?.root
  }

  /** Fetches the subpackage of a page that is to open. */
  private async fetchFor(route: string): Promise<void> {
    const root = this.packageOf(route)
    if (root === undefined || this.fetched.has(root)) return
    await new Promise<void>((resolve) => setImmediate(resolve))
    if (!this.phone.online) throw new Error(`fail to load subpackage "${root}"`)
    this.fetched.add(root)
  }

  /** Fetches what the shown page's rule names; without a network nothing happens. */
  private preload(route: string): void {
    const rule = this.json.preloadRule?.[route]
    if (rule === undefined) return
    setImmediate(() => {
      for (const root of rule.packages) if (this.phone.online) this.fetched.add(root)
    })
  }

  private show(page: PageHandle): void {
    page.call('onShow')
    this.preload(page.route)
  }

  private create(url: string): PageHandle {
    const { route, query } = this.parse(url)
    const page = this.make(route, query)
    this.pages.push(page)
    page.call('onLoad', query)
    this.show(page)
    setImmediate(() => this.answers.guard(() => page.call('onReady')))
    return page
  }

  private drop(page: PageHandle | undefined): void {
    page?.call('onUnload')
  }

  /** The functions of `wx` that move between pages. */
  functions(): Record<string, (options: NavigateOptions) => unknown> {
    const act = (name: string, work: (options: NavigateOptions) => void) => (options: NavigateOptions) => {
      const go = async () => {
        await new Promise<void>((resolve) => setImmediate(resolve))
        if (options.url !== undefined) await this.fetchFor(this.parse(options.url).route)
        work(options)
        return {}
      }
      return this.answers.settle(options, name, go())
    }
    return {
      navigateTo: act('navigateTo', ({ url }) => {
        if (this.tabs.has(this.parse(url).route)) throw new Error('can not navigateTo a tabbar page')
        if (this.pages.length >= STACK_LIMIT) throw new Error('webview count limit exceed')
        this.top?.call('onHide')
        this.create(url)
      }),
      redirectTo: act('redirectTo', ({ url }) => {
        if (this.tabs.has(this.parse(url).route)) throw new Error('can not redirectTo a tabbar page')
        this.drop(this.pages.pop())
        this.create(url)
      }),
      reLaunch: act('reLaunch', ({ url }) => void this.restart(url)),
      switchTab: act('switchTab', ({ url }) => void this.toTab(url)),
      navigateBack: act('navigateBack', ({ delta = 1 }) => this.back(delta)),
    }
  }

  /** WeChat's own way back: the arrow, the gesture. */
  back(delta = 1): void {
    if (this.pages.length < 2) throw new Error('cannot navigate back at first page.')
    for (let left = Math.min(delta, this.pages.length - 1); left > 0; left -= 1) this.drop(this.pages.pop())
    if (this.top !== undefined) this.show(this.top)
  }

  /** Closes everything and opens this page, as from a share card or by reLaunch. */
  restart(url: string): PageHandle {
    for (const page of new Set([...this.pages, ...this.tabPages.values()])) this.drop(page)
    this.pages = []
    this.tabPages.clear()
    const root = this.packageOf(this.parse(url).route)
    if (root !== undefined) this.fetched.add(root)
    const page = this.create(url)
    if (this.tabs.has(page.route)) this.tabPages.set(page.route, page)
    return page
  }

  toTab(url: string): PageHandle {
    const { route } = this.parse(url)
    if (!this.tabs.has(route)) throw new Error('can not switch to no-tabBar page')
    if (this.top?.route === route) return this.top
    for (const page of this.pages.splice(0)) {
      if (this.tabs.has(page.route)) page.call('onHide')
      else this.drop(page)
    }
    const known = this.tabPages.get(route)
    if (known === undefined) {
      const page = this.create(`/${route}`)
      this.tabPages.set(route, page)
      return page
    }
    this.pages = [known]
    this.show(known)
    return known
  }

  /** Unloads everything, hidden tabs included. */
  close(): void {
    for (const page of new Set([...this.pages, ...this.tabPages.values()])) this.drop(page)
    this.pages = []
    this.tabPages.clear()
  }
}
