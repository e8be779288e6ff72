import type { PollDeskView, PollView } from '@linli/shared/polls/polls.schema'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { usePoll } from '@/features/polls/queries'
import { useRecount } from '@/features/polls/use-recount'
import { Recounted } from '@/features/polls/verify'
import { sentenceOf } from '@/platform/error-words'
import { pageUrl } from '@/platform/navigate'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { QueryView } from '@/ui/query-view'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { useDeskPoll, useSign } from './queries'
import './staff-polls.scss'

/** Signs only what this very device has counted: the root goes from the recount to the server, never from the page. */
function Signing({ desk, poll }: { readonly desk: PollDeskView; readonly poll: PollView }) {
  const { state, again } = useRecount(poll.id)
  const sign = useSign(poll.id)
  const done = state.step === 'done' ? state : undefined
  const isSame = done?.recount.ok === true && done.recount.root === poll.result?.root
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
      {desk.signatures.length > 0 && (
        <Banner kind="info">{`已经签认：${desk.signatures.map(({ name }) => name).join('、')}`}</Banner>
      )}
      <Box className="desk-acts">
        <Button
          disabled={!isSame || desk.abilities['sign'] !== true}
          busy={sign.isPending && '正在签认'}
          onTap={() =>
            done && sign.mutate(done.recount.root, { onSuccess: () => showToast('已签认，大家都能看到') })
          }
        >
          签认这个总指纹
        </Button>
        <Button kind="outline" onTap={again}>
          再数一遍
        </Button>
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
      title="数一遍，签认"
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
              ) : (
                <Signing desk={known} poll={view} />
              )
            }
          </QueryView>
        )}
      </QueryView>
    </StaffConsole>
  )
}
