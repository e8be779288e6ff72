import type { RelationView } from '@linli/shared/people/person-card.schema'
import type { RoomPeopleView } from '@linli/shared/people/relations.schema'
import { shareText } from '@linli/shared/people/shares.rules'
import { useState } from 'react'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { CheckLine } from '@/ui/check-line'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { ActSheet } from './act-sheet'
import { EnterPersonSheet } from './enter-person-sheet'
import { readShare, ShareField } from './home-fields'
import { personUrl, relationText } from './homes-part'
import { useChangeRelation, useRoomPeople } from './queries'
import './staff-people.scss'

interface ShareSheetProps {
  readonly room: RoomPeopleView
  readonly relation: RelationView
  readonly onClose: () => void
}

function ShareSheet({ room, relation, onClose }: ShareSheetProps) {
  const change = useChangeRelation(room.roomId)
  const [share, setShare] = useState(relation.share === null ? '' : `${relation.share.n}/${relation.share.d}`)
  const [livesIn, setLivesIn] = useState(relation.livesIn)
  const read = readShare(share)
  return (
    <ActSheet
      open
      title={`${relation.maskedName}的份额`}
      act="保存份额"
      busy={change.isPending && '正在保存'}
      disabled={read === undefined}
      error={change.error}
      onAct={() =>
        read !== undefined &&
        change.mutate(
          { relationId: relation.id, roomVersion: room.version, share: read, livesIn },
          {
            onSuccess: () => {
              showToast('已保存，以前的份额还在记录里')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <ShareField value={share} onChange={setShare} />
      <CheckLine
        id="share-lives"
        title="自己住在这里"
        detail="出租或空着就不勾"
        checked={livesIn}
        onChange={setLivesIn}
      />
    </ActSheet>
  )
}

/** `已登记的份额合计 1/2`; nothing where no share is stated. */
const sharesText = ({ statedShares }: RoomPeopleView): string | undefined =>
  statedShares === null
    ? undefined
    : `已登记的份额合计${statedShares === shareText({ n: 1, d: 1 }) ? '' : ' '}${statedShares}`

/** Who belongs to a room, now and before: a part of the room's card. */
export function RoomPeople({ roomId }: { readonly roomId: string }) {
  const query = useRoomPeople(roomId)
  const [changing, setChanging] = useState<RelationView>()
  const [entering, setEntering] = useState(false)
  return (
    <QueryView query={query}>
      {(room) => (
        <>
          <SectionTitle title="现在的住户和业主" note={sharesText(room)} />
          <Surface>
            {room.now.length === 0 && <EmptyState icon="family">这套房屋现在没有登记的人</EmptyState>}
            {room.now.map((relation) => (
              <ListRow
                key={relation.id}
                icon="people"
                title={relation.maskedName}
                detail={relationText(relation)}
                to={personUrl(relation.personId)}
                action={
                  room.abilities.relate && relation.relation === 'owner' ? (
                    <Button
                      kind="outline"
                      small
                      label={`改份额，${relation.maskedName}`}
                      onTap={() => setChanging(relation)}
                    >
                      改份额
                    </Button>
                  ) : undefined
                }
              />
            ))}
            {room.abilities.enter && (
              <Box className="part-acts">
                <Button kind="plain" icon="plus" onTap={() => setEntering(true)}>
                  登记一个人
                </Button>
              </Box>
            )}
          </Surface>
          {room.before.length > 0 && (
            <>
              <SectionTitle title="以前的住户和业主" note={`${room.before.length} 条`} />
              <Surface>
                {room.before.map((relation) => (
                  <ListRow
                    key={relation.id}
                    icon="history"
                    title={relation.maskedName}
                    detail={relationText(relation)}
                  />
                ))}
              </Surface>
            </>
          )}
          {changing && <ShareSheet room={room} relation={changing} onClose={() => setChanging(undefined)} />}
          {entering && <EnterPersonSheet room={room} onClose={() => setEntering(false)} />}
        </>
      )}
    </QueryView>
  )
}
