import { PrintCase } from '@/features/opinions/print-case'
import { goBack } from '@/platform/navigate'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { PageTitle } from '@/ui/page-title'
import { QueryView } from '@/ui/query-view'
import { Box } from '@/ui/box'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { CaseActs } from './case-acts'
import { CaseBody } from './case-body'
import { CaseComposer } from './case-composer'
import { staffTone } from './case-row'
import { isUrgent, UrgentMark } from './urgent-mark'
import { useCase, useCaseAct } from './queries'
import './staff-cases.scss'

const LIST = '/packages/staff-cases/workbench'

/** One case on a phone: the same parts as the side panel, as a page. */
export function CaseDetail({ id }: { readonly id: string }) {
  const query = useCase(id)
  const act = useCaseAct(id)
  return (
    <StaffConsole title="办件" heading={query.data === undefined} inside current="cases" backTo={LIST}>
      <QueryView query={query}>
        {(item) => (
          <>
            <PageTitle
              above={
                <>
                  {isUrgent(item) && <UrgentMark />}
                  <StatusPill tone={staffTone(item)}>{item.statusLabel}</StatusPill>
                  <Box as="span" className="case-number">
                    {item.number}
                  </Box>
                </>
              }
            >
              {item.title}
            </PageTitle>
            <PrintCase number={item.number} foot="内部资料，请勿外传" />
            <CaseBody item={item} act={act} />
            <Surface padded label="办理" className="case-work">
              <CaseComposer
                item={item}
                act={act}
                acts={<CaseActs item={item} act={act} onGone={() => goBack(LIST)} />}
              />
            </Surface>
          </>
        )}
      </QueryView>
    </StaffConsole>
  )
}
