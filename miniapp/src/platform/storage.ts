import Taro from '@tarojs/taro'

/**
 * What this device keeps: one prefix, JSON values, and no exception when the storage is full or forbidden
 * (private browsing, WeChat's 10 MB limit): losing a convenience must not lose the page.
 */
const PREFIX = 'linli:'

/** The value under a key, or undefined when there is none or it cannot be read. */
export function readStored(key: string): unknown {
  try {
    const text: unknown = Taro.getStorageSync(PREFIX + key)
    return typeof text === 'string' && text !== '' ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}

/** Keeps a value; false when the device refused. */
export function writeStored(key: string, value: unknown): boolean {
  try {
    Taro.setStorageSync(PREFIX + key, JSON.stringify(value))
    return true
  } catch {
    return false
  }
}

export function removeStored(key: string): void {
  try {
    Taro.removeStorageSync(PREFIX + key)
  } catch {
    // Nothing is kept, which is what was asked for.
  }
}

/** All keys that begin so, without the app's own prefix. */
export function storedKeys(start: string): string[] {
  try {
    return Taro.getStorageInfoSync()
      .keys.filter((key) => key.startsWith(PREFIX + start))
      .map((key) => key.slice(PREFIX.length))
  } catch {
    return []
  }
}
