import path from 'node:path'
import { pageSettings, readAppJson, routesOf } from './app-json'
import { PageHandle } from './page-handle'
import { PageStack } from './page-stack'
import { Phone } from './phone'
import { Realm } from './realm'
import { compileTemplates, type Templates } from './wxml'
import { createWx } from './wx-host'

export interface BootOptions {
  /** Folder of the weapp build. */
  readonly dist?: string
  /** Where the build's server really is. */
  readonly server: string
  /** The phone it runs on; another boot on the same phone finds what the first one stored. */
  readonly phone?: Phone
}

const defaultDist = path.resolve(__dirname, '../../dist/weapp')
/** Address the build is made for when nothing else is said (config/index.ts). */
const BUILT_FOR = 'http://127.0.0.1:3000'
/** Opened from the list of recent mini-programs. */
const SCENE = 1001

const compiled = new Map<string, Templates>()
function templatesOf(dist: string): Templates {
  const templates = compiled.get(dist) ?? compileTemplates(dist)
  compiled.set(dist, templates)
  return templates
}

/**
 * The built mini-program, run as WeChat's base library runs it: logic in a bare realm, templates by WeChat's
 * own compiler, requests over a real HTTP server.
 */
export class MiniProgram {
  readonly phone: Phone
  readonly routes: readonly string[]
  private readonly realm: Realm
  private readonly stack: PageStack
  private readonly life = { over: false }
  private readonly launch: object

  constructor({ dist = defaultDist, server, phone = new Phone() }: BootOptions) {
    const { life } = this
    const json = readAppJson(dist)
    const templates = templatesOf(dist)
    this.phone = phone
    this.routes = routesOf(json)
    this.launch = { path: this.routes[0], query: {}, scene: SCENE, referrerInfo: {} }
    const make = (route: string, options: Readonly<Record<string, string>>) => {
      const [config, settings] = [this.realm.pageConfig(route), pageSettings(dist, json, route)]
      const quiet = () => this.realm.quiet()
      return new PageHandle({ route, options, config, settings, templates, phone, quiet })
    }
    this.stack = new PageStack(json, phone, life, make)
    const wx = createWx({
      ...{ phone, life, server, builtFor: BUILT_FOR },
      onTabPage: () => this.stack.onTabPage,
      screen: () => this.stack.top?.events,
    })
    const currentPages = () => this.stack.pages.map((page) => page.instance)
    const all = { ...wx, ...this.stack.functions() }
    this.realm = new Realm({ dist, json, phone, life, currentPages, wx: all })
    this.realm.require('app.js')
    this.realm.lifecycle('onLaunch', this.launch)
    this.realm.lifecycle('onShow', this.launch)
  }

  /** Everything a developer would see in red. */
  get faults(): readonly string[] {
    return this.phone.faults
  }

  /** Starts anew at a page, as from a share card or a message. */
  open(url: string): PageHandle {
    return this.stack.restart(url)
  }

  /** A tap on WeChat's own tab bar. */
  switchTab(url: string): PageHandle {
    return this.stack.toTab(url)
  }

  /** WeChat's own way back. */
  back(): PageHandle {
    this.stack.back()
    return this.page
  }

  /** The page on top. */
  get page(): PageHandle {
    if (this.stack.top === undefined) throw new Error('no page is open')
    return this.stack.top
  }

  get depth(): number {
    return this.stack.pages.length
  }

  /** Waits until the page on top has this route, has a heading and has loaded. */
  async at(route: string): Promise<PageHandle> {
    await this.page.until(() => this.page.route === route, `a way to ${route}`)
    return this.page.settled()
  }

  /** The person turns to something else, and comes back. */
  hide(): void {
    this.stack.top?.call('onHide')
    this.realm.lifecycle('onHide')
    this.phone.appHide.tell({})
  }

  show(): void {
    this.realm.lifecycle('onShow', this.launch)
    this.phone.appShow.tell(this.launch)
    this.stack.top?.call('onShow')
  }

  /** Tells the app of an address it does not have, as WeChat does. */
  openUnknown(route: string): void {
    this.realm.lifecycle('onPageNotFound', { path: route, query: {}, isEntryPage: true })
  }

  /** WeChat ends the app without a word: nothing is unloaded, storage stays. */
  kill(): void {
    this.life.over = true
    this.realm.close()
    this.phone.forgetApp()
  }

  /** Unloads everything and stops its timers. */
  close(): void {
    if (!this.life.over) this.stack.close()
    this.kill()
  }
}
