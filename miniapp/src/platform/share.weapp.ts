import { useShareAppMessage } from '@tarojs/taro'
import type { ShareCard } from './share.types'

/** The card that WeChat sends; the page's config needs `enableShareAppMessage: true`. */
export function useShareCard({ title, path }: ShareCard): void {
  useShareAppMessage(() => ({ title, path }))
}

/** In WeChat only an OpenButton with `openType="share"` can share. */
export function shareNow(_card: ShareCard): Promise<'shared' | 'copied' | 'failed'> {
  return Promise.resolve('failed')
}
