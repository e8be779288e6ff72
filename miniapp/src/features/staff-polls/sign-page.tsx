import type { PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import type { PollView } from '@linli/shared/polls/polls.schema'
import { useState } from 'react'
import { Attachments } from '@/features/notices/attachments'
import { isAsPublished } from '@/features/polls/as-published'
import { OfficialSource } from '@/features/polls/official-source'
import { OutcomeParts } from '@/features/polls/result'
import { SaySheet } from '@/features/polls/say-sheet'
import { SupervisionPart } from '@/features/polls/supervision-part'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { usePoll } from '@/features/polls/queries'
import { useRecount } from '@/features/polls/use-recount'
import { Recounted } from '@/features/polls/verify'
import { sentenceOf } from '@/platform/error-words'
import { pageUrl } from '@/platform/navigate'
import { sendForm } from '@/platform/send-form'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { CheckLine } from '@/ui/check-line'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { useDeskPoll, useRefuseSignature, useSign } from './queries'
import './staff-polls.scss'

/** Signs only what this very device has counted: the root goes from the recount to the server, never from the page. */
function Signing({ desk, poll }: { readonly desk: PollDeskView; readonly poll: PollView }) {
  const { state, again } = useRecount(poll.id)
  const sign = useSign(poll.id)
  const done = state.step === 'done' ? state : undefined
  const isSame = done !== undefined && isAsPublished(done.recount, poll.result)
  const percent = state.step === 'counting' ? `，${Math.floor(state.share * 100)}%` : ''
  return (
    <>
      {state.step === 'failed' && <Banner kind="alert">{sentenceOf(state.error)}</Banner>}
      {(state.step === 'fetching' || state.step === 'counting') && (
        <Surface padded label="正在重新计票">
          <Box role="status">{`正在这台设备上重新计票${percent}`}</Box>
        </Surface>
      )}
      {done && <Recounted poll={poll} recount={done.recount} ms={done.ms} />}
      {done && !isSame && (
        <Banner kind="alert">数出来的和公布的不一致，不能签认。请下载证据包，联系街道</Banner>
      )}
      {sign.error && <Banner kind="alert">{sentenceOf(sign.error)}</Banner>}
      <SupervisionPart said={desk} isOfficial={false} />
      <Box className="polldesk-acts">
        {desk.abilities['sign'] === true && (
          <Button
            disabled={!isSame}
            busy={sign.isPending && '正在签认'}
            onTap={() =>
              done && sign.mutate(done.recount.root, { onSuccess: () => showToast('已签认，大家都能看到') })
            }
          >
            签认这个总指纹
          </Button>
        )}
        <Button kind="outline" onTap={again}>
          再数一遍
        </Button>
        <RefuseAct desk={desk} poll={poll} />
      </Box>
    </>
  )
}

/** 不签认: with a reason that everybody reads; who refuses may still sign later. */
function RefuseAct({ desk, poll }: { readonly desk: PollDeskView; readonly poll: PollView }) {
  const refuse = useRefuseSignature(poll.id)
  const [open, setOpen] = useState(false)
  const root = poll.result?.root
  if (desk.abilities['refuse_signature'] !== true || root === undefined) return null
  return (
    <>
      <Button kind="danger" onTap={() => setOpen(true)}>
        不签认，写理由
      </Button>
      {open && (
        <SaySheet
          id="refuse-reason"
          draft={`refuse-signature:${poll.id}`}
          field="reason"
          most={300}
          title="不签认，写理由"
          lead="理由大家都能看到。问题解决以后，您还可以再签认。"
          label="为什么不签认"
          act="写明不签认"
          busy={refuse.isPending}
          error={refuse.error}
          onSay={(reason, forget) =>
            sendForm(
              refuse,
              { root, reason },
              {
                forget,
                onSuccess: () => {
                  showToast('已写明，大家都能看到')
                  setOpen(false)
                },
              },
            )
          }
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}

/** Nothing can be counted again of what was cast elsewhere: what was entered is compared with the document. */
function OfficialSigning({ desk, poll }: { readonly desk: PollDeskView; readonly poll: PollView }) {
  const sign = useSign(poll.id)
  const [compared, setCompared] = useState(false)
  const { result, roll } = poll
  if (result === null || roll === null || desk.official === null) return null
  const { official } = desk
  return (
    <>
      <OfficialSource official={official} questions={poll.questions} />
      <SectionTitle title="原件" />
      <Surface padded={official.files.length === 0} label="原件">
        {official.files.length === 0 ? (
          '没有上传原件，请到社区看纸质的再核对'
        ) : (
          <Attachments files={official.files} />
        )}
      </Surface>
      <OutcomeParts
        questions={poll.questions}
        outcomes={result.outcomes}
        roll={roll}
        electorate={poll.electorate}
      />
      {sign.error && <Banner kind="alert">{sentenceOf(sign.error)}</Banner>}
      <SupervisionPart said={desk} isOfficial />
      {desk.abilities['sign'] === true && (
        <Surface padded>
          <CheckLine
            id="sign-compared"
            title="我看过原件，数字和这里登记的一样"
            checked={compared}
            onChange={setCompared}
          />
        </Surface>
      )}
      <Box className="polldesk-acts">
        {desk.abilities['sign'] === true && (
          <Button
            disabled={!compared}
            busy={sign.isPending && '正在签认'}
            onTap={() => sign.mutate(result.root, { onSuccess: () => showToast('已签认，大家都能看到') })}
          >
            签认登记的结果
          </Button>
        )}
        <RefuseAct desk={desk} poll={poll} />
      </Box>
    </>
  )
}

/** 会签: a supervisor counts the whole board on the own device, compares with what was published, and signs. */
export function SignPage({ id }: { readonly id: string }) {
  const desk = useDeskPoll(id)
  const poll = usePoll(id)
  return (
    <StaffConsole
      title={desk.data?.official ? '核对原件，签认' : '数一遍，签认'}
      note={desk.data?.title}
      inside
      current="polls"
      backTo={pageUrl('/packages/staff-council/poll', { id })}
    >
      <QueryView query={desk}>
        {(known) => (
          <QueryView query={poll}>
            {(view) =>
              view.result === null ? (
                <Banner kind="info">结果公布以后才能签认</Banner>
              ) : known.official === null ? (
                <Signing desk={known} poll={view} />
              ) : (
                <OfficialSigning desk={known} poll={view} />
              )
            }
          </QueryView>
        )}
      </QueryView>
    </StaffConsole>
  )
}
