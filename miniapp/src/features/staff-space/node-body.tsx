import { isGridded } from '@linli/shared/space/space.rules'
import { dayOf, dayText } from '@linli/shared/time'
import type { NodeCardView } from '@linli/shared/space/tree.schema'
import { RoomOccupants } from '@/features/staff-people/room-occupants'
import { callPhone } from '@/platform/call-phone'
import { AreaMap } from '@/ui/area-map'
import { Banner } from '@/ui/banner'
import { InfoList } from '@/ui/info-list'
import { ListRow } from '@/ui/list-row'
import { SectionTitle } from '@/ui/section-title'
import { StatRow } from '@/ui/stat-row'
import { StatTile } from '@/ui/stat-tile'
import { Surface } from '@/ui/surface'
import { Timeline } from '@/ui/timeline'
import { differenceText, factsOf } from './node-words'

const today = () => dayOf(new Date())

function Counts({ counts }: { readonly counts: NonNullable<NodeCardView['counts']> }) {
  return (
    <StatRow>
      <StatTile name="房屋" count={`${counts.rooms} 套`} />
      <StatTile name="有人住" count={`${counts.households} 户`} />
      <StatTile name="居民" count={`${counts.persons} 人`} />
      <StatTile name="在办意见" count={`${counts.openCases} 件`} />
    </StatRow>
  )
}

function Workers({ workers }: Pick<NodeCardView, 'workers'>) {
  if (workers.length === 0) return <Surface padded>还没有网格员</Surface>
  return (
    <Surface>
      {workers.map(({ name, phone, from, to }) => (
        <ListRow
          key={`${name}${from}`}
          icon="people"
          title={name}
          detail={
            to === null
              ? `${phone ?? '没有登记工作电话'}，${dayText(from, today())}起`
              : `${dayText(from, today())} 到 ${dayText(to, today())}`
          }
          {...(phone !== null && { onTap: () => callPhone(phone) })}
        />
      ))}
    </Surface>
  )
}

interface NodeBodyProps {
  readonly card: NodeCardView
  /** Where no map stands beside it. */
  readonly withMap?: boolean
}

/** Everything a card says: facts, figures, who lives and works there, what was before. */
export function NodeBody({ card, withMap }: NodeBodyProps) {
  const { kind, facts, counts, history, past, at, from } = card
  // A unit's and a room's grid is their building's, so their own versions say nothing of it.
  const now = { facts, gridName: isGridded(kind) ? card.gridName : null }
  const entries = history.map((version, index) => {
    const { parentLabel: _, ...first } = version
    const before = index === 0 ? first : version
    return {
      id: version.from,
      kind: 'past' as const,
      title: `${dayText(version.from, today())} 到 ${dayText(version.to, today())}`,
      note: differenceText(kind, before, history[index - 1] ?? now),
    }
  })
  return (
    <>
      {past && <Banner kind="info">{`这是 ${dayText(at, today())} 的样子，只能看，不能改`}</Banner>}
      <Surface padded>
        <InfoList
          facts={[
            ...factsOf(kind, facts, card.gridName),
            ...(card.heldBy === null ? [] : [{ name: '由谁持有', value: card.heldBy }]),
            { name: '从哪天起', value: dayText(from, today()) },
            ...(card.to === null ? [] : [{ name: '到哪天止', value: dayText(card.to, today()) }]),
          ]}
        />
      </Surface>
      {!past && counts !== null && kind !== 'room' && <Counts counts={counts} />}
      {!past && kind === 'room' && (
        <RoomOccupants roomId={card.id} communityId={card.communityId} gridId={facts.gridId} />
      )}
      {kind === 'grid' && (
        <>
          <SectionTitle title="网格员" />
          <Workers workers={card.workers} />
          {withMap && card.boundary !== null && (
            <Surface padded>
              <AreaMap
                areas={[{ id: card.id, name: facts.name, boundary: card.boundary }]}
                selected={card.id}
                label={`${facts.name}的范围`}
              />
            </Surface>
          )}
        </>
      )}
      {entries.length > 0 && (
        <>
          <SectionTitle title="以前的样子" />
          <Surface padded>
            <Timeline entries={entries} />
          </Surface>
        </>
      )}
    </>
  )
}
