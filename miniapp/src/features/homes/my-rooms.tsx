import type { HouseholdMemberView, InvitationView, MyHomeView } from '@linli/shared/homes/homes.schema'
import type { InvitedRelation } from '@linli/shared/homes/homes.kinds'
import { relationLabel } from '@linli/shared/session/relations'
import { dayOf, dayText } from '@linli/shared/time'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { openPage, pageUrl } from '@/platform/navigate'
import { sendForm } from '@/platform/send-form'
import { useActor } from '@/platform/session'
import { useAttempt } from '@/platform/use-attempt'
import { useChooseCommunity } from '@/features/session/queries'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { ListRow } from '@/ui/list-row'
import { OptionGroup } from '@/ui/option-group'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Sheet } from '@/ui/sheet'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { SwitchRow } from '@/ui/switch-row'
import { showToast } from '@/ui/toast'
import { NoHome } from './bind'
import { MyRequests } from './my-requests'
import { useHomeAct, useInvite, useMyHomes, useTakeBack } from './queries'
import { bindUrl, invitationWords, invitedChoices, waitingRequest } from './words'
import './homes.scss'

const sinceText = (since: string): string => `${dayText(dayOf(new Date(since)), dayOf(new Date()))}起`
const invitationUrl = (id: string) => pageUrl('/packages/space/invitation', { id })

function InviteSheet({ home, onClose }: { readonly home: MyHomeView; readonly onClose: () => void }) {
  const [relation, setRelation] = useState<InvitedRelation>()
  const invite = useInvite()
  const attempt = useAttempt(`invite:${home.roomId}`)
  const choices = invitedChoices.filter(({ value }) => home.mayInvite.includes(value))
  const send = () => {
    if (relation === undefined) return
    const { body, idempotencyKey } = attempt.begin({ roomId: home.roomId, relation })
    sendForm(
      invite,
      { ...body, idempotencyKey },
      {
        attempt,
        onSuccess: ({ id }) => {
          onClose()
          openPage(invitationUrl(id))
        },
      },
    )
  }
  return (
    <Sheet
      open
      title="请谁来绑定"
      onClose={onClose}
      acts={
        <>
          <Button kind="outline" onTap={onClose}>
            再想想
          </Button>
          <Button disabled={relation === undefined} busy={invite.isPending && '正在生成'} onTap={send}>
            生成邀请码
          </Button>
        </>
      }
    >
      {invite.error && <Banner kind="alert">{sentenceOf(invite.error)}</Banner>}
      <OptionGroup
        id="invite-relation"
        label="请谁来绑定"
        options={choices}
        chosen={relation === undefined ? [] : [relation]}
        onChange={([value]) => setRelation(choices.find((choice) => choice.value === value)?.value)}
      />
    </Sheet>
  )
}

/** An invitation one has made; open ones can be shown again or taken back. */
export function InvitationRow({ item, note }: { readonly item: InvitationView; readonly note?: string }) {
  const takeBack = useTakeBack()
  const words = invitationWords[item.status]
  return (
    <>
      {takeBack.error && <Banner kind="alert">{sentenceOf(takeBack.error)}</Banner>}
      <ListRow
        icon="ticket"
        title={`邀请${relationLabel[item.relation]}${note === undefined ? '' : `，${note}`}`}
        detail={
          item.status === 'open'
            ? `到 ${dayText(dayOf(new Date(item.expiresAt)), dayOf(new Date()))} 有效，用一次就作废`
            : `${item.issuedBy}，${dayText(dayOf(new Date(item.createdAt)), dayOf(new Date()))}`
        }
        meta={<StatusPill tone={words.tone}>{words.text}</StatusPill>}
        onTap={item.abilities.sheet ? () => openPage(invitationUrl(item.id)) : undefined}
        action={
          item.status === 'open' && item.abilities.takeBack ? (
            <Button
              kind="outline"
              small
              label={`收回邀请${relationLabel[item.relation]}的邀请码`}
              busy={takeBack.isPending && '正在收回'}
              onTap={() =>
                takeBack.mutate(
                  { id: item.id, version: item.version },
                  { onSuccess: () => showToast('已收回，这个码不能再用') },
                )
              }
            >
              收回
            </Button>
          ) : undefined
        }
      />
    </>
  )
}

function Member({ member, onEnd }: { readonly member: HouseholdMemberView; readonly onEnd: () => void }) {
  const name = member.isSelf ? `${member.maskedName}（您）` : member.maskedName
  return (
    <ListRow
      icon="people"
      title={name}
      detail={[
        member.relationLabel,
        sinceText(member.since),
        member.relation === 'owner' && !member.livesIn ? '不住在这里' : undefined,
        member.hasAccount ? '已绑定账号' : '没有账号',
      ]
        .filter(Boolean)
        .join('，')}
      action={
        member.canEnd ? (
          <Button kind="outline" small label={`移除${name}`} onTap={onEnd}>
            移除
          </Button>
        ) : undefined
      }
    />
  )
}

interface Ending {
  readonly relationId: string
  readonly question: string
  readonly consequence: string
  readonly act: string
  readonly done: string
}

const removal = (member: HouseholdMemberView): Ending => ({
  relationId: member.relationId,
  question: `移除${member.relationLabel} ${member.maskedName} 吗`,
  consequence: '对方会收到消息，看不到这套房屋的通知。以前的记录还在',
  act: '移除',
  done: '已移除，并告诉了对方',
})
const leaving = (home: MyHomeView): Ending => ({
  relationId: home.relationId,
  question: `不住在${home.label}了吗`,
  consequence: '这套房屋的通知不再发给您。搬回来要重新绑定',
  act: '我搬走了',
  done: '已登记您搬走了',
})

interface HomeProps {
  readonly home: MyHomeView
  /** Of the page: a home that was left is gone before its act has said that it is done. */
  readonly act: ReturnType<typeof useHomeAct>
}

function Home({ home, act }: HomeProps) {
  const actor = useActor()
  const choose = useChooseCommunity()
  const [inviting, setInviting] = useState(false)
  const [ending, setEnding] = useState<Ending>()
  const isShown = actor?.community?.id === home.communityId
  // What was tapped shows at once; the server's answer then stands in its place.
  const tapped = act.isPending && act.variables.act === 'lives-in' ? act.variables : undefined
  const livesIn = tapped?.relationId === home.relationId ? tapped.livesIn : home.livesIn
  return (
    <>
      <SectionTitle title={home.label} note={home.communityName} />
      <Surface label={home.label}>
        {choose.error && <Banner kind="alert">{sentenceOf(choose.error)}</Banner>}
        {home.members.map((member) => (
          <Member key={member.relationId} member={member} onEnd={() => setEnding(removal(member))} />
        ))}
        {home.relation === 'owner' && (
          <SwitchRow
            title="我住在这里"
            detail="出租或空着就关掉，您还是业主"
            on={livesIn}
            onChange={(on) => act.mutate({ act: 'lives-in', relationId: home.relationId, livesIn: on })}
          />
        )}
        {home.invitations.map((item) => (
          <InvitationRow key={item.id} item={item} />
        ))}
        <Box className="home-acts">
          {home.mayInvite.length > 0 && (
            <Button kind="tint" small icon="plus" onTap={() => setInviting(true)}>
              邀请家里人
            </Button>
          )}
          {!isShown && (
            <Button
              kind="outline"
              small
              busy={choose.isPending && '正在切换'}
              onTap={() =>
                choose.mutate(home.communityId, {
                  onSuccess: () => showToast(`现在看的是${home.communityName}`),
                })
              }
            >
              看这个社区
            </Button>
          )}
          {home.canLeave && (
            <Button kind="outline" small onTap={() => setEnding(leaving(home))}>
              我搬走了
            </Button>
          )}
        </Box>
      </Surface>
      {home.relation === 'owner' && (
        <Box as="p" className="bind__other">
          房子卖了，请带不动产登记到社区变更业主
        </Box>
      )}
      {inviting && <InviteSheet home={home} onClose={() => setInviting(false)} />}
      <ConfirmSheet
        open={ending !== undefined}
        question={ending?.question ?? ''}
        consequence={ending?.consequence}
        act={ending?.act ?? ''}
        danger
        busy={act.isPending ? '正在处理' : undefined}
        onCancel={() => setEnding(undefined)}
        onConfirm={() =>
          ending &&
          act.mutate(
            { act: 'end', relationId: ending.relationId },
            { onSuccess: () => showToast(ending.done), onSettled: () => setEnding(undefined) },
          )
        }
      />
    </>
  )
}

/** 我的房屋: who is bound to each, invitations, moving out; and what the office is checking. */
export function MyRooms() {
  const query = useMyHomes()
  const act = useHomeAct()
  return (
    <QueryView query={query}>
      {({ homes, requests }) => (
        <>
          {homes.length === 0 && waitingRequest(requests) === undefined && (
            <Surface>
              <NoHome />
            </Surface>
          )}
          {act.error && <Banner kind="alert">{sentenceOf(act.error)}</Banner>}
          <MyRequests items={requests} />
          {homes.length === 0 && waitingRequest(requests) !== undefined && (
            <Surface>
              <ListRow
                icon="plus"
                title="换一种办法绑定"
                detail="拿到邀请码，或社区已经登记过您，马上就好"
                to={bindUrl}
              />
            </Surface>
          )}
          {homes.map((home) => (
            <Home key={home.relationId} home={home} act={act} />
          ))}
          {homes.length > 0 && (
            <Surface>
              <ListRow icon="plus" title="添加房屋" detail="又买了、租了一处，或搬了家" to={bindUrl} />
              <ListRow
                icon="family"
                title="家人和代办"
                detail="请家里人代办，登记孩子"
                to="/packages/space/family"
              />
            </Surface>
          )}
        </>
      )}
    </QueryView>
  )
}
