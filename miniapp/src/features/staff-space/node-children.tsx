import { openPage, pageUrl } from '@/platform/navigate'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { ListRow } from '@/ui/list-row'
import { Surface } from '@/ui/surface'
import { kindText } from './node-words'
import { useLevel } from './queries'

interface NodeChildrenProps {
  /** Absent: what stands in the community. */
  readonly id?: string
  readonly communityId: string | undefined
  readonly at: string | undefined
}

export const nodeUrl = (id: string, at: string | undefined) =>
  pageUrl('/packages/staff-space/node', { id, at })

/** What stands in a node, as rows that lead on. */
export function NodeChildren({ id, communityId, at }: NodeChildrenProps) {
  const level = useLevel(communityId, id, at)
  return (
    <QueryView query={level}>
      {({ items }) =>
        items.length === 0 ? null : (
          <>
            <SectionTitle title="里面有" />
            <Surface>
              {items.map((item) => (
                <ListRow
                  key={item.id}
                  title={item.name}
                  detail={kindText(item.kind)}
                  value={item.rooms === null || item.rooms === 0 ? undefined : `${item.rooms} 套`}
                  label={`${item.label}，${kindText(item.kind)}`}
                  onTap={() => openPage(nodeUrl(item.id, at))}
                />
              ))}
            </Surface>
          </>
        )
      }
    </QueryView>
  )
}
