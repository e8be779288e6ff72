import Taro, { usePullDownRefresh } from '@tarojs/taro'

interface Refetched {
  readonly isPending: boolean
  readonly fetchStatus: string
  readonly refetch: () => Promise<unknown>
}

let running = 0

/**
 * Asks a query of the page anew when the page is pulled down; the spinner goes once all that was asked anew has
 * settled, whatever came of it. The page's config says `enablePullDownRefresh`.
 */
export function usePullToRefresh(query: Refetched): void {
  usePullDownRefresh(() => {
    // A query that waits for something else (no community chosen yet) would ask for nothing that exists.
    const asleep = query.isPending && query.fetchStatus === 'idle'
    running += 1
    void (asleep ? Promise.resolve() : query.refetch())
      .catch(() => undefined)
      .then(() => {
        running -= 1
        if (running === 0) void Taro.stopPullDownRefresh()
      })
  })
}
