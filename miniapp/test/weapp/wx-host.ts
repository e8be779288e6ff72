import { randomBytes } from 'node:crypto'
import { createAnswers, type Callbacks, type Life } from './wx-answer'
import { createNetwork, putAway, type Servers } from './wx-network'
import { createSound } from './wx-sound'
import { createStorage } from './wx-storage'
import { USER_FOLDER, type Phone } from './phone'
import type { ScreenEvents } from './screen-events'

interface Media {
  readonly count?: number
  readonly mediaType?: readonly string[]
}

/** What `wx` must know of the app around it. */
export interface AppView extends Servers {
  readonly phone: Phone
  readonly life: Life
  /** Is one of the tab pages on top? */
  readonly onTabPage: () => boolean
  /** What is on the screen of the page on top. */
  readonly screen: () => ScreenEvents | undefined
}

const nothing = () => undefined

/** The part of `wx` that the app uses; what WeChat refuses is refused. */
export function createWx(app: AppView): Record<string, unknown> {
  const { phone, life } = app
  const answers = createAnswers(phone, life)
  const { later } = answers
  const base = () => ({
    theme: phone.dark ? 'dark' : 'light',
    fontSizeScaleFactor: phone.fontScale,
    SDKVersion: '3.8.0',
    language: 'zh_CN',
    version: '8.0.50',
  })
  const windowInfo = {
    windowWidth: 375,
    windowHeight: 724,
    screenWidth: 375,
    screenHeight: 812,
    pixelRatio: 2,
    statusBarHeight: 44,
    safeArea: { top: 44, bottom: 778, left: 0, right: 375, width: 375, height: 734 },
  }
  /** A function with callbacks whose calls the tests can read. */
  const recorded =
    (name: string, work: (value: never) => unknown = nothing) =>
    (value: Callbacks) => {
      phone.calls.push({ name, options: value })
      return later(value, name, () => work(value as never))
    }
  const onTabs = () => {
    if (!app.onTabPage()) throw new Error('not TabBar page')
  }
  const choose = (name: string, take: (options: never) => Promise<object>) => (options: Callbacks) => {
    phone.calls.push({ name, options })
    return answers.settle(options, name, take(options as never))
  }
  const wx: Record<string, unknown> = {
    ...createNetwork(phone, app, answers),
    ...createStorage(phone),
    ...createSound(phone, answers),
    getAppBaseInfo: base,
    getWindowInfo: () => windowInfo,
    getDeviceInfo: () => ({ platform: 'devtools', system: 'Android 14', model: 'test', brand: 'test' }),
    getSystemInfoSync: () => ({ ...base(), ...windowInfo, platform: 'devtools' }),
    getSystemInfo: (options: Callbacks) =>
      later(options, 'getSystemInfo', () => ({ ...base(), ...windowInfo })),
    getMenuButtonBoundingClientRect: () => ({
      ...{ top: 48, bottom: 80, left: 281, right: 368 },
      ...{ width: 87, height: 32 },
    }),
    canIUse: (name: string) => (name.split('.')[0] ?? '') in wx,
    nextTick: (work: () => void) => setImmediate(() => answers.guard(work)),
    onThemeChange: phone.theme.on,
    offThemeChange: phone.theme.off,
    onAppShow: phone.appShow.on,
    offAppShow: phone.appShow.off,
    onAppHide: phone.appHide.on,
    offAppHide: phone.appHide.off,
    onNetworkStatusChange: phone.network.on,
    offNetworkStatusChange: phone.network.off,
    getNetworkType: (options: Callbacks) =>
      later(options, 'getNetworkType', () => ({ networkType: phone.online ? 'wifi' : 'none' })),
    onNeedPrivacyAuthorization: nothing,
    getPrivacySetting: (options: Callbacks) =>
      later(options, 'getPrivacySetting', () => ({ needAuthorization: false })),
    getUpdateManager: () => ({
      onUpdateReady(listener: () => void) {
        phone.updateReady.on(listener)
        if (phone.newRelease) setImmediate(() => answers.guard(listener))
      },
      onCheckForUpdate: (listener: (state: { hasUpdate: boolean }) => void) =>
        setImmediate(() => answers.guard(() => listener({ hasUpdate: phone.newRelease }))),
      onUpdateFailed: nothing,
      applyUpdate: () => phone.calls.push({ name: 'applyUpdate', options: undefined }),
    }),
    showModal: recorded('showModal', () => ({ confirm: true, cancel: false })),
    login: recorded('login', () => ({ code: phone.loginCode() })),
    chooseMedia: choose('chooseMedia', async ({ count = 9, mediaType }: Media) => {
      if (mediaType?.includes('video')) {
        const film = phone.films.shift()
        if (film === undefined) throw new Error('cancel')
        const tempFilePath = await putAway(phone, film.file)
        return { tempFiles: [{ tempFilePath, size: 1, duration: film.seconds, fileType: 'video' }] }
      }
      if (phone.photos.length === 0) throw new Error('cancel')
      const paths = await Promise.all(phone.photos.splice(0, count).map((file) => putAway(phone, file)))
      return {
        type: 'image',
        tempFiles: paths.map((tempFilePath) => ({ tempFilePath, size: 1, fileType: 'image' })),
      }
    }),
    chooseMessageFile: choose('chooseMessageFile', async () => {
      const file = phone.documents.shift()
      if (file === undefined) throw new Error('cancel')
      const place = await putAway(phone, file)
      return { tempFiles: [{ path: place, name: phone.temporary.get(place)?.name, size: 1, type: 'file' }] }
    }),
    requestSubscribeMessage: recorded('requestSubscribeMessage', () => {
      if (app.screen()?.tapping !== true) throw new Error('can only be invoked by user TAP gesture.')
      return phone.subscribe
    }),
    setClipboardData: recorded('setClipboardData', ({ data }: { data: string }) => {
      phone.clipboard = data
    }),
    pageScrollTo: recorded('pageScrollTo', ({ selector }: { selector?: string }) => {
      if (selector !== undefined && app.screen()?.has(selector) !== true)
        throw new Error(`no node ${selector}`)
    }),
    createSelectorQuery: () => selectorQuery(app.screen(), answers.guard),
    env: { USER_DATA_PATH: USER_FOLDER },
    getFileSystemManager: () => ({
      unlink: recorded('unlink'),
      writeFile: recorded('writeFile'),
      copyFile: recorded('copyFile', ({ srcPath, destPath }: { srcPath: string; destPath: string }) => {
        const file = phone.temporary.get(srcPath)
        if (file === undefined) throw new Error(`no such file ${srcPath}`)
        phone.temporary.set(destPath, file)
      }),
    }),
    getRandomValues: recorded('getRandomValues', ({ length }: { length: number }) => ({
      randomValues: Uint8Array.from(randomBytes(length)).buffer,
    })),
  }
  for (const name of ['showTabBar', 'hideTabBar', 'setTabBarBadge', 'removeTabBarBadge'])
    wx[name] = recorded(name, onTabs)
  for (const name of [
    ...['showToast', 'hideToast', 'showLoading', 'hideLoading', 'setNavigationBarTitle'],
    ...['setNavigationBarColor', 'setBackgroundColor', 'makePhoneCall', 'previewImage', 'shareFileMessage'],
    ...['stopPullDownRefresh', 'vibrateShort', 'vibrateLong', 'showShareMenu', 'openSetting', 'scanCode'],
    ...['addPhoneCalendar'],
  ])
    wx[name] = recorded(name)
  return wx
}

type Found = (result: unknown) => void

/** Selectors of the page that was on top when they were made; `context` is only for what has one, the editor. */
function selectorQuery(screen: ScreenEvents | undefined, guard: (work: () => void) => void) {
  const asked: { readonly work: () => unknown; readonly found: Found | undefined }[] = []
  let selector = ''
  const ask = (work: () => unknown) => (found?: Found) => {
    asked.push({ work, found })
    return query
  }
  const query = {
    in: () => query,
    select(wanted: string) {
      selector = wanted
      return query
    },
    selectAll(wanted: string) {
      selector = wanted
      return query
    },
    boundingClientRect: (found?: Found) =>
      ask(() => (screen?.has(selector) ? { top: 0, left: 0, width: 375, height: 44 } : null))(found),
    fields: (_fields: object, found?: Found) => ask(() => null)(found),
    node: (found?: Found) => ask(() => null)(found),
    context(found?: Found) {
      const of = selector
      return ask(() => {
        const context = screen?.editorAt(of)?.context
        return context === undefined ? null : { context }
      })(found)
    },
    exec(done?: (all: unknown[]) => void) {
      setImmediate(() =>
        guard(() => {
          const all = asked.map(({ work, found }) => {
            const result = work()
            found?.(result)
            return result
          })
          done?.(all)
        }),
      )
    },
  }
  return query
}
