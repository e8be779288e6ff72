import { useEffect } from 'react'

/**
 * Taro's API over the browser's storage, with a record of what was asked. A test sets `request` and
 * `uploadFile` to answer as WeChat would.
 */
export const calls: { name: string; options: unknown }[] = []

const recorded = (name: string) => (options?: unknown) => {
  calls.push({ name, options })
  return Promise.resolve({})
}

const Taro = {
  pages: [{}] as unknown[],
  request: (_options: unknown): unknown => {
    throw new Error('the test gave no answer')
  },
  uploadFile: (_options: unknown): unknown => {
    throw new Error('the test gave no answer')
  },
  getStorageSync: (key: string): unknown => localStorage.getItem(key) ?? '',
  setStorageSync: (key: string, value: string) => localStorage.setItem(key, value),
  removeStorageSync: (key: string) => localStorage.removeItem(key),
  getStorageInfoSync: () => ({ keys: Object.keys(localStorage) }),
  getCurrentPages: () => Taro.pages,
  navigateTo: recorded('navigateTo'),
  redirectTo: recorded('redirectTo'),
  switchTab: recorded('switchTab'),
  reLaunch: recorded('reLaunch'),
  navigateBack: recorded('navigateBack'),
  setClipboardData: recorded('setClipboardData'),
  requestSubscribeMessage: recorded('requestSubscribeMessage'),
  login: recorded('login'),
  previewImage: recorded('previewImage'),
  stopPullDownRefresh: recorded('stopPullDownRefresh'),
  showToast: recorded('showToast'),
}

export function useDidShow(callback: () => void): void {
  useEffect(callback, [callback])
}

/** A test shows one page and never leaves it. */
export function useDidHide(_callback: () => void): void {}

const pulled = new Set<() => void>()

/** What the person does with a finger. */
export const pullDown = () => pulled.forEach((listener) => listener())

export function usePullDownRefresh(listener: () => void): void {
  useEffect(() => {
    pulled.add(listener)
    return () => {
      pulled.delete(listener)
    }
  })
}

export default Taro
