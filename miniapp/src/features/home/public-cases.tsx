import type { BoardItemView } from '@linli/shared/opinions/board.schema'
import { BoardRow } from '@/features/opinions/board-row'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'

/** What neighbours raised and how it was answered. */
export function PublicCases({ items }: { readonly items: readonly BoardItemView[] }) {
  if (items.length === 0) return null
  return (
    <>
      <SectionTitle title="公开答复" more="全部" to="/packages/opinions/board" />
      <Surface>
        {items.map((item) => (
          <BoardRow key={item.id} item={item} />
        ))}
      </Surface>
    </>
  )
}
