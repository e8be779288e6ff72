import { sayNotOpened } from './not-opened'

/** What Taro's router asks for when an address is opened: the page's code, and what it hands through. */
type Load = (context: unknown, params: unknown) => readonly [Promise<unknown>, unknown, unknown]

const never = new Promise<never>(() => {})

/**
 * The routes of the web page, with one change: code that arrives after the person has gone on is not shown.
 *
 * Taro's router changes the address first, fetches the page's code and shows it whenever it comes, whatever the
 * address is by then: who presses back while a tab is still on its way would see that tab under the address of
 * the page before. (Its own lock holds between two openings of one page, not of two.) A page that was overtaken
 * therefore never answers the router, and the last one opened is the one shown.
 *
 * A page whose code does not come, because the network is gone, is told of; the next tap fetches it again.
 */
export function latestPageOnly<Route extends { readonly load: Load }>(routes: readonly Route[]): Route[] {
  let opened = 0
  return routes.map((route) => ({
    ...route,
    load(context: unknown, params: unknown) {
      opened += 1
      const own = opened
      const [code, ...handed] = route.load(context, params)
      const shown = code.then(
        (page) => (own === opened ? page : never),
        (error: unknown) => {
          if (own !== opened) return never
          sayNotOpened()
          throw error
        },
      )
      return [shown, ...handed] as const
    },
  }))
}
