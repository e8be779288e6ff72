/**
 * Taro's `switchTab` replaces the entry of the browser's history, as WeChat has none for tabs. A copy of the
 * present entry pushed before is what gets replaced, so that the browser's back button leads to the tab before.
 */
export function keepWayBack(next: string): void {
  if (location.pathname !== next) history.pushState(history.state, '')
}
