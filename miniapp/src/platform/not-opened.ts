import Taro from '@tarojs/taro'

let notOpened: (() => void) | undefined

/** Hears when the page that was tapped for is not coming. */
export function onNotOpened(listener: () => void): void {
  notOpened = listener
}

/** Said when the code of a page did not come, so that a tap does not stay without an answer. */
export function sayNotOpened(): void {
  notOpened?.()
  void Taro.showToast({ title: '没有打开，连上网后再点一次', icon: 'none' })
}
