import type { PersonCardView, RelationView } from '@linli/shared/people/person-card.schema'
import { shareText } from '@linli/shared/people/shares.rules'
import { dayOf } from '@linli/shared/time'
import { useState } from 'react'
import { pageUrl } from '@/platform/navigate'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { OptionGroup } from '@/ui/option-group'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { ActSheet } from './act-sheet'
import { codeIn, endChoices } from './choices'
import { HomeFields, emptyHome, homeOf } from './home-fields'
import { usePersonAct } from './queries'

export const personUrl = (id: string): string => pageUrl('/packages/staff-space/person', { id })
export const roomUrl = (id: string): string => pageUrl('/packages/staff-space/occupants', { id })

/** `业主，份额 1/2，不住这里，2025-03-01 起` */
export function relationText({ relationLabel, share, livesIn, from, to, endLabel }: RelationView): string {
  const days =
    to === null ? `${dayOf(new Date(from))} 起` : `${dayOf(new Date(from))} 至 ${dayOf(new Date(to))}`
  return [relationLabel, share && `份额 ${shareText(share)}`, !livesIn && '不住这里', days, endLabel]
    .filter(Boolean)
    .join('，')
}

function EndSheet({
  card,
  relation,
  onClose,
}: {
  card: PersonCardView
  relation: RelationView
  onClose: () => void
}) {
  const act = usePersonAct(card.id)
  const [reason, setReason] = useState<(typeof endChoices)[number]['value']>()
  return (
    <ActSheet
      open
      title={`结束和${relation.roomLabel}的关系`}
      act="结束关系"
      danger
      busy={act.isPending && '正在结束'}
      disabled={reason === undefined}
      error={act.error}
      onAct={() =>
        reason !== undefined &&
        act.mutate(
          { act: 'end', relationId: relation.id, reason },
          {
            onSuccess: () => {
              showToast('已结束，以前的记录还在')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <OptionGroup
        id="end-reason"
        label="为什么结束"
        options={endChoices}
        chosen={reason === undefined ? [] : [reason]}
        onChange={([value]) => setReason(codeIn(endChoices, value))}
      />
    </ActSheet>
  )
}

function AddSheet({ card, onClose }: { card: PersonCardView; onClose: () => void }) {
  const act = usePersonAct(card.id)
  const [draft, setDraft] = useState(emptyHome)
  const home = homeOf(draft)
  return (
    <ActSheet
      open
      title="登记一处房屋"
      act="登记"
      busy={act.isPending && '正在登记'}
      disabled={home === undefined}
      error={act.error}
      onAct={() =>
        home !== undefined &&
        act.mutate(
          { act: 'relate', ...home },
          {
            onSuccess: () => {
              showToast('已登记')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <HomeFields draft={draft} onChange={(part) => setDraft({ ...draft, ...part })} />
    </ActSheet>
  )
}

/** Homes now and before, and who else belongs to them. */
export function HomesPart({ card }: { readonly card: PersonCardView }) {
  const [ending, setEnding] = useState<RelationView>()
  const [adding, setAdding] = useState(false)
  const { relate } = card.abilities
  return (
    <>
      <SectionTitle title="房屋" />
      <Surface>
        {card.homes.length === 0 && <EmptyState icon="building">现在没有登记住处</EmptyState>}
        {card.homes.map((relation) => (
          <ListRow
            key={relation.id}
            icon="building"
            title={relation.roomLabel}
            detail={relationText(relation)}
            to={roomUrl(relation.roomId)}
            action={
              relate ? (
                <Button
                  kind="outline"
                  small
                  label={`结束和${relation.roomLabel}的关系`}
                  onTap={() => setEnding(relation)}
                >
                  结束
                </Button>
              ) : undefined
            }
          />
        ))}
        {relate && (
          <Button kind="plain" icon="plus" onTap={() => setAdding(true)}>
            登记一处房屋
          </Button>
        )}
      </Surface>
      {card.household.length > 0 && (
        <>
          <SectionTitle title="同住和同一房屋的人" note={`${card.household.length} 人`} />
          <Surface>
            {card.household.map((relation) => (
              <ListRow
                key={relation.id}
                icon="family"
                title={relation.maskedName}
                detail={relationText(relation)}
                to={personUrl(relation.personId)}
              />
            ))}
          </Surface>
        </>
      )}
      {card.formerHomes.length > 0 && (
        <>
          <SectionTitle title="以前的房屋" note={`${card.formerHomes.length} 条`} />
          <Surface>
            {card.formerHomes.map((relation) => (
              <ListRow
                key={relation.id}
                icon="history"
                title={relation.roomLabel}
                detail={relationText(relation)}
                to={roomUrl(relation.roomId)}
              />
            ))}
          </Surface>
        </>
      )}
      {ending && <EndSheet card={card} relation={ending} onClose={() => setEnding(undefined)} />}
      {adding && <AddSheet card={card} onClose={() => setAdding(false)} />}
    </>
  )
}
