import type { DeskMeetingView } from '@linli/shared/council/meetings.schema'
import { useState } from 'react'
import { MeetingAgenda } from '@/features/council/meeting-agenda'
import { meetingTime, meetingTone } from '@/features/council/meeting-words'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { sentenceOf } from '@/platform/error-words'
import { pageUrl } from '@/platform/navigate'
import { Banner } from '@/ui/banner'
import { BottomBar } from '@/ui/bottom-bar'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { InfoList } from '@/ui/info-list'
import { PageTitle } from '@/ui/page-title'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useWide } from '@/ui/wide'
import { MeetingGuests } from './meeting-guests'
import { MinutesForm } from './minutes-form'
import { useCancelMeeting, useDeskMeeting, useMeetingStep } from './meeting-queries'
import './staff-council.scss'

const asks = {
  invite: {
    ...{ question: '发出会议通知吗', act: '现在发出', busy: '正在发出', done: '通知已发出' },
    consequence: '请的人会收到消息，本社区的居民都看得到这次会',
  },
  end: {
    ...{ question: '会议开完了吗', act: '确认开完', busy: '正在保存', done: '开完了，请写纪要' },
    consequence: '门口的签到码不再有效，接下来写纪要',
  },
} as const

function CancelSheet({ meeting, onClose }: { meeting: DeskMeetingView; onClose: () => void }) {
  const cancel = useCancelMeeting(meeting.id)
  const [reason, setReason] = useState('')
  return (
    <ActSheet
      open
      title="取消这次会议"
      act="取消会议"
      danger
      thing="这次会议"
      busy={cancel.isPending && '正在取消'}
      disabled={reason.trim().length < 2}
      error={cancel.error}
      onAct={() =>
        cancel.mutate(
          { version: meeting.version, reason: reason.trim() },
          {
            onSuccess: () => {
              showToast('会议已取消')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <TextField
        id="cancel-reason"
        label="为什么取消"
        help="请过的人会看到"
        lines={2}
        maxLength={200}
        value={reason}
        onChange={setReason}
      />
    </ActSheet>
  )
}

/** What brings the meeting on, one main act at a time. */
function MeetingActs({ meeting }: { readonly meeting: DeskMeetingView }) {
  const { id, version, abilities } = meeting
  const step = useMeetingStep(id)
  const [asked, setAsked] = useState<'invite' | 'end' | 'cancel'>()
  const close = () => setAsked(undefined)
  const ask = asked === 'invite' || asked === 'end' ? asks[asked] : undefined
  return (
    <>
      {abilities.cancel && (
        <Button kind="outline" narrow onTap={() => setAsked('cancel')}>
          取消会议
        </Button>
      )}
      {abilities.change && (
        <Button kind="outline" narrow to={pageUrl('/packages/staff-council/meeting-edit', { id })}>
          改会议
        </Button>
      )}
      {abilities.tick && meeting.status !== 'held' && (
        <Button kind="tint" narrow to={pageUrl('/packages/staff-council/meeting-door', { id })}>
          门口签到码
        </Button>
      )}
      {abilities.invite && (
        <Button narrow onTap={() => setAsked('invite')}>
          发出通知
        </Button>
      )}
      {abilities.begin && (
        <Button
          narrow
          busy={step.isPending && '正在开始'}
          onTap={() => step.mutate({ step: 'begin', version }, { onSuccess: () => showToast('会议开始了') })}
        >
          开始开会
        </Button>
      )}
      {abilities.end && (
        <Button narrow onTap={() => setAsked('end')}>
          开完了
        </Button>
      )}
      {step.error !== null && <Banner kind="alert">{sentenceOf(step.error)}</Banner>}
      {asked === 'cancel' && <CancelSheet meeting={meeting} onClose={close} />}
      {ask !== undefined && (
        <ConfirmSheet
          open
          question={ask.question}
          consequence={ask.consequence}
          act={ask.act}
          busy={step.isPending ? ask.busy : undefined}
          onCancel={close}
          onConfirm={() =>
            (asked === 'invite' || asked === 'end') &&
            step.mutate({ step: asked, version }, { onSuccess: () => showToast(ask.done), onSettled: close })
          }
        />
      )}
    </>
  )
}

const hasActs = ({ abilities, status }: DeskMeetingView): boolean =>
  abilities.cancel ||
  abilities.change ||
  abilities.begin ||
  abilities.end ||
  (abilities.tick && status !== 'held')

function MeetingBody({ meeting }: { readonly meeting: DeskMeetingView }) {
  const { audience, minutes, status, abilities } = meeting
  const asked = [
    audience.supporters && '支持过议题的邻居',
    audience.representatives && '居民代表',
    audience.personIds.length > 0 && `点名的 ${audience.personIds.length} 位居民`,
  ].filter(Boolean)
  return (
    <>
      <PageTitle above={<StatusPill tone={meetingTone(status)}>{meeting.statusLabel}</StatusPill>}>
        {meeting.title}
      </PageTitle>
      <Surface padded>
        <InfoList
          facts={[
            { name: '时间', value: meetingTime(meeting) },
            { name: '地点', value: meeting.place },
            { name: '请谁', value: asked.length === 0 ? '没有点名，谁都可以来' : asked.join('、') },
            { name: '谁能看', value: meeting.isPublic ? '公开，不登录也能看' : '本社区的居民' },
            ...(meeting.about === '' ? [] : [{ name: '说明', value: meeting.about }]),
            ...(meeting.cancelReason === null ? [] : [{ name: '取消原因', value: meeting.cancelReason }]),
          ]}
        />
      </Surface>
      {abilities.write ? (
        <MinutesForm key={meeting.id} meeting={meeting} />
      ) : (
        <>
          {minutes !== null && (
            <>
              <SectionTitle title="会议纪要" note={minutes.by} />
              <Surface padded>
                <Box className="topic-text">{minutes.text}</Box>
              </Surface>
            </>
          )}
          <MeetingAgenda
            items={meeting.items}
            topicTo="/packages/staff-council/topic"
            pollTo="/packages/staff-council/poll"
          />
        </>
      )}
      {status !== 'planned' && status !== 'cancelled' && <MeetingGuests meeting={meeting} />}
    </>
  )
}

/** One meeting at the desk: what it is about, who comes, what is next. */
export function MeetingPage({ id }: { readonly id: string }) {
  const wide = useWide()
  const query = useDeskMeeting(id)
  const acts = query.data && hasActs(query.data) ? <MeetingActs meeting={query.data} /> : undefined
  return (
    <StaffConsole
      title="会议"
      heading={query.data === undefined}
      inside
      current="meetings"
      backTo="/packages/staff-council/meetings"
      acts={wide ? acts : undefined}
      bar={wide || acts === undefined ? undefined : <BottomBar>{acts}</BottomBar>}
    >
      <QueryView query={query}>{(meeting) => <MeetingBody meeting={meeting} />}</QueryView>
    </StaffConsole>
  )
}
