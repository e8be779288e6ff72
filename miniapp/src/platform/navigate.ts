import Taro from '@tarojs/taro'
import { isAt } from './is-at'
import { onNotOpened, sayNotOpened } from './not-opened'
import { keepWayBack } from './way-back'

/** The four tab pages, in the order of the tab bar. */
export const tabPages = ['/pages/home', '/pages/services', '/pages/council', '/pages/me'] as const

const pathOf = (url: string) => url.split('?')[0] ?? url
const isTab = (url: string) => (tabPages as readonly string[]).includes(pathOf(url))

/** WeChat keeps at most ten pages; the eleventh replaces the tenth instead of failing. */
const STACK_LIMIT = 10

/** WeChat fetches a part of the app when it is first opened; when that fails, the tap must not stay without an answer. */
function go(opening: Promise<unknown>): void {
  opening.catch(sayNotOpened)
}

/** What was tapped for last, and whether WeChat, or the browser's address, has taken it up. */
let opening: { readonly url: string; taken: boolean } | undefined
onNotOpened(() => {
  opening = undefined
})

/**
 * Opens a page once. On a slow phone the second tap of a double tap reaches the link before the page covers it; it
 * would lie there twice, and going back after a submit would end at the form.
 */
function openOnce(url: string, open: () => Promise<unknown>): void {
  if (opening?.url === url && (!opening.taken || isAt(url))) return
  const own = { url, taken: false }
  opening = own
  go(open().finally(() => (own.taken = true)))
}

/**
 * Opens a page of this app.
 * @param url absolute route with its query, such as `/packages/notices/detail?id=…`
 */
export function openPage(url: string): void {
  if (isTab(url)) {
    keepWayBack(pathOf(url))
    go(Taro.switchTab({ url: pathOf(url) }))
    return
  }
  openOnce(url, () =>
    Taro.getCurrentPages().length >= STACK_LIMIT ? Taro.redirectTo({ url }) : Taro.navigateTo({ url }),
  )
}

/** Opens a page in place of the current one, so that going back does not return here (after a submit). */
export function replacePage(url: string): void {
  if (isTab(url)) go(Taro.switchTab({ url: pathOf(url) }))
  else go(Taro.redirectTo({ url }))
}

/** Forgets every open page and starts at this one (after signing in or out). */
export function restartAt(url: string): void {
  go(Taro.reLaunch({ url }))
}

/** The page before was asked for and has not come up yet. */
let leaving = false

/**
 * One page back; to `fallback` when this page was opened directly (a share card, a typed address). Asked twice before
 * the page before is there, it is still one page: a browser would take the second as one more.
 */
export function goBack(fallback = '/pages/home'): void {
  if (leaving) return
  if (Taro.getCurrentPages().length <= 1) {
    replacePage(fallback)
    return
  }
  leaving = true
  go(Taro.navigateBack().finally(() => (leaving = false)))
}

/** Route and query of a page as one address: `pageUrl('/packages/opinions/detail', { id })`. */
export function pageUrl(path: string, query: Readonly<Record<string, string | undefined>> = {}): string {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const text = pairs.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')
  return text === '' ? path : `${path}?${text}`
}
