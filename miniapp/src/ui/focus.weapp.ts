import Taro from '@tarojs/taro'

/** Brings the first bad field into view. */
export function focusField(id: string): void {
  void Taro.pageScrollTo({ selector: `#${id}`, offsetTop: -96, duration: 160 })
}
