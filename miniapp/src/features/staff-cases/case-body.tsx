import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { isAlreadySent } from '@/platform/use-attempt'
import { Banner } from '@/ui/banner'
import { CaseFacts } from './case-facts'
import { MergeHints } from './merge-hints'
import { useOthersHere, type useCaseAct } from './queries'

interface CaseBodyProps {
  readonly item: StaffOpinionView
  readonly act: ReturnType<typeof useCaseAct>
}

/** The case above its composer; says it when somebody else was faster. */
export function CaseBody({ item, act }: CaseBodyProps) {
  const others = useOthersHere(item.id)
  const raced = act.error instanceof ApiError && act.error.status === 409
  return (
    <>
      {act.error && !isAlreadySent(act.error) && (
        <Banner kind={raced ? 'wait' : 'alert'} onClose={() => act.reset()}>
          {raced ? '别人刚改了状态，已刷新。您写的内容还在' : `${sentenceOf(act.error)}。您写的内容还在`}
        </Banner>
      )}
      {others.length > 0 && <Banner kind="info">{`${others.join('、')}也正在看这一件`}</Banner>}
      <MergeHints item={item} act={act} />
      <CaseFacts item={item} />
    </>
  )
}
