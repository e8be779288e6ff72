import type { ResponseOf } from '@linli/shared/contract'
import type { figureSchemas } from '@linli/shared/opinions/figures.schema'
import { CaseRow } from '@/features/staff-cases/case-row'
import { openPage, pageUrl } from '@/platform/navigate'
import { EmptyState } from '@/ui/empty-state'
import { QueryView } from '@/ui/query-view'
import { Surface } from '@/ui/surface'
import { useCallbacks } from './queries'

type Callback = ResponseOf<(typeof figureSchemas)['callbacks']>['items'][number]

const wordsOf = ({ mine, tried, ownerLabel }: Callback): string => {
  if (mine) return '您办的，请同事回访'
  return tried ? '上次没有联系上，请再打一次' : ownerLabel
}

/** Closed cases to call about; whoever handled one sees that somebody else has to. */
export function Callbacks({ communityId }: { readonly communityId: string | undefined }) {
  const query = useCallbacks(communityId)
  return (
    <QueryView query={query}>
      {({ items }) => (
        <Surface>
          {items.length === 0 && <EmptyState icon="check">没有要回访的办件</EmptyState>}
          {items.map((item) => (
            <CaseRow
              key={item.id}
              item={{ ...item, ownerLabel: wordsOf(item) }}
              onTap={() => openPage(pageUrl('/packages/staff-cases/detail', { id: item.id }))}
            />
          ))}
        </Surface>
      )}
    </QueryView>
  )
}
