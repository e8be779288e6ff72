import type { ReplyTemplate } from '@linli/shared/opinions/reply-templates'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '@/platform/api'
import { isOvertaken } from '@/platform/overtaken'
import { changedSince, withoutTemplate, withTemplate } from './template-list'

const templatesKey = (communityId: string) => ['reply-templates', communityId] as const

/** What the community answers often, with the version that a change of the list names. */
export const useReplyTemplates = (communityId: string) =>
  useQuery({
    queryKey: templatesKey(communityId),
    queryFn: ({ signal }) => api.cases.templates({ query: { communityId } }, { signal }),
  })

interface TemplateChange {
  readonly act: 'add' | 'remove'
  readonly item: ReplyTemplate
}

const listAfter = ({ act, item }: TemplateChange, items: readonly ReplyTemplate[]): ReplyTemplate[] | null =>
  act === 'add' ? withTemplate(items, item) : withoutTemplate(items, item)

/**
 * Changes the list over the one on screen. Who comes second is refused, sees the newest list, and reads in
 * `overtaken` what has changed; where the change is on it already, an earlier answer was lost and all is well.
 */
export function useChangeTemplates(communityId: string) {
  const client = useQueryClient()
  const [overtaken, setOvertaken] = useState<string>()
  const key = templatesKey(communityId)
  type List = Awaited<ReturnType<typeof api.cases.templates>>
  const save = useMutation({
    async mutationFn(change: TemplateChange): Promise<List> {
      const seen = client.getQueryData<List>(key) ?? (await api.cases.templates({ query: { communityId } }))
      const items = listAfter(change, seen.items)
      if (items === null) return seen
      try {
        return await api.cases.setTemplates({ body: { communityId, version: seen.version, items } })
      } catch (error) {
        if (!isOvertaken(error)) throw error
        const now = await api.cases.templates({ query: { communityId } })
        if (listAfter(change, now.items) === null) return now
        client.setQueryData(key, now)
        setOvertaken(changedSince(seen.items, now.items))
        throw error
      }
    },
    onMutate: () => setOvertaken(undefined),
    onSuccess: (list) => client.setQueryData(key, list),
  })
  return { save, overtaken }
}
