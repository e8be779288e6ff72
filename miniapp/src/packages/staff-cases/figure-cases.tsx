import { FigureCases } from '@/features/case-figures/figure-cases'
import { figureChoiceOf } from '@/features/case-figures/figure-choice'
import { usePageParam } from '@/platform/page-params'

export default function FigureCasesPage() {
  const params: Readonly<Record<string, string | undefined>> = {
    month: usePageParam('month'),
    by: usePageParam('by'),
    key: usePageParam('key'),
    measure: usePageParam('measure'),
    part: usePageParam('part'),
    reason: usePageParam('reason'),
  }
  return <FigureCases choice={figureChoiceOf((name) => params[name], new Date())} />
}
