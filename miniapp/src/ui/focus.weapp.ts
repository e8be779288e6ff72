import Taro from '@tarojs/taro'

/** Brings the first bad field into view; one that is not drawn yet, because its list is still loading, stays where it is. */
export function focusField(id: string): void {
  Taro.pageScrollTo({ selector: `#${id}`, offsetTop: -96, duration: 160 }).catch(() => undefined)
}

/** Brings what stands first to the top of the page. */
export function showStart(id: string): void {
  Taro.pageScrollTo({ selector: `#${id}`, offsetTop: -16, duration: 0 }).catch(() => undefined)
}
