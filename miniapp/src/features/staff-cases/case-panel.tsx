import { pageUrl } from '@/platform/navigate'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { QueryView } from '@/ui/query-view'
import { SidePanel } from '@/ui/side-panel'
import { StatusPill } from '@/ui/status-pill'
import { CaseActs } from './case-acts'
import { CaseBody } from './case-body'
import { CaseComposer } from './case-composer'
import { staffTone } from './case-row'
import { isUrgent, UrgentMark } from './urgent-mark'
import { useCase, useCaseAct } from './queries'

/** Address of a case, as it is sent to a colleague. */
export const caseUrl = (id: string) => pageUrl('/packages/staff-cases/workbench', { id })

/** One case beside the list. */
export function CasePanel({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const query = useCase(id)
  const act = useCaseAct(id)
  const item = query.data
  return (
    <SidePanel
      title={item?.title ?? '办件'}
      above={
        item && (
          <>
            {isUrgent(item) && <UrgentMark />}
            <StatusPill tone={staffTone(item)}>{item.statusLabel}</StatusPill>
            <Box as="span" className="case-number">{`${item.number} · ${item.category.label}`}</Box>
          </>
        )
      }
      onClose={onClose}
      bar={
        item && (
          <CaseComposer item={item} act={act} acts={<CaseActs item={item} act={act} onGone={onClose} />} />
        )
      }
    >
      <QueryView query={query}>
        {(data) => (
          <>
            <CaseBody item={data} act={act} />
            <Button kind="plain" small icon="document" to={pageUrl('/packages/staff-cases/detail', { id })}>
              单独打开，可以打印
            </Button>
          </>
        )}
      </QueryView>
    </SidePanel>
  )
}
