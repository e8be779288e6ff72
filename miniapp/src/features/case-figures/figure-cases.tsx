import { exclusionReasons, measureLabel, type FigurePart } from '@linli/shared/opinions/figures.rules'
import { CaseRow } from '@/features/staff-cases/case-row'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { openPage, pageUrl } from '@/platform/navigate'
import { EmptyState } from '@/ui/empty-state'
import { PagedList } from '@/ui/paged-list'
import { Surface } from '@/ui/surface'
import { monthText } from './months'
import { useFigureCases, type FigureChoice } from './queries'

const partWords: Record<FigurePart, string> = {
  all: '办结的',
  hit: '做到的',
  miss: '没有做到的',
  unheard: '没评价也没联系上的',
  excluded: '不计入的',
  persons: '对人的投诉',
}

/** The cases behind one figure. */
export function FigureCases({ choice }: { readonly choice: FigureChoice }) {
  const { communityId } = useDesk()
  const query = useFigureCases(communityId, choice)
  const what = choice.measure === undefined ? '' : `${measureLabel[choice.measure]}，`
  const why = choice.reason === undefined ? '' : `，${exclusionReasons[choice.reason]}`
  return (
    <StaffConsole
      title={`${monthText(choice.month)}，${what}${partWords[choice.part]}${why}`}
      inside
      current="cases"
      backTo="/packages/staff-cases/figures"
    >
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
                onTap={() => openPage(pageUrl('/packages/staff-cases/detail', { id: item.id }))}
              />
            ))}
          </Surface>
        )}
      </PagedList>
    </StaffConsole>
  )
}
