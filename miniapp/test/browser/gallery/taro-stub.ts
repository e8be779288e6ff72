import { useEffect } from 'react'

/** The few calls the kit makes outside React, for a page without Taro around it. */
const Taro = {
  getStorageSync: (key: string) => localStorage.getItem(key) ?? '',
  setStorageSync: (key: string, value: string) => localStorage.setItem(key, value),
  removeStorageSync: (key: string) => localStorage.removeItem(key),
  getStorageInfoSync: () => ({ keys: Object.keys(localStorage) }),
  getCurrentPages: () => [{}],
  navigateTo: () => Promise.resolve(),
  redirectTo: () => Promise.resolve(),
  switchTab: () => Promise.resolve(),
  reLaunch: () => Promise.resolve(),
  navigateBack: () => Promise.resolve(),
}

export function useDidShow(callback: () => void): void {
  useEffect(callback, [])
}

export function useDidHide(_callback: () => void): void {}

export default Taro
