import Taro from '@tarojs/taro'

/** Starts the new release once WeChat has fetched it. */
export function takeNewerRelease(): void {
  const updates = Taro.getUpdateManager()
  updates.onUpdateReady(() => updates.applyUpdate())
}
