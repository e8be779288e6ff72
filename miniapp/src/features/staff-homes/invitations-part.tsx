import type { InvitedRelation } from '@linli/shared/homes/homes.kinds'
import { useState } from 'react'
import { openPage, pageUrl } from '@/platform/navigate'
import { sendForm } from '@/platform/send-form'
import { useAttempt } from '@/platform/use-attempt'
import { InvitationRow } from '@/features/homes/my-rooms'
import { useInvite } from '@/features/homes/queries'
import { invitedChoices } from '@/features/homes/words'
import { RoomPicker } from '@/features/space/tree-picker'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { OptionGroup } from '@/ui/option-group'
import { PagedList } from '@/ui/paged-list'
import { Surface } from '@/ui/surface'
import { useInvitations } from './queries'

function NewInvitation({ onClose }: { readonly onClose: () => void }) {
  const invite = useInvite()
  const attempt = useAttempt('staff-invite')
  const [room, setRoom] = useState({ id: '', label: '' })
  const [relation, setRelation] = useState<InvitedRelation>()
  const send = () => {
    if (relation === undefined) return
    const { body, idempotencyKey } = attempt.begin({ roomId: room.id, relation })
    sendForm(
      invite,
      { ...body, idempotencyKey },
      {
        attempt,
        onSuccess: ({ id }) => {
          onClose()
          openPage(pageUrl('/packages/space/invitation', { id }))
        },
      },
    )
  }
  return (
    <ActSheet
      open
      title="给一处房屋生成邀请码"
      act="生成邀请码"
      busy={invite.isPending && '正在生成'}
      disabled={room.id === '' || relation === undefined}
      error={invite.error}
      onAct={send}
      onClose={onClose}
    >
      <RoomPicker label={room.label} onPick={setRoom} />
      <OptionGroup
        id="staff-invite-relation"
        label="邀请的人是谁"
        options={invitedChoices}
        chosen={relation === undefined ? [] : [relation]}
        onChange={([value]) => setRelation(invitedChoices.find((choice) => choice.value === value)?.value)}
      />
    </ActSheet>
  )
}

/** Invitations of the community: made here for any room, or by a household for its own. Never for an owner. */
export function InvitationsPart({ communityId }: { readonly communityId: string | undefined }) {
  const invitations = useInvitations(communityId)
  const [making, setMaking] = useState(false)
  return (
    <>
      <Box className="staff-homes__acts">
        <Button id="new-invitation" kind="tint" icon="plus" narrow onTap={() => setMaking(true)}>
          生成邀请码
        </Button>
        <Button kind="outline" icon="document" narrow to="/packages/staff-space/slips">
          打印一栋楼的
        </Button>
      </Box>
      <PagedList
        query={invitations}
        empty={
          <Surface>
            <EmptyState icon="ticket">还没有邀请码。可以打印出来上门时给住户，扫一下就能绑定</EmptyState>
          </Surface>
        }
      >
        {(items) => (
          <Surface label="邀请码">
            {items.map((item) => (
              <InvitationRow key={item.id} item={item} note={item.roomLabel} />
            ))}
          </Surface>
        )}
      </PagedList>
      {making && <NewInvitation onClose={() => setMaking(false)} />}
    </>
  )
}
