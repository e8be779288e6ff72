import type { RequestView } from '@linli/shared/homes/home-requests.schema'
import { useState } from 'react'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { Box } from '@/ui/box'
import { PageTitle } from '@/ui/page-title'
import { QueryView } from '@/ui/query-view'
import { SidePanel } from '@/ui/side-panel'
import { RequestActs } from './request-acts'
import { NEW_PERSON, RequestBody } from './request-body'
import { RequestPill } from './request-row'
import { useRequest } from './queries'
import './staff-homes.scss'

/** Nobody is chosen for the office; only where the roll has nobody at all is the new person the one choice. */
function useChosen(request: RequestView | undefined) {
  const [chosen, setChosen] = useState<string>()
  const isOnlyChoice = request?.candidates.length === 0 && request.relation !== 'owner'
  return [chosen ?? (isOnlyChoice ? NEW_PERSON : ''), setChosen] as const
}

/** One request beside the list. */
export function RequestPanel({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const query = useRequest(id)
  const [chosen, choose] = useChosen(query.data)
  return (
    <SidePanel
      title={query.data?.name ?? '绑定申请'}
      above={query.data && <RequestPill item={query.data} own={query.data.own} />}
      onClose={onClose}
      bar={query.data && <RequestActs request={query.data} chosen={chosen} />}
    >
      <QueryView query={query}>
        {(request) => <RequestBody request={request} chosen={chosen} onChoose={choose} />}
      </QueryView>
    </SidePanel>
  )
}

/** The same on a phone, as a page. */
export function RequestPage({ id }: { readonly id: string }) {
  const query = useRequest(id)
  const [chosen, choose] = useChosen(query.data)
  return (
    <StaffConsole
      title="绑定申请"
      heading={query.data === undefined}
      inside
      current="bindings"
      backTo="/packages/staff-space/bindings"
      bar={query.data && <RequestActs request={query.data} chosen={chosen} />}
    >
      <QueryView query={query}>
        {(request) => (
          <>
            <PageTitle above={<RequestPill item={request} own={request.own} />}>{request.name}</PageTitle>
            <Box className="request-page">
              <RequestBody request={request} chosen={chosen} onChoose={choose} />
            </Box>
          </>
        )}
      </QueryView>
    </StaffConsole>
  )
}
