import Taro from '@tarojs/taro'

/** Shakes the phone once, where it can; a device that cannot has lost nothing. */
export function vibrate(): void {
  try {
    Taro.vibrateLong().catch(() => undefined)
  } catch {
    // A browser without the function.
  }
}
