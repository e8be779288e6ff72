import { useRouter } from '@tarojs/taro'

/** What was encoded; an address somebody cut or typed wrongly is taken as it stands, and finds nothing. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** A parameter of the page's address, decoded once on both clients; undefined when it is missing. */
export function usePageParam(name: string): string | undefined {
  const value = useRouter().params[name]
  return value === undefined || value === '' ? undefined : decoded(value)
}

/** Nothing has this id. */
const NO_ID = '-'

/** The id a page is about. An address without one asks for what is not there, and the page says so like of any wrong id. */
export const usePageId = (): string => usePageParam('id') ?? NO_ID
