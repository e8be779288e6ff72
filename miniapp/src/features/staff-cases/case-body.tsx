import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import { Banner } from '@/ui/banner'
import { CaseFacts } from './case-facts'
import { MergeHints } from './merge-hints'
import { useOthersHere, type useCaseAct } from './queries'

interface CaseBodyProps {
  readonly item: StaffOpinionView
  readonly act: ReturnType<typeof useCaseAct>
}

/** The case above its composer. */
export function CaseBody({ item, act }: CaseBodyProps) {
  const others = useOthersHere(item.id)
  return (
    <>
      {others.length > 0 && <Banner kind="info">{`${others.join('、')}也正在看这一件`}</Banner>}
      <MergeHints item={item} act={act} />
      <CaseFacts item={item} />
    </>
  )
}
