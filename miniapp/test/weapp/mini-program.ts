import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'
import { PageHandle, type PageConfig } from './page-handle'
import { compileTemplates, type Templates } from './wxml'
import { createWx, type Phone, type WxHostOptions } from './wx-host'

interface AppJson {
  readonly pages: readonly string[]
  readonly subPackages?: readonly { readonly root: string; readonly pages: readonly string[] }[]
  readonly tabBar?: { readonly list: readonly { readonly pagePath: string }[] }
}

interface NavigateOptions {
  readonly url: string
  readonly success?: (result: object) => void
  readonly fail?: (error: object) => void
  readonly complete?: (result: object) => void
}

/** WeChat's limit on open pages. */
const STACK_LIMIT = 10

export interface BootOptions extends Partial<WxHostOptions> {
  /** Folder of the weapp build. */
  readonly dist?: string
}

const defaultDist = path.resolve(__dirname, '../../dist/weapp')

/**
 * The built mini-program in a bare realm, as WeChat's logic layer runs it: no window, no document, no fetch,
 * no Intl, no code from strings; templates by WeChat's own compiler; requests over a real HTTP server.
 */
export class MiniProgram {
  /** Everything that was written to console.error or thrown outside a handler. */
  readonly errors: string[] = []
  readonly phone: Phone
  readonly routes: readonly string[]
  private readonly tabs: ReadonlySet<string>
  private readonly modules = new Map<string, { exports: unknown }>()
  private readonly registered = new Map<string, PageConfig>()
  private readonly context: vm.Context
  private readonly templates: Templates
  private readonly timers = new Set<NodeJS.Timeout>()
  private readonly tabPages = new Map<string, PageHandle>()
  private readonly dist: string
  private loading = ''
  private stack: PageHandle[] = []
  private app: Readonly<Record<string, unknown>> = {}

  constructor(options: BootOptions = {}) {
    this.dist = options.dist ?? defaultDist
    if (!existsSync(path.join(this.dist, 'app.json')))
      throw new Error(`No weapp build in ${this.dist}: run npm run build`)
    const json = JSON.parse(readFileSync(path.join(this.dist, 'app.json'), 'utf8')) as AppJson
    const parts = (json.subPackages ?? []).flatMap(({ root, pages }) =>
      pages.map((page) => `${root}/${page}`),
    )
    this.routes = [...json.pages, ...parts]
    this.tabs = new Set(json.tabBar?.list.map(({ pagePath }) => pagePath))
    this.templates = compileTemplates(this.dist)
    const { wx, phone } = createWx({
      builtFor: 'http://127.0.0.1:3000',
      server: 'http://127.0.0.1:3000',
      ...options,
    })
    this.phone = phone
    this.context = this.createRealm({ ...wx, ...this.navigation() })
    this.require('app.js')
    this.lifecycle('onLaunch')
    this.lifecycle('onShow')
  }

  private createRealm(wx: object): vm.Context {
    const write = (...values: unknown[]) => {
      this.errors.push(
        values
          .map((value) => (value instanceof Error ? (value.stack ?? value.message) : String(value)))
          .join(' '),
      )
    }
    const quiet = () => undefined
    const context = vm.createContext(
      {
        wx,
        console: { log: quiet, info: quiet, debug: quiet, warn: quiet, error: write },
        setTimeout: (work: () => void, ms = 0) => {
          const timer = setTimeout(() => {
            this.timers.delete(timer)
            this.guard(work)
          }, ms)
          this.timers.add(timer)
          return Number(timer)
        },
        clearTimeout: (id: number) => clearTimeout(id),
        setInterval: (work: () => void, ms = 0) => {
          const timer = setInterval(() => this.guard(work), ms)
          this.timers.add(timer)
          return Number(timer)
        },
        clearInterval: (id: number) => clearInterval(id),
        App: (config: Readonly<Record<string, unknown>>) => {
          this.app = config
        },
        Page: (config: PageConfig) => this.registered.set(this.loading, config),
        Component: quiet,
        Behavior: quiet,
        getApp: () => this.app,
        getCurrentPages: () => this.stack.map((page) => page.instance),
        __wxConfig: { envVersion: 'develop' },
      },
      { codeGeneration: { strings: false, wasm: false } },
    )
    vm.runInContext(
      'delete globalThis.Intl; delete globalThis.WebAssembly; delete globalThis.SharedArrayBuffer',
      context,
    )
    return context
  }

  private guard(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.errors.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
    }
  }

  private lifecycle(name: string): void {
    const method = this.app[name]
    const launch = { path: this.routes[0], query: {}, scene: 1001, referrerInfo: {} }
    if (typeof method === 'function') (method as (value: object) => void).call(this.app, launch)
  }

  /** CommonJS over the build, in the bare realm. */
  private require(file: string): unknown {
    const known = this.modules.get(file)
    if (known) return known.exports
    const module = { exports: {} as unknown }
    this.modules.set(file, module)
    const source = readFileSync(path.join(this.dist, file), 'utf8')
    const wrapper = vm.runInContext(
      `(function (require, module, exports, window, document, self, navigator, location) {${source}\n})`,
      this.context,
      { filename: file },
    ) as (require: (name: string) => unknown, module: object, exports: unknown) => void
    const load = (name: string) => {
      const next = path.posix.normalize(path.posix.join(path.posix.dirname(file), name))
      return this.require(next.endsWith('.js') ? next : `${next}.js`)
    }
    wrapper(load, module, module.exports)
    return module.exports
  }

  private configOf(route: string): PageConfig {
    if (!this.registered.has(route)) {
      this.loading = route
      this.require(`${route}.js`)
    }
    const config = this.registered.get(route)
    if (config === undefined) throw new Error(`${route}.js did not call Page()`)
    return config
  }

  private parse(url: string): { route: string; query: Record<string, string> } {
    const [full = '', search = ''] = url.split('?')
    const base = this.stack.at(-1)?.route ?? ''
    const route = full.startsWith('/') ? full.slice(1) : path.posix.join(path.posix.dirname(base), full)
    if (!this.routes.includes(route)) throw new Error(`page "${route}" is not found`)
    const pairs = search
      .split('&')
      .filter(Boolean)
      .map((pair) => pair.split('=', 2))
    // WeChat hands the query over as it stands in the address; Taro decodes it.
    return { route, query: Object.fromEntries(pairs.map(([key = '', value = '']) => [key, value])) }
  }

  private create(url: string): PageHandle {
    const { route, query } = this.parse(url)
    const page = new PageHandle(route, query, this.configOf(route), this.templates)
    this.stack.push(page)
    page.call('onLoad', query)
    page.call('onShow')
    setImmediate(() => page.call('onReady'))
    return page
  }

  private drop(page: PageHandle | undefined): void {
    page?.call('onUnload')
  }

  private navigation(): Record<string, (options: NavigateOptions & { delta?: number }) => void> {
    const act =
      (name: string, work: (options: NavigateOptions & { delta?: number }) => void) =>
      (options: NavigateOptions) => {
        setImmediate(() => {
          let result = { errMsg: `${name}:ok` }
          try {
            work(options)
            options.success?.(result)
          } catch (error) {
            result = { errMsg: `${name}:fail ${error instanceof Error ? error.message : String(error)}` }
            if (options.fail === undefined) this.errors.push(result.errMsg)
            options.fail?.(result)
          }
          options.complete?.(result)
        })
      }
    return {
      navigateTo: act('navigateTo', ({ url }) => {
        const { route } = this.parse(url)
        if (this.tabs.has(route)) throw new Error('can not navigateTo a tabbar page')
        if (this.stack.length >= STACK_LIMIT) throw new Error('webview count limit exceed')
        this.stack.at(-1)?.call('onHide')
        this.create(url)
      }),
      redirectTo: act('redirectTo', ({ url }) => {
        if (this.tabs.has(this.parse(url).route)) throw new Error('can not redirectTo a tabbar page')
        this.drop(this.stack.pop())
        this.create(url)
      }),
      reLaunch: act('reLaunch', ({ url }) => void this.restart(url)),
      switchTab: act('switchTab', ({ url }) => void this.toTab(url)),
      navigateBack: act('navigateBack', ({ delta = 1 }) => {
        if (this.stack.length < 2) throw new Error('cannot navigate back at first page.')
        for (let left = Math.min(delta, this.stack.length - 1); left > 0; left -= 1)
          this.drop(this.stack.pop())
        this.stack.at(-1)?.call('onShow')
      }),
    }
  }

  private restart(url: string): PageHandle {
    for (const page of new Set([...this.stack, ...this.tabPages.values()])) this.drop(page)
    this.stack = []
    this.tabPages.clear()
    const page = this.create(url)
    if (this.tabs.has(page.route)) this.tabPages.set(page.route, page)
    return page
  }

  private toTab(url: string): PageHandle {
    const { route } = this.parse(url)
    if (!this.tabs.has(route)) throw new Error('can not switch to no-tabBar page')
    const top = this.stack.at(-1)
    if (top?.route === route) return top
    for (const page of this.stack.splice(0)) {
      if (this.tabs.has(page.route)) page.call('onHide')
      else this.drop(page)
    }
    const known = this.tabPages.get(route)
    if (known === undefined) {
      const page = this.create(`/${route}`)
      this.tabPages.set(route, page)
      return page
    }
    this.stack = [known]
    known.call('onShow')
    return known
  }

  /** Starts anew at a page, as from a share card or a message. */
  open(url: string): PageHandle {
    return this.restart(url)
  }

  /** A tap on WeChat's own tab bar. */
  switchTab(url: string): PageHandle {
    return this.toTab(url)
  }

  /** The page on top. */
  get page(): PageHandle {
    const top = this.stack.at(-1)
    if (top === undefined) throw new Error('no page is open')
    return top
  }

  /** Waits until the page on top has this route. */
  async untilRoute(route: string): Promise<PageHandle> {
    await this.page.until(() => this.page.route === route, `a way to ${route}`)
    return this.page
  }

  /** Unloads everything and stops its timers. */
  close(): void {
    for (const page of this.stack.splice(0)) this.drop(page)
    for (const timer of this.timers) clearTimeout(timer)
    this.timers.clear()
  }
}
