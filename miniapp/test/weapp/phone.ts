/** One HTTP exchange as the server saw it. */
export interface Exchange {
  readonly method: string
  /** Path and query, without the server's address. */
  readonly path: string
  /** Undefined while it runs, and when no answer came. */
  status: number | undefined
}

/** The folder of an app that outlives it. */
export const USER_FOLDER = 'wxfile://usr'

/** A file in WeChat's temporary folder. */
export interface TempFile {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

interface NetworkState {
  readonly isConnected: boolean
  readonly networkType: string
}

type Listener<T> = (value: T) => void

/** Listeners of one kind of event, as WeChat's `onX` and `offX` manage them. */
export class Listeners<T> {
  private readonly all = new Set<Listener<T>>()
  readonly on = (listener: Listener<T>): void => void this.all.add(listener)
  readonly off = (listener?: Listener<T>): void => {
    if (listener === undefined) this.all.clear()
    else this.all.delete(listener)
  }
  readonly tell = (value: T): void => {
    for (const listener of [...this.all]) listener(value)
  }
  clear(): void {
    this.all.clear()
  }
}

/**
 * The phone around the mini-program: what the person and the system answer, and what stays when the app is
 * killed. A test changes it as it goes.
 */
export class Phone {
  online = true
  dark = false
  fontScale = 1
  /** Codes that wx.login hands out. */
  loginCode: () => string = () => 'wx-code'
  /** Pictures the person chooses next, as paths on this machine. */
  photos: string[] = []
  /** Films the person takes next, as files on this machine. */
  films: { readonly file: string; readonly seconds: number }[] = []
  /** Documents the person chooses next out of a conversation. */
  documents: string[] = []
  /** What the person says into the microphone next, as files on this machine; nothing: the microphone is refused. */
  sounds: { readonly file: string; readonly seconds: number }[] = []
  subscribe: Record<string, string> = {}
  clipboard = ''
  /** WeChat has fetched a newer release. */
  newRelease = false
  /** Sent instead of the app's own name: how an old release would call itself. */
  clientName: string | undefined
  readonly storage = new Map<string, unknown>()
  readonly calls: { readonly name: string; readonly options: unknown }[] = []
  readonly exchanges: Exchange[] = []
  /** Everything a developer would see in red: errors, warnings, and breaches of WeChat's rules. */
  readonly faults: string[] = []
  readonly network = new Listeners<NetworkState>()
  readonly theme = new Listeners<{ readonly theme: 'dark' | 'light' }>()
  readonly appShow = new Listeners<object>()
  readonly appHide = new Listeners<object>()
  readonly updateReady = new Listeners<void>()
  /** WeChat's files: of the temporary folder nothing is left after the app was killed, of the user's all. */
  readonly temporary = new Map<string, TempFile>()
  private readonly holds: { readonly method: string; readonly path: RegExp; readonly gate: Promise<void> }[] =
    []
  private readonly losses: { readonly method: string; readonly path: RegExp }[] = []

  constructor(look: { readonly dark?: boolean; readonly fontScale?: number } = {}) {
    this.dark = look.dark ?? false
    this.fontScale = look.fontScale ?? 1
  }

  fault(what: string): void {
    this.faults.push(what)
  }

  setOnline(online: boolean): void {
    this.online = online
    this.network.tell({ isConnected: online, networkType: online ? 'wifi' : 'none' })
  }

  setDark(dark: boolean): void {
    this.dark = dark
    this.theme.tell({ theme: dark ? 'dark' : 'light' })
  }

  /** The next such request reaches the server, and its answer gets lost on the way back. */
  loseAnswer(method: string, path: RegExp): void {
    this.losses.push({ method, path })
  }

  /** Whether this exchange's answer gets lost; each loss happens once. */
  loses({ method, path }: Exchange): boolean {
    const index = this.losses.findIndex((loss) => loss.method === method && loss.path.test(path))
    if (index >= 0) this.losses.splice(index, 1)
    return index >= 0
  }

  /** The next such request reaches the server, and its answer comes when the test lets it. */
  holdAnswer(method: string, path: RegExp): () => void {
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    this.holds.push({ method, path, gate })
    return release
  }

  /** Waits while this exchange's answer is held back. */
  async held({ method, path }: Exchange): Promise<void> {
    const index = this.holds.findIndex((hold) => hold.method === method && hold.path.test(path))
    if (index >= 0) await this.holds.splice(index, 1)[0]?.gate
  }

  /** Requests under way. */
  running = 0

  get busy(): boolean {
    return this.running > 0
  }

  /** Calls of one wx function so far. */
  callsOf(name: string): readonly unknown[] {
    return this.calls.filter((call) => call.name === name).map(({ options }) => options)
  }

  exchangesOf(method: string, path: RegExp): readonly Exchange[] {
    return this.exchanges.filter((exchange) => exchange.method === method && path.test(exchange.path))
  }

  /** What the system forgets when the app is killed. */
  forgetApp(): void {
    for (const listeners of [this.network, this.theme, this.appShow, this.appHide, this.updateReady])
      listeners.clear()
    for (const place of this.temporary.keys())
      if (!place.startsWith(USER_FOLDER)) this.temporary.delete(place)
  }
}
