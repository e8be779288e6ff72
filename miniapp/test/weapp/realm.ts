import { readFileSync } from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'
import type { AppJson } from './app-json'
import type { PageConfig } from './page-handle'
import type { Phone } from './phone'
import type { Life } from './wx-answer'

interface RealmOptions {
  readonly dist: string
  readonly json: AppJson
  readonly wx: object
  readonly phone: Phone
  readonly life: Life
  readonly currentPages: () => readonly object[]
}

/** One frame of a phone's screen. */
const FRAME_MS = 16

const wordsOf = (value: unknown): string => {
  if (value instanceof Error || (typeof value === 'object' && value !== null && 'stack' in value))
    return String(value.stack)
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
}

/**
 * WeChat's logic layer: a bare realm with no window, no document, no fetch, no Intl and no code from strings,
 * in which the built files are CommonJS modules. A subpackage sees itself and the main package only.
 */
export class Realm {
  /** What the app handed to `App()`. */
  app: Readonly<Record<string, unknown>> = {}
  private readonly modules = new Map<string, { exports: unknown }>()
  private readonly registered = new Map<string, PageConfig>()
  private readonly timers = new Set<NodeJS.Timeout>()
  private readonly context: vm.Context
  /** Timers that run within a frame: rendering, above all. */
  private readonly soon = new Set<number>()
  private loading = ''

  constructor(private readonly options: RealmOptions) {
    this.context = this.createContext()
  }

  private createContext(): vm.Context {
    const { wx, phone, currentPages } = this.options
    const write = (...values: unknown[]) => phone.fault(values.map(wordsOf).join(' '))
    const quiet = () => undefined
    const context = vm.createContext(
      {
        wx,
        console: { log: quiet, info: quiet, debug: quiet, warn: write, error: write },
        setTimeout: (work: () => void, ms = 0) => this.once(work, ms),
        clearTimeout: (id: number) => {
          clearTimeout(id)
          this.soon.delete(id)
        },
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
        getCurrentPages: currentPages,
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

  private once(work: () => void, ms: number): number {
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      this.soon.delete(id)
      this.guard(work)
    }, ms)
    const id = Number(timer)
    this.timers.add(timer)
    if (ms <= FRAME_MS) this.soon.add(id)
    return id
  }

  /** Waits until the app has done what it does at once: no work is due within a frame. */
  async quiet(): Promise<void> {
    do await new Promise<void>((resolve) => setImmediate(resolve))
    while (this.soon.size > 0)
  }

  private guard(work: () => void): void {
    if (this.options.life.over) return
    try {
      work()
    } catch (error) {
      this.options.phone.fault(wordsOf(error))
    }
  }

  /** Calls a lifecycle method of the app if it has it. */
  lifecycle(name: string, ...values: unknown[]): void {
    const method = this.app[name]
    if (typeof method === 'function')
      this.guard(() => (method as (...all: unknown[]) => void).apply(this.app, values))
  }

  private packageOf(file: string): string | undefined {
    return this.options.json.subPackages?.find(({ root }) => file.startsWith(`${root}/`))?.root
  }

  /**
   * CommonJS over the build.
   * @throws when a file of another subpackage is asked for: on the phone it may not be there
   */
  require(file: string, by?: string): unknown {
    const owner = this.packageOf(file)
    if (by !== undefined && owner !== undefined && owner !== this.packageOf(by))
      throw new Error(`${by} requires ${file} of another package`)
    const known = this.modules.get(file)
    if (known) return known.exports
    const module = { exports: {} as unknown }
    this.modules.set(file, module)
    const source = readFileSync(path.join(this.options.dist, file), 'utf8')
    const wrapper = vm.runInContext(
      `(function (require, module, exports, window, document, self, navigator, location) {${source}\n})`,
      this.context,
      { filename: file },
    ) as (require: (name: string) => unknown, module: object, exports: unknown) => void
    const load = (name: string) => {
      const next = path.posix.normalize(path.posix.join(path.posix.dirname(file), name))
      return this.require(next.endsWith('.js') ? next : `${next}.js`, file)
    }
    wrapper(load, module, module.exports)
    return module.exports
  }

  /** What the page's file handed to `Page()`. */
  pageConfig(route: string): PageConfig {
    if (!this.registered.has(route)) {
      this.loading = route
      this.require(`${route}.js`)
    }
    const config = this.registered.get(route)
    if (config === undefined) throw new Error(`${route}.js did not call Page()`)
    return config
  }

  /** Stops all timers. */
  close(): void {
    for (const timer of this.timers) clearTimeout(timer)
    this.timers.clear()
    this.soon.clear()
  }
}
