import type { PersonItemView } from '@linli/shared/people/people.schema'
import { seenPaperLabel, seenPapers } from '@linli/shared/recovery/recovery.kinds'
import { momentText } from '@linli/shared/time'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { homesText } from '@/features/staff-people/person-row'
import { PersonPicker } from '@/features/staff-people/person-picker'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { CheckLine } from '@/ui/check-line'
import { EmptyState } from '@/ui/empty-state'
import { InfoList } from '@/ui/info-list'
import { ListRow } from '@/ui/list-row'
import { PagedList } from '@/ui/paged-list'
import { PickerField } from '@/ui/picker-field'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useRecover, useRecoveries, useSendRecoveryCode } from './queries'
import './staff-homes.scss'

const paperOptions = seenPapers.map((value) => ({ value, label: seenPaperLabel[value] }))

interface Draft {
  readonly seen: boolean
  readonly paper: string
  readonly paperTail: string
  readonly phone: string
  readonly code: string
}
const empty: Draft = { seen: false, paper: 'resident_id', paperTail: '', phone: '', code: '' }

const phoneFits = (phone: string): boolean => /^1[3-9]\d{9}$/.test(phone)

/** The steps at the counter, in the order they happen: paper, new number, code read out, done. */
function AtCounter({ person, onDone }: { readonly person: PersonItemView; readonly onDone: () => void }) {
  const [draft, setDraft] = useState(empty)
  const send = useSendRecoveryCode()
  const recover = useRecover()
  const failed = recover.error instanceof ApiError ? recover.error : undefined
  const paper = seenPapers.find((known) => known === draft.paper)
  const change = (part: Partial<Draft>) => {
    forgetEnd(recover)
    setDraft({ ...draft, ...part })
  }
  const isSeen = draft.seen && paper !== undefined && /^[\dA-Za-z]{4}$/.test(draft.paperTail)
  const move = () => {
    if (paper === undefined) return
    const { phone, code, paperTail } = draft
    recover.mutate(
      { personId: person.id, phone, code, paper, paperTail },
      {
        onSuccess: () => {
          showToast('已换到新号码，两个号码都会收到短信')
          onDone()
        },
      },
    )
  }
  return (
    <>
      <Surface padded>
        <InfoList
          facts={[
            { name: '居民', value: person.maskedName, strong: true },
            { name: '房屋', value: homesText(person) },
            { name: '原手机号', value: person.maskedPhone ?? '没有登记' },
          ]}
        />
      </Surface>
      <SectionTitle title="一、看证件" />
      <Surface padded>
        <PickerField
          id="paper"
          label="看过哪种证件"
          kind="list"
          value={draft.paper}
          options={paperOptions}
          onChange={(value) => change({ paper: value })}
        />
        <TextField
          id="paper-tail"
          label="证件号码后 4 位"
          maxLength={4}
          help="和名册比对，不保存"
          value={draft.paperTail}
          onChange={(paperTail) => change({ paperTail: paperTail.trim() })}
          error={
            failed?.issueAt('paperTail') ?? (failed?.code === 'identity_differs' ? failed.message : undefined)
          }
        />
        <CheckLine
          id="seen"
          title="本人在场，我看过证件原件"
          detail="您的姓名会和这次操作一起记下"
          checked={draft.seen}
          onChange={(seen) => change({ seen })}
        />
      </Surface>
      <SectionTitle title="二、验新号码" />
      <Surface padded>
        <TextField
          id="new-phone"
          label="新手机号"
          kind="phone"
          maxLength={11}
          value={draft.phone}
          onChange={(phone) => {
            forgetEnd(send)
            change({ phone: phone.trim() })
          }}
          error={
            send.error
              ? sentenceOf(send.error)
              : failed?.code === 'phone_in_use'
                ? failed.message
                : failed?.issueAt('phone')
          }
          trailing={
            <Button
              id="send-recovery-code"
              kind="plain"
              small
              narrow
              disabled={!isSeen || !phoneFits(draft.phone)}
              busy={send.isPending && '正在发送'}
              onTap={() => send.mutate({ personId: person.id, phone: draft.phone })}
            >
              发验证码
            </Button>
          }
        />
        <TextField
          id="recovery-code"
          label="居民念出的验证码"
          kind="code"
          maxLength={6}
          value={draft.code}
          help={
            send.isSuccess
              ? '已发到新手机，请居民念给您听'
              : isSeen
                ? '先填新手机号，再发验证码'
                : '先看证件、填后 4 位，才能发验证码'
          }
          onChange={(code) => change({ code: code.trim() })}
          error={
            failed?.code === 'code_wrong' || failed?.code === 'code_expired'
              ? failed.message
              : failed?.issueAt('code')
          }
        />
      </Surface>
      {recover.error &&
        !['identity_differs', 'phone_in_use', 'code_wrong', 'code_expired'].includes(failed?.code ?? '') && (
          <Banner kind="alert">{sentenceOf(recover.error)}</Banner>
        )}
      <Box className="staff-homes__note">
        换号后，原来的设备全部退出，原微信也要重新登录；新旧两个号码都会收到短信。这次操作会记入操作记录
      </Box>
      <Box className="staff-homes__acts">
        <Button
          id="recover"
          disabled={!isSeen || !phoneFits(draft.phone) || !/^\d{6}$/.test(draft.code)}
          busy={recover.isPending && '正在换号'}
          onTap={move}
        >
          换到新号码
        </Button>
        <Button kind="outline" onTap={onDone}>
          不换了
        </Button>
      </Box>
    </>
  )
}

function Recent({ communityId }: { readonly communityId: string | undefined }) {
  const query = useRecoveries(communityId)
  return (
    <>
      <SectionTitle title="最近换过的" />
      <PagedList
        query={query}
        empty={
          <Surface>
            <EmptyState icon="history">还没有在窗口换过号码</EmptyState>
          </Surface>
        }
      >
        {(items) => (
          <Surface>
            {items.map((item) => (
              <ListRow
                key={item.id}
                icon="phone"
                title={`${item.maskedName}，${item.paperLabel}`}
                detail={`${item.by}，${momentText(new Date(item.at), new Date())}，退出 ${item.sessionsEnded} 台设备`}
                value={item.toldAt === null ? '短信发送中' : '已通知'}
              />
            ))}
          </Surface>
        )}
      </PagedList>
    </>
  )
}

/** 手机丢了: at the counter, with the person and the paper in front of one. */
export function RecoveryPage() {
  const { communityId } = useDesk()
  const [person, setPerson] = useState<PersonItemView>()
  return (
    <StaffConsole
      title="手机丢了，换号码"
      note="只在窗口办，本人要在场"
      inside
      current="bindings"
      backTo="/packages/staff-space/bindings"
    >
      {person === undefined ? (
        <>
          <SectionTitle title="先找到这位居民" note="要绑定过账号" />
          <Surface padded>
            <PersonPicker id="recovery-person" except="" chosen={undefined} onPick={setPerson} />
          </Surface>
          <Recent communityId={communityId} />
        </>
      ) : person.hasAccount ? (
        <AtCounter key={person.id} person={person} onDone={() => setPerson(undefined)} />
      ) : (
        <Surface>
          <EmptyState icon="info" act="换一位" onAct={() => setPerson(undefined)}>
            {`${person.maskedName}还没有绑定账号，用新手机号登录后绑定房屋就可以`}
          </EmptyState>
        </Surface>
      )}
    </StaffConsole>
  )
}
