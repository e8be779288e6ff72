import { groupedCode } from '@linli/shared/opinions/caller.kinds'
import { useQuery } from '@tanstack/react-query'
import { api } from '@/platform/api'
import { InfoList } from '@/ui/info-list'
import { QueryView } from '@/ui/query-view'

/** Number and code to read out or to write down. Each showing makes a new one: the one before ends. */
export function FollowCode({ id }: { readonly id: string }) {
  const code = useQuery({
    queryKey: ['follow-code', id],
    queryFn: () => api.opinions.renewCode({ params: { id } }),
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  })
  return (
    <QueryView query={code}>
      {({ number, followCode }) => (
        <InfoList
          sunken
          facts={[
            { name: '编号', value: number, strong: true },
            { name: '查询码', value: groupedCode(followCode), strong: true },
            { name: '怎么查', value: '打开“查进展”，填编号和查询码。查询码只显示这一次，丢了可以换' },
          ]}
        />
      )}
    </QueryView>
  )
}
