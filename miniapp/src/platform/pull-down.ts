import Taro from '@tarojs/taro'

/** Lets WeChat's pull-to-refresh spinner go once the refetch has settled, whatever came of it. */
export function endPullDown(refetching: Promise<unknown>): void {
  void refetching.catch(() => undefined).then(() => Taro.stopPullDownRefresh())
}
