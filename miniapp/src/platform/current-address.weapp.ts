import Taro from '@tarojs/taro'
import { pageUrl } from './navigate'

/** Route and query of the page shown now, to come back to it later. */
export function currentAddress(): string {
  const page = Taro.getCurrentPages().at(-1)
  if (page?.route === undefined) return '/pages/home'
  const options: unknown = page.options ?? {}
  const query = Object.entries(options as Readonly<Record<string, unknown>>).filter(
    ([name]) => !name.startsWith('$'),
  )
  const path = `/${page.route.replace(/^\//, '').split('?')[0] ?? ''}`
  return pageUrl(
    path,
    Object.fromEntries(query.map(([name, value]) => [name, decodeURIComponent(String(value))])),
  )
}
