import { useRouter } from '@tarojs/taro'

/** A parameter of the page's address, decoded once on both clients; undefined when it is missing. */
export function usePageParam(name: string): string | undefined {
  const value = useRouter().params[name]
  return value === undefined || value === '' ? undefined : decodeURIComponent(value)
}
