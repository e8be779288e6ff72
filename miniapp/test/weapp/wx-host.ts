import { readFile } from 'node:fs/promises'
import path from 'node:path'

interface Callbacks {
  readonly success?: (result: unknown) => void
  readonly fail?: (error: { errMsg: string }) => void
  readonly complete?: (result: unknown) => void
}

export interface WxHostOptions {
  /** Address the build was made for; requests to it go to `server`. */
  readonly builtFor: string
  readonly server: string
  readonly dark?: boolean
  readonly fontScale?: number
}

/** What the person and the phone answer; a test changes it as it goes. */
export interface Phone {
  online: boolean
  /** Code that wx.login hands out. */
  loginCode: string
  /** Paths of the pictures the person chooses next. */
  photos: string[]
  subscribe: Record<string, string>
  readonly storage: Map<string, unknown>
  readonly calls: { name: string; options: unknown }[]
  clipboard: string
}

/** Answers a wx function later, by its callbacks, as WeChat does. */
function answer(options: Callbacks | undefined, name: string, work: () => unknown): void {
  setImmediate(() => {
    try {
      const result = { errMsg: `${name}:ok`, ...(work() as object | undefined) }
      options?.success?.(result)
      options?.complete?.(result)
    } catch (error) {
      const failure = { errMsg: `${name}:fail ${error instanceof Error ? error.message : String(error)}` }
      options?.fail?.(failure)
      options?.complete?.(failure)
    }
  })
}

interface RequestOptions extends Callbacks {
  readonly url: string
  readonly method?: string
  readonly header?: Record<string, string>
  readonly data?: unknown
  readonly dataType?: string
}

interface UploadOptions extends Callbacks {
  readonly url: string
  readonly filePath: string
  readonly name: string
  readonly formData?: Record<string, string>
  readonly header?: Record<string, string>
}

/** The part of `wx` that the app uses, over a real HTTP server. */
export function createWx(options: WxHostOptions): { wx: Record<string, unknown>; phone: Phone } {
  const phone: Phone = {
    online: true,
    loginCode: 'wx-code',
    photos: [],
    subscribe: {},
    storage: new Map(),
    calls: [],
    clipboard: '',
  }
  const networkListeners = new Set<(state: { isConnected: boolean; networkType: string }) => void>()
  const address = (url: string) => url.replace(options.builtFor, options.server)
  const exchange = async (url: string, init: RequestInit) => {
    if (!phone.online) throw new Error('net::ERR_INTERNET_DISCONNECTED')
    const response = await fetch(address(url), init)
    const text = await response.text()
    return { statusCode: response.status, header: Object.fromEntries(response.headers), text }
  }
  const finish = (request: Callbacks, name: string, work: Promise<object>) => {
    work.then(
      (result) => {
        request.success?.({ errMsg: `${name}:ok`, ...result })
        request.complete?.({ errMsg: `${name}:ok`, ...result })
      },
      (error: unknown) => {
        const failure = { errMsg: `${name}:fail ${error instanceof Error ? error.message : String(error)}` }
        request.fail?.(failure)
        request.complete?.(failure)
      },
    )
  }
  const base = {
    theme: options.dark ? 'dark' : 'light',
    fontSizeScaleFactor: options.fontScale ?? 1,
    SDKVersion: '3.8.0',
    language: 'zh_CN',
    version: '8.0.50',
  }
  const windowInfo = {
    windowWidth: 375,
    windowHeight: 724,
    screenWidth: 375,
    screenHeight: 812,
    pixelRatio: 2,
    statusBarHeight: 44,
    safeArea: { top: 44, bottom: 778, left: 0, right: 375, width: 375, height: 734 },
  }
  const recorded =
    (name: string, work: (value: never) => unknown = () => ({})) =>
    (value: Callbacks) => {
      phone.calls.push({ name, options: value })
      answer(value, name, () => work(value as never))
    }
  const nothing = () => undefined
  const wx: Record<string, unknown> = {
    request(request: RequestOptions) {
      const controller = new AbortController()
      const { method = 'GET', header = {}, data } = request
      const body =
        data === undefined || method === 'GET'
          ? undefined
          : typeof data === 'string'
            ? data
            : JSON.stringify(data)
      const work = exchange(request.url, { method, headers: header, body, signal: controller.signal }).then(
        ({ text, ...rest }) => ({
          ...rest,
          data: request.dataType === 'json' ? (text === '' ? '' : (JSON.parse(text) as unknown)) : text,
        }),
      )
      finish(request, 'request', work)
      return { abort: () => controller.abort(), onHeadersReceived: nothing, offHeadersReceived: nothing }
    },
    uploadFile(request: UploadOptions) {
      const controller = new AbortController()
      const listeners: ((state: { progress: number }) => void)[] = []
      const send = async () => {
        const form = new FormData()
        for (const [name, value] of Object.entries(request.formData ?? {})) form.append(name, value)
        form.append(
          request.name,
          new Blob([await readFile(request.filePath)]),
          path.basename(request.filePath),
        )
        const { text, ...rest } = await exchange(request.url, {
          method: 'POST',
          headers: request.header ?? {},
          body: form,
          signal: controller.signal,
        })
        for (const listener of listeners) listener({ progress: 100 })
        return { ...rest, data: text }
      }
      finish(request, 'uploadFile', send())
      return {
        abort: () => controller.abort(),
        onProgressUpdate: (listener: (state: { progress: number }) => void) => listeners.push(listener),
        offProgressUpdate: nothing,
        onHeadersReceived: nothing,
        offHeadersReceived: nothing,
      }
    },
    getStorageSync: (key: string) => phone.storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void phone.storage.set(key, value),
    removeStorageSync: (key: string) => void phone.storage.delete(key),
    getStorageInfoSync: () => ({ keys: [...phone.storage.keys()], currentSize: 1, limitSize: 10_240 }),
    getAppBaseInfo: () => base,
    getWindowInfo: () => windowInfo,
    getDeviceInfo: () => ({ platform: 'devtools', system: 'Android 14', model: 'test', brand: 'test' }),
    getSystemInfoSync: () => ({ ...base, ...windowInfo, platform: 'devtools' }),
    getSystemInfo: (request: Callbacks) =>
      answer(request, 'getSystemInfo', () => ({ ...base, ...windowInfo })),
    getMenuButtonBoundingClientRect: () => ({
      top: 48,
      bottom: 80,
      left: 281,
      right: 368,
      width: 87,
      height: 32,
    }),
    canIUse: () => true,
    nextTick: (work: () => void) => setImmediate(work),
    onThemeChange: nothing,
    offThemeChange: nothing,
    onAppShow: nothing,
    offAppShow: nothing,
    onAppHide: nothing,
    offAppHide: nothing,
    onNetworkStatusChange: (listener: (state: { isConnected: boolean; networkType: string }) => void) =>
      networkListeners.add(listener),
    offNetworkStatusChange: (listener: (state: { isConnected: boolean; networkType: string }) => void) =>
      networkListeners.delete(listener),
    getNetworkType: (request: Callbacks) =>
      answer(request, 'getNetworkType', () => ({ networkType: phone.online ? 'wifi' : 'none' })),
    onNeedPrivacyAuthorization: nothing,
    getPrivacySetting: (request: Callbacks) =>
      answer(request, 'getPrivacySetting', () => ({ needAuthorization: false })),
    getUpdateManager: () => ({
      onUpdateReady: nothing,
      onCheckForUpdate: nothing,
      onUpdateFailed: nothing,
      applyUpdate: nothing,
    }),
    login: recorded('login', () => ({ code: phone.loginCode })),
    chooseMedia: recorded('chooseMedia', ({ count = 9 }: { count?: number }) => {
      if (phone.photos.length === 0) throw new Error('cancel')
      return {
        type: 'image',
        tempFiles: phone.photos
          .splice(0, count)
          .map((tempFilePath) => ({ tempFilePath, size: 1, fileType: 'image' })),
      }
    }),
    requestSubscribeMessage: recorded('requestSubscribeMessage', () => phone.subscribe),
    setClipboardData: recorded('setClipboardData', ({ data }: { data: string }) => {
      phone.clipboard = data
      return {}
    }),
    createSelectorQuery: () => {
      const query = {
        in: () => query,
        select: () => query,
        selectAll: () => query,
        boundingClientRect: () => query,
        fields: () => query,
        context: () => query,
        node: () => query,
        exec: (done?: (all: unknown[]) => void) => setImmediate(() => done?.([null])),
      }
      return query
    },
  }
  for (const name of [
    'showToast',
    'hideToast',
    'showLoading',
    'hideLoading',
    'showTabBar',
    'hideTabBar',
    'setTabBarBadge',
    'removeTabBarBadge',
    'showTabBarRedDot',
    'hideTabBarRedDot',
    'setNavigationBarTitle',
    'setNavigationBarColor',
    'setBackgroundColor',
    'pageScrollTo',
    'makePhoneCall',
    'previewImage',
    'openDocument',
    'stopPullDownRefresh',
    'vibrateShort',
    'showShareMenu',
    'openSetting',
  ]) {
    wx[name] = recorded(name)
  }
  return { wx, phone }
}
