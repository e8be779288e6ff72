import { exclusionReasons, measureLabel, type FigurePart } from '@linli/shared/opinions/figures.rules'
import { CaseRow } from '@/features/staff-cases/case-row'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { openPage, pageUrl } from '@/platform/navigate'
import { Box } from '@/ui/box'
import { EmptyState } from '@/ui/empty-state'
import { PagedList } from '@/ui/paged-list'
import { Surface } from '@/ui/surface'
import { monthText } from './months'
import { useFigureCases, type FigureChoice } from './queries'
import './case-figures.scss'

const FIGURES = '/packages/staff-cases/figures'
const partWords: Record<FigurePart, string> = {
  all: '已经办结的',
  hit: '做到的',
  miss: '没有做到的',
  unheard: '没评价也没联系上的',
  excluded: '不计入的',
  persons: '对人的投诉',
}

/** What the head names: the reason says by itself that it does not count. */
const titleOf = ({ measure, part, reason }: FigureChoice): string => {
  if (reason !== undefined) return `不计入：${exclusionReasons[reason]}`
  return measure === undefined ? partWords[part] : `${measureLabel[measure]}，${partWords[part]}`
}

/** The cases behind one figure. */
export function FigureCases({ choice }: { readonly choice: FigureChoice }) {
  const { communityId, opensCases } = useDesk()
  const query = useFigureCases(communityId, choice)
  return (
    <StaffConsole
      title={titleOf(choice)}
      inside
      current={opensCases ? 'cases' : 'caseFigures'}
      backTo={FIGURES}
    >
      <Box as="p" className="figure-of">
        {monthText(choice.month)}
      </Box>
      <PagedList
        query={query}
        empty={
          <Surface>
            <EmptyState icon="check">没有这样的办件</EmptyState>
          </Surface>
        }
      >
        {(items) => (
          <Surface>
            {items.map((item) => (
              <CaseRow
                key={item.id}
                item={item}
                onTap={
                  opensCases
                    ? () => openPage(pageUrl('/packages/staff-cases/detail', { id: item.id }))
                    : undefined
                }
              />
            ))}
          </Surface>
        )}
      </PagedList>
    </StaffConsole>
  )
}
