import type { NoticeReachView, ReachHouseholdView } from '@linli/shared/notices/notices-reach.schema'
import { dateAndTime } from '@linli/shared/time'
import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '@/platform/api'
import { sentenceOf } from '@/platform/error-words'
import { printPage } from '@/platform/print-page'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { visitGroups, type VisitGroup } from './visit-rows'

const PAGE = 50

/** Every household of the list, not only the ones on screen: who is missing on the paper is not visited. */
async function allToVisit(id: string): Promise<ReachHouseholdView[]> {
  const found: ReachHouseholdView[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { items: ReachHouseholdView[]; nextCursor: string | null } =
      await api.notices.reachHouseholds({
        params: { id },
        query: { toVisit: 'true', limit: PAGE, ...(cursor !== '' && { cursor }) },
      })
    found.push(...page.items)
    cursor = page.nextCursor
  }
  return found
}

interface PrintVisitsProps {
  readonly noticeId: string
  readonly buildings: NoticeReachView['buildings']
  readonly onList: (groups: readonly VisitGroup[]) => void
}

/** Asks for the whole list of doors to knock at; nothing where there is no printer. */
export function PrintVisits({ noticeId, buildings, onList }: PrintVisitsProps) {
  const fetching = useMutation({
    mutationFn: () => allToVisit(noticeId),
    onSuccess: (households) => onList(visitGroups(households, buildings)),
  })
  if (printPage === undefined) return null
  return (
    <>
      {fetching.error && <Banner kind="alert">{sentenceOf(fetching.error)}</Banner>}
      <Box className="visit-print-act">
        <Button
          kind="plain"
          small
          icon="document"
          busy={fetching.isPending && '正在取名单'}
          onTap={() => fetching.mutate()}
        >
          打印上门名单
        </Button>
      </Box>
    </>
  )
}

/** 上门名单 on paper: door by door with room to tick; no names, so that a lost sheet tells little. */
export function VisitPaper({ groups }: { readonly groups: readonly VisitGroup[] }) {
  // The sheet has to stand on the page before the printer is asked for.
  useEffect(() => printPage?.(), [groups])
  const now = new Date()
  const count = groups.reduce((sum, { rows }) => sum + rows.length, 0)
  return (
    <Box className="visit-paper">
      <Box className="visit-paper__head">{`上门名单，${count} 户`}</Box>
      <Box>{`${dateAndTime(now, now)} 打印。内部资料，用完收回`}</Box>
      {groups.map(({ building, rows }) => (
        <Box key={building}>
          <Box className="visit-paper__head">{`${building}，${rows.length} 户`}</Box>
          {rows.map(({ roomId, room, about }) => (
            <Box key={roomId} className="visit-paper__row">
              <Box as="span">{room}</Box>
              <Box as="span">{about}</Box>
              <Box as="span" className="visit-paper__tick">
                已告知
              </Box>
              <Box as="span" className="visit-paper__tick">
                没人在家
              </Box>
            </Box>
          ))}
        </Box>
      ))}
    </Box>
  )
}
