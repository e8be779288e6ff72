import { bindingOf } from '@linli/shared/polls/decision.rules'
import type { BoardFile } from '@linli/shared/polls/board.schema'
import type { MyRowsView, PollView } from '@linli/shared/polls/polls.schema'
import type { Recount } from '@linli/shared/polls/recount'
import { useState } from 'react'
import { wordsOf } from '@/platform/error-words'
import { saveText } from '@/platform/save-text'
import { useActor } from '@/platform/session'
import { BottomBar } from '@/ui/bottom-bar'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { cls } from '@/ui/class-names'
import { ErrorBlock } from '@/ui/error-block'
import { Icon } from '@/ui/icon'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { isAsPublished } from './as-published'
import { readBallot, type KeptBallot } from './kept-ballots'
import { NamedBoard } from './named-board'
import { BoardAround, CodeSearch, OwnCode, placeOf } from './own-ballot'
import { PollTitle } from './poll-detail'
import { answerText, fingerprintText, type MyRow } from './poll-words'
import { faultText } from './run-recount'
import { NotMeSheet } from './not-me-sheet'
import { OptionBars } from './thresholds'
import type { RecountState } from './use-recount'
import './polls.scss'

interface Own {
  readonly row: MyRow
  readonly kept: KeptBallot | undefined
}

/** What a person came for, in one sentence: is my vote in, and as I cast it? */
export function ownVerdict(
  poll: PollView,
  board: BoardFile,
  own: readonly Own[],
): { readonly fine: boolean; readonly headline: string; readonly reason: string } {
  const voted = own.filter(({ row }) => row.voted)
  if (own.length === 0) return { fine: true, headline: '公示板已经重新数过', reason: '您不在这次的名册上' }
  if (own.some(({ row, kept }) => !row.voted && kept?.recorded === true))
    return {
      fine: false,
      headline: '没有您的投票记录，这部手机却投出过',
      reason: '请把它告诉社区和居务监督',
    }
  if (voted.length === 0)
    return { fine: true, headline: '没有您的投票记录', reason: '如果您投过票，请告诉社区和居务监督' }
  if (board.named) {
    const rows = board.named.rows
    // Who gave a mandate and voted in person checks that ballot herself.
    const checked = voted.filter(({ row }) => row.answers !== null)
    if (checked.length === 0)
      return { fine: true, headline: '公示板已经重新数过', reason: '委托您的人自己投了票，由本人核对' }
    const isSame = checked.every(({ row }) => {
      const there = rows.find(({ serial }) => serial === row.serial)
      return there !== undefined && JSON.stringify(there.answers) === JSON.stringify(row.answers)
    })
    return isSame
      ? { fine: true, headline: '您的票在名单上', reason: '内容和您投的一样，已计入结果' }
      : { fine: false, headline: '名单上的和您投的不一样', reason: '请把它告诉社区和居务监督' }
  }
  const known = voted.filter(({ kept }) => kept !== undefined)
  if (known.length === 0)
    return {
      fine: true,
      headline: '已记录您的投票',
      reason:
        '这部手机上没有选票码，认不出哪一张是您的；投纸票的，请用抄下的选票码在下面找。整块公示板照样重新数过',
    }
  const isThere = known.every(({ kept }) =>
    poll.questions.every(({ id }, index) => {
      const box = board.secret?.find(({ questionId }) => questionId === id)
      const entry = box?.entries.find(([code]) => code === kept?.codes[index])
      return entry !== undefined && entry[1] === kept?.choices[index]
    }),
  )
  return isThere
    ? { fine: true, headline: '您的票在公示板上', reason: '内容和您投的一样，已计入结果' }
    : {
        fine: false,
        headline: '公示板上没有您投的这张票',
        reason: '如果您后来领过纸票，算的是纸票；没有领过，请告诉社区和居务监督',
      }
}

function Verdict({ fine, headline, reason }: ReturnType<typeof ownVerdict>) {
  return (
    <Box className="poll-verdict" role={fine ? 'status' : 'alert'}>
      <Box hidden className={cls('poll-verdict__mark', !fine && 'poll-verdict__mark--alert')}>
        <Icon name={fine ? 'check' : 'warning'} />
      </Box>
      <Box className="poll-verdict__words">
        <Box as="h2" className="poll-verdict__headline">
          {headline}
        </Box>
        <Box className="poll-verdict__reason">{reason}</Box>
      </Box>
    </Box>
  )
}

/** What this device has counted, beside what was published. */
export function Recounted({
  poll,
  recount,
  ms,
}: {
  readonly poll: PollView
  readonly recount: Recount
  readonly ms: number
}) {
  const published = poll.result?.root ?? ''
  const isSame = isAsPublished(recount, poll.result)
  return (
    <>
      <SectionTitle title="在这台设备上重新计票" note={`用时 ${ms} 毫秒`} />
      <Surface padded label="重新计票">
        {poll.questions.map((question) => {
          const outcome = recount.outcomes.find(({ questionId }) => questionId === question.id)
          return outcome === undefined ? null : (
            <Box key={question.id} className="poll-question">
              {poll.questions.length > 1 && <Box className="poll-question__text">{question.text}</Box>}
              <OptionBars question={question} outcome={outcome} verdict={bindingOf(outcome)} />
            </Box>
          )
        })}
        <Box className="poll-fingerprint">
          <Box className="poll-fingerprint__name">这台设备算出的总指纹</Box>
          <Box className="poll-fingerprint__digits">{fingerprintText(recount.root)}</Box>
          <Box className="poll-fingerprint__name">公布的总指纹，和公告栏上印的应当一样</Box>
          <Box className="poll-fingerprint__digits">{fingerprintText(published)}</Box>
        </Box>
        <Box
          className={cls('recount-word', !isSame && 'recount-word--differs')}
          role={isSame ? 'status' : 'alert'}
        >
          <Icon name={isSame ? 'check' : 'warning'} size="s" />
          {isSame ? `完全一致，${recount.ballots} 张票都数到了` : '和公布的不一致'}
        </Box>
        {recount.faults.slice(0, MOST_FAULTS).map((fault) => (
          <Box key={faultText(fault)} className="recount-fault">
            {faultText(fault)}
          </Box>
        ))}
        {(poll.result?.signatures.length ?? 0) > 0 && (
          <Box className="poll-bars__note">
            {`居务监督已签认：${poll.result?.signatures.map(({ name }) => name).join('、') ?? ''}`}
          </Box>
        )}
      </Surface>
    </>
  )
}
const MOST_FAULTS = 20

function OwnOnBoard({ poll, board, own }: { poll: PollView; board: BoardFile; own: readonly Own[] }) {
  const boxes = board.secret ?? []
  const known = own.flatMap(({ kept, row }) => (kept ? [{ kept, row }] : []))
  return (
    <>
      {known.map(({ kept, row }) => (
        <Box key={row.rowId}>
          <OwnCode kept={kept} />
          <SectionTitle
            title="公示板"
            note={`全部 ${boxes[0]?.entries.length ?? 0} 票都在上面，按选票码排`}
          />
          {boxes.map((box, index) => {
            const at = placeOf(box, kept.codes[index] ?? '')
            return (
              <Box key={box.questionId}>
                {boxes.length > 1 && (
                  <Box className="board-question">{`第 ${index + 1} 题：${poll.questions[index]?.text ?? ''}`}</Box>
                )}
                {at < 0 ? (
                  <Surface padded>
                    {`公示板上没有您的选票码。您投的是：${answerTextOf(poll, kept, index)}`}
                  </Surface>
                ) : (
                  <BoardAround poll={poll} box={box} at={at} />
                )}
              </Box>
            )
          })}
        </Box>
      ))}
      {known.length === 0 && <CodeSearch poll={poll} boxes={boxes} />}
    </>
  )
}

const answerTextOf = (poll: PollView, kept: KeptBallot, index: number): string => {
  const question = poll.questions[index]
  return question === undefined ? '' : answerText(question, kept.choices[index] ?? '')
}

/** Check my vote: download the board, find the own ballot, count everything again, compare. */
export function Verify({
  poll,
  mine,
  state,
  again,
}: {
  readonly poll: PollView
  readonly mine: MyRowsView
  readonly state: RecountState
  readonly again: () => void
}) {
  const actor = useActor()
  const own = mine.rows.map((row): Own => ({
    row,
    kept: readBallot({ accountId: actor?.accountId ?? '', pollId: poll.id, rowId: row.rowId }),
  }))
  if (state.step === 'failed') {
    const words = wordsOf(state.error)
    return (
      <>
        <PollTitle poll={poll} />
        <ErrorBlock
          what={words.what}
          next={words.next}
          requestId={words.requestId}
          onRetry={words.retry ? again : undefined}
        />
      </>
    )
  }
  const share = state.step === 'counting' ? state.share : state.step === 'done' ? 1 : 0
  return (
    <>
      <PollTitle poll={poll} />
      {state.step !== 'done' && (
        <Surface padded label="正在重新计票">
          <Box role="status" className="poll-part__title">
            {state.step === 'fetching' ? '正在下载公示板' : `正在重新计票，${Math.floor(share * 100)}%`}
          </Box>
          <Box hidden className="threshold__track">
            <Box className="threshold__bar" style={{ width: `${(share * 100).toFixed(1)}%` }} />
          </Box>
        </Surface>
      )}
      {state.step === 'done' && (
        <>
          <Verdict {...ownVerdict(poll, state.board, own)} />
          <OwnOnBoardOrList poll={poll} board={state.board} own={own} mine={mine} />
          <Recounted poll={poll} recount={state.recount} ms={state.ms} />
          <SaveBoard poll={poll} board={state.board} />
        </>
      )}
    </>
  )
}

function OwnOnBoardOrList({
  poll,
  board,
  own,
  mine,
}: {
  poll: PollView
  board: BoardFile
  own: readonly Own[]
  mine: MyRowsView
}) {
  if (board.named) return <NamedBoard poll={poll} rows={board.named.rows} mine={mine.rows} />
  return <OwnOnBoard poll={poll} board={board} own={own} />
}

/** The whole board as a file, for whoever wants to count it elsewhere. */
function SaveBoard({ poll, board }: { readonly poll: PollView; readonly board: BoardFile }) {
  const save = async () => {
    if (!(await saveText(JSON.stringify(board), `board-${poll.id}.json`)))
      showToast('没有保存成功，请再试一次')
  }
  return (
    <Box className="poll-save">
      <Button kind="outline" icon="download" onTap={() => void save()}>
        下载公示板
      </Button>
      <Box className="poll-bars__note">懂电脑的邻居可以用另外的程序再数一遍，不需要我们的服务器</Box>
    </Box>
  )
}

/** Count once more, or say that something is wrong. */
export function VerifyBar({
  poll,
  mine,
  state,
  again,
}: {
  readonly poll: PollView
  readonly mine: MyRowsView
  readonly state: RecountState
  readonly again: () => void
}) {
  const [saying, setSaying] = useState(false)
  const own = mine.rows.filter(({ mayDoubt }) => mayDoubt)
  const row = own.find(({ voted }) => voted) ?? own[0]
  return (
    <>
      <BottomBar>
        {row !== undefined && (
          <Button kind="tint" onTap={() => setSaying(true)}>
            不对，提异议
          </Button>
        )}
        <Button busy={state.step !== 'done' && state.step !== 'failed' && '正在数'} onTap={again}>
          再数一遍
        </Button>
      </BottomBar>
      {saying && row !== undefined && (
        <NotMeSheet
          id="verify-not-me"
          title="哪里不对"
          label="哪里不对"
          pollId={poll.id}
          rowId={row.rowId}
          onClose={() => setSaying(false)}
        />
      )}
    </>
  )
}
