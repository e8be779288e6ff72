import Taro from '@tarojs/taro'

/** Said when the code of a page did not come, so that a tap does not stay without an answer. */
export function sayNotOpened(): void {
  void Taro.showToast({ title: '没有打开，连上网后再点一次', icon: 'none' })
}
