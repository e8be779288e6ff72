import Taro from '@tarojs/taro'
import type { SystemLook } from './system-look.types'

/** Present since base library 2.23; missing in Taro's types. */
interface FontInfo {
  readonly fontSizeScaleFactor?: number
}

export function readSystemLook(): SystemLook {
  const info: Taro.getAppBaseInfo.Result & FontInfo = Taro.getAppBaseInfo()
  return { dark: info.theme === 'dark', fontScale: info.fontSizeScaleFactor ?? 1 }
}

/** Calls back when the system turns dark or light. */
export function onSystemLook(listener: (look: SystemLook) => void): void {
  Taro.onThemeChange(({ theme }) => listener({ ...readSystemLook(), dark: theme === 'dark' }))
}
