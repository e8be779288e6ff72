import type { Phone } from './phone'

/** WeChat's limits: one value, and everything of one app. */
const ONE_BYTES = 1024 * 1024
const ALL_BYTES = 10 * ONE_BYTES
const KILOBYTE = 1024

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '')

/** wx.*StorageSync with WeChat's limits; what does not fit throws. */
export function createStorage({ storage }: Phone) {
  const total = () => [...storage.values()].reduce((sum: number, value) => sum + bytesOf(value), 0)
  return {
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync(key: string, value: unknown) {
      const bytes = bytesOf(value)
      const others = total() - (storage.has(key) ? bytesOf(storage.get(key)) : 0)
      if (bytes > ONE_BYTES) throw new Error('setStorageSync:fail the value exceeds the max size 1Mb')
      if (others + bytes > ALL_BYTES) throw new Error('setStorageSync:fail exceed storage max size 10Mb')
      storage.set(key, value)
    },
    removeStorageSync: (key: string) => void storage.delete(key),
    getStorageInfoSync: () => ({
      keys: [...storage.keys()],
      currentSize: Math.ceil(total() / KILOBYTE),
      limitSize: ALL_BYTES / KILOBYTE,
    }),
  }
}
