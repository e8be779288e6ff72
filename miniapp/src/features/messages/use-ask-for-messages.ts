import { useQuery } from '@tanstack/react-query'
import { api } from '@/platform/api'
import { useActor } from '@/platform/session'
import { askForMessages } from '@/platform/subscribe'

/**
 * Asks WeChat's permission to send one message about this topic; to be called from the very tap that gives a
 * reason for it. One permission is one message, so it is asked again at the next reason. The web page asks nothing.
 */
export function useAskForMessages(topic: 'notice' | 'opinion' | 'booking'): () => void {
  const actor = useActor()
  const templates = useQuery({
    queryKey: ['wechat-templates'],
    queryFn: ({ signal }) => api.messages.wechatTemplates({}, { signal }),
    enabled: process.env.TARO_ENV === 'weapp' && actor?.consentCurrent === true,
    staleTime: Infinity,
  })
  const id = templates.data?.[topic] ?? null
  return () => {
    if (id !== null) void askForMessages([id])
  }
}
