import { useDidShow } from '@tarojs/taro'
import { useEffect, useRef, type FocusEvent, type RefObject } from 'react'

/** Pages shown since the web page was loaded. The first one begins where the browser begins. */
let shown = 0

const isDrawn = (element: Element): boolean => element.getClientRects().length > 0

/** Where reading begins: the page's own heading, else its content. */
function toStart(page: HTMLElement): void {
  const start = page.querySelector<HTMLElement>('main h1') ?? page.querySelector('main')
  if (start === null) return
  if (!start.hasAttribute('tabindex')) start.tabIndex = -1
  start.focus({ preventScroll: true })
}

/**
 * Takes the focus along to the page that is shown. The browser leaves it on the page that was covered, and so on
 * nothing: a screen reader stays silent after a tap, and whoever comes back starts the list from its beginning.
 * @returns to be set on the page's root
 */
export function usePageFocus(page: RefObject<HTMLElement | null>) {
  const left = useRef<HTMLElement>()
  const arrive = () => {
    const root = page.current
    // What has the focus on this page keeps it; the page before may not be covered yet.
    if (shown < 2 || root === null || !isDrawn(root) || root.contains(document.activeElement)) return
    // Back to the link that led away; a tab of the bar leads here as well, and the page begins anew.
    const back = left.current
    if (back?.isConnected && !back.closest('.tab-bar')) back.focus({ preventScroll: true })
    if (document.activeElement !== back) toStart(root)
  }
  useDidShow(() => {
    shown += 1
    arrive()
  })
  // The loaded page takes the place of the loading one, and with it the focus goes.
  useEffect(arrive, [])
  const onFocus = ({ target }: FocusEvent<HTMLElement>) => {
    // A field would open the keyboard of a phone by itself.
    if (target instanceof HTMLElement && target.matches('a, button')) left.current = target
  }
  return { onFocus }
}
