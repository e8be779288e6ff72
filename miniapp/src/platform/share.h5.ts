import { copyText } from './clipboard'
import type { ShareCard } from './share.types'

/** The web page has no share card of its own. */
export function useShareCard(_card: ShareCard): void {}

/** Opens the phone's share sheet, or copies the address; says which of the two happened. */
export async function shareNow({ title, path }: ShareCard): Promise<'shared' | 'copied' | 'failed'> {
  const url = new URL(path, location.origin).href
  if (navigator.share !== undefined) {
    try {
      await navigator.share({ title, url })
      return 'shared'
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return 'shared'
    }
  }
  return (await copyText(url)) ? 'copied' : 'failed'
}
